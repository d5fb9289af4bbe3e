"""Who pays for privacy: by hand, without false alarms, and on the real chain."""

import numpy as np
import pytest

from equipoise import Settings, compare_groups, simulate
from equipoise.chain.pipeline import Chain
from equipoise.core.errors import DataError
from equipoise.core.vocabulary import ATTRIBUTES
from equipoise.numerics.stats import strongest_of
from equipoise.stages.measure import fairness
from equipoise.studies.group_loss import (
    PRESSURES,
    SUFFICIENT,
    _right,
    group_losses,
    idle,
    losses_between,
    positions,
    same_people,
)
from equipoise.texts.catalogue import texts

SMALL = Settings().replace(**{"population.size": 1_000})
SHUFFLES = 300


def test_two_groups_by_hand():
    """Of four people two are right before and one after: a change of -1/4. The other four stay: 0. Apart: -1/4.

    By person the change is 0 0 -1 0, its variance 3/16 over n - 1 = 3, plus two pseudo-people: 2/36. The others: 2/36.
    """
    before, after = np.array([1, 0, 1, 0, 1, 1, 0, 0]), np.array([1, 0, 0, 0, 1, 1, 0, 0])
    mine, rest = group_losses(before, after, np.array([0] * 4 + [1] * 4), ("a", "b"))
    assert (mine.change.value, rest.change.value, mine.apart.value, rest.apart.value) == (-0.25, 0, -0.25, 0.25)
    assert mine.change.high - mine.change.value == pytest.approx(1.959964 * np.sqrt(3 / 16 / 3 + 2 / 36), abs=1e-5)
    apart = np.sqrt(3 / 16 / 3 + 2 / 36 + 2 / 36)
    assert mine.apart.high - mine.apart.value == pytest.approx(2.241403 * apart, abs=1e-5)  # 97.5% for two groups
    assert strongest_of(2) == pytest.approx(0.975) and mine.n == rest.n == 4
    assert mine.verdict == rest.verdict == "small" and fairness.SUFFICIENT == SUFFICIENT


def test_a_group_that_truly_loses_more_is_found():
    rng = np.random.default_rng(0)
    group, before = rng.integers(0, 3, 3_000), rng.random(3_000) < 0.5
    after = before & ~((group == 1) & (rng.random(3_000) < 0.3))
    verdicts = [one.verdict for one in group_losses(before, after, group, ("a", "b", "c"))]
    assert verdicts == ["less", "more", "less"]


def test_nobody_in_a_group_and_one_group_alone_get_no_verdict():
    empty, everybody = group_losses(np.ones(300), np.zeros(300), np.ones(300, dtype=int), ("nobody", "all"))
    assert not empty.change.known and empty.verdict == "small"
    assert everybody.change.value == -1 and not everybody.apart.known and everybody.verdict == "small"


@pytest.mark.parametrize("attribute", ["sex", "age_band", "sex_by_age", "age_by_heritage"])
def test_groups_dealt_out_at_random_are_hardly_ever_told_apart(attribute):
    """Real changes of real people, and groups that have nothing to do with them: at most 5 in 100 sets of verdicts."""
    settings = Settings().replace(**{"population.size": 2_500})
    before, after = (Chain(settings.replace(**step)) for step in (PRESSURES["noise"][0], PRESSURES["noise"][-2]))
    counted = before.folds.value.evaluation
    group = before.population.value.customers.group(attribute)[counted]
    first, second, names = _right(before), _right(after), [str(place) for place in range(group.max() + 1)]
    rng, alarms = np.random.default_rng(1), 0
    for _ in range(SHUFFLES):
        losses = group_losses(first, second, rng.permutation(group), names)
        alarms += any(one.verdict in ("more", "less") for one in losses)
    assert (first != second).sum() > 50
    assert alarms <= 0.06 * SHUFFLES  # the promise is 5 in 100; of 300 draws, chance allows some more


def test_no_change_is_no_loss():
    losses = losses_between(SMALL, SMALL)["sex"]
    assert all(one.change.value == one.apart.value == 0 and one.change.low < 0 < one.change.high for one in losses)
    assert {one.verdict for one in losses} == {"unclear"}


def test_it_agrees_with_the_comparison_of_two_outcomes():
    now = SMALL.replace(**{"protect.technique": "cohorts"})
    shifts = compare_groups(simulate(SMALL), simulate(now), "age_band")
    for loss, shift in zip(losses_between(SMALL, now)["age_band"], shifts, strict=True):
        assert loss.name == shift.name
        assert loss.change.value == pytest.approx(shift.right_offer.change.value)
        assert loss.n == shift.right_offer.change.n


def test_different_people_cannot_be_compared():
    with pytest.raises(DataError, match=r"1000.*population\.size differs"):
        losses_between(Settings(), SMALL)


@pytest.mark.parametrize("pressure", PRESSURES)
def test_every_step_is_counted_against_none_of_it(pressure):
    first, *rest = positions(SMALL, pressure)
    steps = [losses_between(first, step) for step in rest]
    assert len(steps) == len(PRESSURES[pressure]) - 1
    assert all(set(step) == set(ATTRIBUTES) for step in steps)
    assert any(one.change.value for step in steps for one in step["sex"])


def test_only_runs_of_the_same_people_can_be_compared():
    assert same_people(SMALL, SMALL.replace(**{"protect.k": 25}))
    assert not same_people(SMALL, SMALL.replace(**{"population.seed": 1}))


def test_a_pressure_without_effect_says_why():
    assert all(idle(SMALL, pressure) == "" for pressure in PRESSURES)
    assert texts()[idle(SMALL.replace(**{"consent.model": "notice"}), "opt_out")]
    assert texts()[idle(SMALL.replace(**{"train.learner": "boosting"}), "noise")]
