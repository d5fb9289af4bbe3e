import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.stages.measure.notions import bare_rates, find
from equipoise.stages.measure.thresholds import STEPS, rank
from equipoise.stages.measure.trade_offs import (
    IMPOSSIBLE,
    along,
    common,
    differences,
    least_apart,
    rebalance,
    satisfying,
)


def shop(sizes=(1_000, 1_000), base=(0.5, 0.25), bias=0, seed=0):
    """People whose score tells something of whether they are deserving; the second group's is lowered by a bias."""
    rng = np.random.default_rng(seed)
    group = np.repeat(np.arange(len(sizes)), sizes)
    deserving = rng.random(group.size) < np.array(base)[group]
    step = np.clip(70 + 50 * deserving + rng.normal(0, 30, group.size) - bias * (group == 1), 0, STEPS - 1)
    nothing = np.zeros((group.size, 2))
    return rank(step.astype(np.int64), group, group, (len(sizes),) * 2, deserving, nothing, nothing)


def offers(ranked, thresholds):
    return ranked.at(thresholds).selected.sum(axis=-1)


def test_one_threshold_selects_what_the_budget_allows():
    ranked = shop()
    thresholds = common(ranked, 800)
    assert len(set(thresholds.tolist())) == 1 and abs(offers(ranked, thresholds) - 800) < 25


def test_the_others_make_room_for_the_one_that_moved():
    ranked = shop()
    start = common(ranked, 800)
    start[0] += 30
    moved = rebalance(ranked, start, 0, 800)
    assert moved[0] == start[0] and moved[1] < start[1]
    assert abs(offers(ranked, moved) - 800) < 25


@given(st.integers(0, STEPS), st.integers(0, 2), st.integers(0, 3_000))
def test_making_room_comes_as_close_to_the_budget_as_the_others_can(step, moved, budget):
    ranked = shop((500, 700, 900), (0.5, 0.4, 0.3))
    thresholds = np.full(3, 100)
    thresholds[moved] = step
    after = rebalance(ranked, thresholds, moved, budget)
    assert after[moved] == step and (after >= 0).all() and (after <= STEPS).all()
    assert abs(offers(ranked, after) - budget) <= abs(offers(ranked, thresholds) - budget)


def test_along_keeps_the_offers_of_the_pair():
    ranked = shop()
    tried = along(ranked, common(ranked, 800), 0, 1)
    assert len(tried) > 100 and np.abs(offers(ranked, tried) - offers(ranked, common(ranked, 800))).max() < 25


@pytest.mark.parametrize("notion", ["selection_rate", "true_positive_rate", "precision"])
def test_thresholds_satisfy_the_notion_they_are_for(notion):
    ranked = shop(base=(0.5, 0.3), bias=60)
    before = find(ranked.at(common(ranked, 800))).gaps[notion].gap.value
    after = find(ranked.at(satisfying(ranked, notion, 800)))
    assert before > 0.05 and after.gaps[notion].gap.value < 0.03
    assert abs(after.offers - 800) < 40


def test_three_groups_meet_too():
    ranked = shop((800, 900, 1_000), (0.6, 0.4, 0.2))
    found = find(ranked.at(satisfying(ranked, "selection_rate", 1_000)))
    assert found.gaps["selection_rate"].gap.value < 0.03


def test_predictions_are_left_alone():
    ranked = shop()
    assert (satisfying(ranked, "calibration_gap", 800) == common(ranked, 800)).all()


def test_with_different_base_rates_not_all_three_can_vanish():
    ranked = shop()
    best = least_apart(ranked, common(ranked, 800), 0, 1)
    found = find(ranked.at(best))
    assert max(found.gaps[name].gap.value for name in IMPOSSIBLE) > 0.08


def test_with_equal_base_rates_a_bias_can_be_undone_in_every_sense():
    ranked = shop(base=(0.4, 0.4), bias=40)
    biased = find(ranked.at(common(ranked, 800)))
    assert min(biased.gaps[name].gap.value for name in ("selection_rate", "true_positive_rate")) > 0.2
    best = find(ranked.at(least_apart(ranked, common(ranked, 800), 0, 1)))
    assert max(best.gaps[name].gap.value for name in IMPOSSIBLE) < 0.04


@pytest.mark.parametrize("threshold", [60, 90, 120])
def test_chouldechovas_identity_holds_for_every_group(threshold):
    """FPR = p / (1 - p) * (1 - PPV) / PPV * TPR, exactly: it is why the three cannot all be equal."""
    tally = shop().at(np.array([threshold, threshold + 10]))
    p = tally.deserving / tally.people
    tpr, fpr, ppv = (bare_rates(name, tally) for name in ("true_positive_rate", "false_positive_rate", "precision"))
    assert fpr == pytest.approx(p / (1 - p) * (1 - ppv) / ppv * tpr)


def test_differences_are_first_less_second():
    tally = shop().at(np.array([[80, 80], [80, 120]]))
    apart = differences(tally, 0, 1)["selection_rate"]
    rates = tally.selected / tally.people
    assert apart == pytest.approx(rates[:, 0] - rates[:, 1])
