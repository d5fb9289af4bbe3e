"""Remedies against bias: all of them, one at a time, each beside doing nothing."""

import pytest

from equipoise import Settings, compare_groups, simulate
from equipoise.stages.measure.notions import find
from equipoise.stages.targeting.catalogue import CHOOSING, TRAINING
from equipoise.studies.fairness import standing
from equipoise.studies.remedies import NOTHING_DONE, WHEN, lever_of, try_remedy

BIASED = Settings().replace(**{"population.size": 1_500, "history.label_bias": 0.6, "train.protected": "follow"})


def test_every_remedy_of_the_engine_is_one():
    assert {*WHEN} == {*TRAINING, *CHOOSING} - {NOTHING_DONE}
    assert set(WHEN.values()) == {"before", "during", "after"}


@pytest.mark.parametrize("remedy", WHEN)
def test_a_remedy_switches_every_other_one_off(remedy):
    levers = lever_of(remedy)
    assert set(levers) == {"train.mitigation", "target.mitigation"}
    assert sorted(levers.values()) == sorted([NOTHING_DONE, remedy])
    assert (levers["target.mitigation"] == remedy) == (WHEN[remedy] == "after")


def test_nothing_done_is_no_remedy():
    assert set(lever_of(NOTHING_DONE).values()) == {NOTHING_DONE}
    found = try_remedy(BIASED.replace(**{"train.mitigation": "reweigh"}), "sex", NOTHING_DONE)
    assert all(shift.right_offer.change.value == shift.selection_rate.change.value == 0 for shift in found.groups)


def test_a_remedy_is_the_run_with_it_beside_the_run_without():
    before, after = (BIASED.replace(**lever_of(one)) for one in (NOTHING_DONE, "group_thresholds"))
    found = try_remedy(BIASED, "sex", "group_thresholds")
    assert found.groups == compare_groups(simulate(before), simulate(after), "sex")
    assert found.right_offer == simulate(after).targeting.right_offer
    here = standing(after, "sex")
    assert found.found.gaps == find(here.ranked.at(here.decided)).gaps
    assert any(shift.selection_rate.change.value for shift in found.groups)


def test_equal_thresholds_by_group_bring_the_groups_together():
    done, nothing = (try_remedy(BIASED, "sex", one).found.gaps["selection_rate"].gap.value
                     for one in ("group_thresholds", NOTHING_DONE))  # fmt: skip
    assert done < 0.02 < nothing


def test_without_personal_offers_nobody_is_ranked():
    assert try_remedy(BIASED.replace(**{"target.strategy": "generic"}), "sex", "reweigh").found is None
