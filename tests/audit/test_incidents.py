"""Every incident is found by name, and a shop in which nothing happened is left in peace."""

import dataclasses

import pytest

from equipoise.audit.checks.registry import CHECKS
from equipoise.audit.incidents.registry import INCIDENTS, happened
from equipoise.audit.records import records
from equipoise.audit.run import look
from equipoise.core.errors import SettingsError
from equipoise.core.vocabulary import INCIDENTS as LISTED

SMALL = {"lost_answers": 0.5, "other_scores": 0.3, "lost_region": 0.5, "shifted_feed": 0.2}
"""Sizes that 3,000 customers are enough for; all others stay as they are."""


def found(kept):
    return {check.name for check in look(kept) if check.verdict == "found"}


def test_there_are_at_least_ten_and_each_names_a_check():
    assert tuple(INCIDENTS) == LISTED and len(LISTED) >= 10
    assert {incident.check for incident in INCIDENTS.values()} == {*CHECKS}


@pytest.mark.parametrize("name", INCIDENTS)
def test_an_incident_is_found_by_name(chain, name):
    missed = [
        number
        for number in range(5)
        if INCIDENTS[name].check not in found(happened(records(chain, number), name, number, SMALL.get(name)))
    ]
    assert missed == []


@pytest.mark.parametrize("name", INCIDENTS)
def test_an_incident_breaks_one_thing_and_leaves_the_records_before_it_alone(kept, chain, name):
    before = records(chain)
    broken = happened(kept, name, 1, SMALL.get(name))
    changed = [
        field.name
        for field in dataclasses.fields(kept)
        if not same(getattr(kept, field.name), getattr(broken, field.name))
    ]
    assert 1 <= len(changed) <= 2
    assert all(same(getattr(kept, field.name), getattr(before, field.name)) for field in dataclasses.fields(kept))


def same(one, other):
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    if dataclasses.is_dataclass(one):
        return len(one) == len(other) and bool((one.person == other.person).all() and (one.day == other.day).all())
    if isinstance(one, (int, tuple)):
        return one == other
    return one.shape == other.shape and bool(((one == other) | ((one != one) & (other != other))).all())


def test_nothing_is_found_by_counting_where_nothing_happened(chain):
    exact = {name for name, check in CHECKS.items() if check.kind == "exact"}
    alarms = [name for number in range(10) for name in found(records(chain, number)) & exact]
    assert alarms == []


def test_none_is_none_and_a_stranger_is_refused(kept):
    assert happened(kept, "none", 1) is kept
    with pytest.raises(SettingsError, match="no incident has this name"):
        happened(kept, "earthquake", 1)
