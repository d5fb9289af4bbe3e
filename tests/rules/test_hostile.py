"""Conditions and cards that somebody wrote to do harm: each ends in one error, at once, and nothing is executed."""

import time

import pytest

from equipoise.core.errors import DataError
from equipoise.rules.condition import LONGEST, Condition
from equipoise.rules.practices import Card

AT_ONCE = 2.0
"""Seconds; each takes some hundredths of one."""
CONDITIONS = [
    "__import__('os').system('touch /tmp/owned')",
    "dark_patterns.__class__",
    "regions.length > 1",
    "regions[0] == 'EU'",
    "consent_model =~ '(a+)+$'",
    "consent_model =~~ '.*'",
    "dark_patterns and $now > $today",
    "$split('a b') == ['a']",
    "[place for place in regions] == regions",
    "dark_patterns ? dark_patterns : ai_label",
    "k_value < 1 / 0",
    "not k_value",
    "dark_patterns and k_value",
    "any_in(regions, regions)(1)",
    "(" * LONGEST + "dark_patterns",
    "dark_patterns" + " and dark_patterns" * LONGEST,
    "dark_patterns\x00",
    "d\u0430rk_patterns",  # a Cyrillic letter
]
CARDS = [
    "a" + ".b" * 50_000 + " = 1",
    "dark_patterns = " + "[" * 20_000,
    "dark_patterns = {}",
    "dark_patterns.x = true",
    "dark_patterns = true\ndark_patterns = true",
    "[[dark_patterns]]",
    "dsr_days = nan",
    "dsr_days = inf",
    "dsr_days = 1e400",
    "dsr_days = 99999999999999999999999999999999",
    "dsr_days = 2026-12-01",
    'transfer_tool = "<script>"',
    "regions = ['EU']",
    "__class__ = 1",
    "\x00",
    "é" * 19_999,
]


@pytest.mark.parametrize("text", CONDITIONS, ids=range(len(CONDITIONS)))
def test_a_hostile_condition_is_refused(text):
    start = time.perf_counter()
    with pytest.raises(DataError) as refused:
        Condition.read(text)
    assert time.perf_counter() - start < AT_ONCE and "\n" not in str(refused.value) and len(str(refused.value)) < 600


@pytest.mark.parametrize("text", CARDS, ids=range(len(CARDS)))
def test_a_hostile_card_is_refused(text):
    start = time.perf_counter()
    with pytest.raises(DataError) as refused:
        Card.from_toml(text)
    assert time.perf_counter() - start < AT_ONCE and len(str(refused.value)) < 4_000


def test_a_condition_within_the_limit_is_read_however_deep_it_is():
    assert Condition.read("(" * 400 + "dark_patterns" + ")" * 400).holds({"dark_patterns": True})
    assert Condition.read("not " * 240 + "dark_patterns").holds({"dark_patterns": True})
