"""How long advertisements take once the run is known: all of it at first, and after a lever is moved."""

import time

import pytest

from equipoise import Settings
from equipoise.chain.advertising import Advertising
from equipoise.chain.pipeline import Chain

pytestmark = pytest.mark.bench
MOVED = [
    {"ads.addressing": "topics"}, {"ads.addressing": "email"}, {"ads.place": "district"}, {"ads.cap": 2},
    {"ads.retargeting": 7}, {"ads.honour_opt_out": False},
]  # fmt: skip


def taken(settings):
    """Return how many seconds the branch takes; the parts of the run that it needs are computed before."""
    ads = Advertising(Chain(settings))
    assert ads.chain.train.value and ads.chain.receipts.value
    started = time.perf_counter()
    assert ads.outcome.value
    return time.perf_counter() - started


def test_advertisements_take_eight_tenths_of_a_second_at_first():
    assert taken(Settings().replace(**{"population.seed": 1_001})) < 0.8


@pytest.mark.parametrize("levers", MOVED, ids=str)
def test_a_moved_lever_takes_four_tenths(levers):
    taken(Settings())
    assert taken(Settings().replace(**levers)) < 0.4
