import statistics
import time

import numpy as np
import pytest

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.stages.measure.fairness import tabulate
from equipoise.stages.measure.notions import find
from equipoise.stages.measure.thresholds import STEPS, rank, steps_of
from equipoise.studies.fairness import standing

# Two women at steps 100 and 20, a man at 60 whom the company takes for a woman, and a man without a score.
STEP = np.array([100, 20, 60, -1])
GROUP, KNOWN = np.array([0, 0, 1, 1]), np.array([0, 0, 0, 1])
DESERVING = np.array([True, True, False, True])
BENEFIT = np.array([[0.1, 0.3], [0.1, 0.2], [0.2, 0.5], [0.1, 0.1]])
CALIBRATION = np.array([[0.0, 0.1], [0.2, 0.0], [0.1, -0.1], [9.0, 9.0]])
BY_HAND = rank(STEP, KNOWN, GROUP, (2, 2), DESERVING, BENEFIT, CALIBRATION)


def test_sums_by_hand():
    some = BY_HAND.at(np.array([60, 0]))  # of those held to be women, those at 60 and above: one woman, one man
    assert some.people.tolist() == [2, 2] and some.deserving.tolist() == [2, 1] and some.scored.tolist() == [2, 1]
    assert some.selected.tolist() == [1, 1] and some.hits.tolist() == [1, 0]
    assert some.benefit.tolist() == pytest.approx([0.3 + 0.1, 0.5 + 0.1])
    assert some.benefit_squared.tolist() == pytest.approx([0.09 + 0.01, 0.25 + 0.01])
    assert some.calibration.tolist() == pytest.approx([0.1 + 0.2, -0.1])  # who has no score has no prediction
    assert some.calibration_squared.tolist() == pytest.approx([0.01 + 0.04, 0.01])
    assert some.counts.tolist() == [[[0, 1], [0, 1]], [[0, 1], [1, 0]]]


def test_a_threshold_selects_from_its_step_on():
    selected = [BY_HAND.at(np.array([step, 0])).selected.sum() for step in (0, 20, 21, 60, 61, 100, 101, STEPS)]
    assert selected == [3, 3, 2, 2, 1, 1, 0, 0]
    assert BY_HAND.selected[:, [0, 60, STEPS]].tolist() == [[3, 2, 0], [0, 0, 0]]


def test_the_mislabelled_meet_the_threshold_of_the_wrong_group():
    assert BY_HAND.at(np.array([STEPS, 0])).selected.tolist() == [0, 0]


def test_many_thresholds_at_once():
    both = BY_HAND.at(np.array([[60, 0], [STEPS, 0]]))
    assert both.selected.tolist() == [[1, 1], [0, 0]] and both.counts.shape == (2, 2, 2, 2)


def test_steps_are_places_in_the_ranking():
    assert steps_of(np.array([0.3, 0.1, 0.2, 0.4])).tolist() == [100, 0, 50, 150]
    assert steps_of(np.zeros(0)).size == 0
    assert np.bincount(steps_of(np.random.default_rng(0).random(1_000))).tolist() == [5] * STEPS


@pytest.mark.parametrize(("attribute", "protected"), [("sex", 0.0), ("age_band", 0.5), ("heritage", 0.3)])
def test_the_sums_agree_with_the_chain_where_the_thresholds_select_the_same_people(attribute, protected):
    settings = Settings().replace(**{"population.size": 2_000, "history.label_bias": protected})
    chain, here = Chain(settings), standing(settings, attribute)
    counted = chain.folds.value.evaluation
    taken = chain.target.value.selected[counted]
    group = chain.population.value.customers.group(attribute)[counted]
    tally = here.ranked.at(here.decided)
    told = chain.measure.value.fairness[attribute]
    assert tally.people.tolist() == [row.n for row in told.groups]
    assert tally.deserving / tally.people == pytest.approx([row.base_rate.value for row in told.groups])
    assert abs(tally.selected.sum() - taken.sum()) <= 0.005 * counted.sum()  # thresholds stand on steps
    apart = np.abs(tally.selected - tabulate(group, tally.people.size, taken, taken)[:, 1].sum(axis=1))
    assert (apart <= 0.005 * counted.sum()).all()
    values = find(tally).rates["value_received"]
    assert [rate.value for rate in values] == pytest.approx([row.value_received.value for row in told.groups], abs=3e-3)


def test_a_moved_threshold_answers_in_far_less_than_150_ms_with_20_000_customers():
    here = standing(Settings(), "sex_by_age")
    rng, seconds = np.random.default_rng(0), []
    for _ in range(15):
        thresholds = rng.integers(0, STEPS, len(here.ranked.sums))
        started = time.perf_counter()
        find(here.ranked.at(thresholds))
        seconds.append(time.perf_counter() - started)
    assert statistics.median(seconds) < 0.150
