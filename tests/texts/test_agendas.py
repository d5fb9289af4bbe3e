"""Agendas are written as lessons are: plain, clean, complete, and they take as long as they say."""

import dataclasses
import re

import pytest

from equipoise.rooms.activities.registry import steps
from equipoise.rooms.agenda import agendas
from reading import GRADE, grade, offenders

ALL = list(agendas().values())
MINUTES = {"half_hour": 30, "hour": 60, "hour_and_half": 90, "breach": 60, "audit": 60, "delivery": 60}
NOT_READ = {"id", "kind", "lesson", "again", "branch", "levers", "scenario", "measure", "source", "first", "case"}
"""Entries that nobody reads."""
CLAIMS = re.compile(r"anonymous|compliant|simply|leverage|seamless|\bTODO\b", re.IGNORECASE)


def texts_of(value, key=""):
    """Every text that people read, by where it stands."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from () if name in NOT_READ else texts_of(part, f"{key}.{name}")
    elif isinstance(value, list | tuple):
        for place, part in enumerate(value):
            yield from texts_of(part, f"{key}.{place}")


def unclean(one):
    return [text for _, text in texts_of(one.to_dict()) if text != text.strip() or not text or CLAIMS.search(text)]


def test_each_takes_as_long_as_it_says():
    assert {one.id: one.minutes for one in ALL} == MINUTES


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_every_part_has_what_a_facilitator_needs(one):
    assert all(item.ask and item.mistakes for item in one.items if item.id != "break")
    assert steps(one)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_everybody_is_asked_twice_and_asked_for_a_commitment_at_the_end(one):
    kinds, names = {item.id: item.kind for item in one.items}, [item.id for item in one.items]
    twice = [item for item in one.items if item.again]
    assert twice and all(names.index(item.again) < names.index(item.id) - 1 for item in twice)
    assert all(kinds[item.again] == item.kind for item in twice)
    assert "commit" in [item.kind for item in one.items[-2:]]


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_texts_are_clean_and_easy(one):
    texts = dict(texts_of(one.to_dict()))
    assert len(texts) > 30 and unclean(one) == []
    assert {key: round(found, 1) for key, found in offenders(texts).items()} == {}


def test_the_rules_see_a_text_that_is_neither():
    hard = "Pseudonymised behavioural characteristics facilitate probabilistic re-identification of customers " * 2
    broken = dataclasses.replace(ALL[0].items[0], ask=("It is anonymous.", hard.strip()))
    bad = dataclasses.replace(ALL[0], items=(broken,))
    assert unclean(bad) == ["It is anonymous."] and grade(hard) > GRADE
    assert [text for _, text in texts_of(bad.to_dict())].count(hard.strip()) == 1
