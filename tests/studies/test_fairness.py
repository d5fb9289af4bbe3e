import numpy as np
import pytest

from equipoise.chain.settings import Settings
from equipoise.stages.measure.notions import find
from equipoise.studies.fairness import HALVES, SAMPLE, delivered, impossible, other_pasts, standing

SMALL = Settings().replace(**{"population.size": 2_000})


def test_nobody_is_scored_without_personal_offers():
    assert standing(SMALL.replace(**{"target.strategy": "generic"}), "sex") is None


def test_the_same_people_are_drawn_under_every_setting():
    one, other = (standing(SMALL.replace(**{"history.label_bias": bias}), "sex").sample for bias in (0.0, 0.8))
    assert one.step.size == SAMPLE
    assert (one.group == other.group).all() and ((one.step < 0) == (other.step < 0)).all()
    assert not (one.step == other.step).all()


def test_without_the_attribute_there_is_one_threshold_for_all():
    exact = SMALL.replace(**{"protect.technique": "none"})
    blind, seeing = (
        standing(exact.replace(**{"minimise.collect_heritage": held}), "heritage") for held in (False, True)
    )
    assert not blind.held and len(blind.decided) == 1 and np.isnan(blind.recognised)
    assert seeing.held and len(seeing.decided) == 2 and seeing.recognised == 1
    assert len(blind.ranked.passed.people) == len(seeing.ranked.passed.people) == 2


def test_coarse_details_put_people_into_the_wrong_group():
    coarse = standing(SMALL, "age_band")
    exact = standing(SMALL.replace(**{"protect.technique": "none"}), "age_band")
    assert coarse.recognised < exact.recognised == 1


def test_group_thresholds_of_the_company_are_where_they_are_looked_for():
    biased = SMALL.replace(**{"history.label_bias": 0.8, "population.size": 6_000})
    plain, mended = (
        standing(biased.replace(**{"target.mitigation": how}), "sex") for how in ("none", "group_thresholds")
    )
    assert plain.decided[0] == plain.decided[1] and mended.decided[0] < mended.decided[1]
    rates = find(mended.ranked.at(mended.decided)).rates["selection_rate"]
    reach = find(mended.ranked.at(mended.decided)).rates["reach"]
    shares = [rate.value / of.value for rate, of in zip(rates, reach, strict=True)]
    assert shares[0] == pytest.approx(shares[1], abs=0.02)


def test_what_cannot_hold_together_is_worked_out_for_the_groups_farthest_apart():
    here = standing(SMALL.replace(**{"population.size": 8_000}), "age_band", true_groups=True)
    seen = impossible(here)
    assert here.recognised == 1 and seen.pair == (0, 2)  # the young and the old
    assert seen.by_notion["selection_rate"].gaps["selection_rate"].gap.value < 0.03
    assert seen.by_notion["precision"].gaps["selection_rate"].gap.value > 0.1
    assert len(seen.scores) == len(seen.apart["precision"])
    assert seen.best.gaps["precision"].gap.value > 0.05


def test_too_small_groups_have_nothing_to_compare():
    tiny = standing(SMALL.replace(**{"population.size": 500}), "sex_by_age", true_groups=True)
    assert impossible(tiny) is None


def test_one_threshold_for_all_leaves_nothing_to_work_out():
    assert impossible(standing(SMALL, "heritage")) is None
    assert impossible(standing(SMALL, "heritage", true_groups=True)) is not None


def test_delivery_reaches_whom_others_pay_more_for_less():
    even, skewed = (delivered(SMALL, "sex", gap) for gap in (0.0, 1.0))
    assert [rate.value for rate in even.reached] == [1, 1] and even.met == even.decided
    women, men = skewed.reached
    assert women.high < men.low and skewed.gaps["reached"].verdict == "apart"
    assert skewed.decided == even.decided  # nobody decided it
    for place in (0, 1):
        parts = (skewed.decided[place].value, skewed.reached[place].value, skewed.met[place].value)
        assert parts[0] * parts[1] == pytest.approx(parts[2])
    assert delivered(SMALL.replace(**{"target.strategy": "generic"}), "sex", 1.0) is None


def test_halves_of_the_past_rank_the_same_people():
    here, others = standing(SMALL, "sex"), other_pasts(SMALL, "sex")
    assert len(others) == HALVES
    assert all((one.passed.people == here.ranked.passed.people).all() for one in others)
    assert len({float(one.sums.sum()) for one in others}) == HALVES
