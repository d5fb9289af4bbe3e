import dataclasses
from types import SimpleNamespace

import numpy as np
import pytest

from equipoise.core.vocabulary import OFFERS
from equipoise.numerics.over_pasts import share_over_pasts
from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import scaled, wilson
from equipoise.shared.decisions import Decisions, Redrawn
from equipoise.shared.world import Response
from equipoise.stages.measure.targeting import measure_targeting, right_offer, right_offers, worth_most

CEILING = Rate(0.6, 0.5, 0.7, 10)


def test_perfect_knowledge_picks_the_largest_gains_over_the_generic_offer():
    gain = np.array([[1.0, 5.0], [1.0, 2.0], [4.0, 3.0], [1.0, 4.0], [2.0, 1.0]])
    # best less generic (the first): 4, 1, 0, 3, 0; 40% of five people are two
    assert worth_most(gain, generic=0, budget=0.4).tolist() == [True, False, False, True, False]
    assert worth_most(gain, generic=0, budget=1.0).all()


def test_a_unit_scales_value_and_interval():
    assert scaled(Rate(0.2, 0.1, 0.3, 5), 10) == Rate(2.0, 1.0, 3.0, 5)


@pytest.fixture
def four_customers():
    """Four customers, the last one not counted; offer 1 is the generic one."""
    visit = np.full((4, OFFERS), 0.1)
    visit[0, 3], visit[1, 2], visit[2, 1] = 0.4, 0.3, 0.2
    gain = np.zeros((4, OFFERS))
    gain[0, 3], gain[0, 1] = 1.2, 0.3
    gain[1, 2], gain[1, 1], gain[1, 4] = 0.6, 0.2, 0.1
    gain[2, 1] = 0.4
    response = Response(np.array([0.1, 0.2, 0.1, 0.1]), visit, gain, gain.argmax(axis=1))
    decisions = Decisions(
        offer=np.array([3, 4, 1, 1]),
        selected=np.array([True, True, False, False]),
        reachable=np.array([True, True, False, True]),
        score=np.full(4, np.nan),
        fallback=np.full(4, np.nan),
    )
    return decisions, response, np.array([True, True, True, False])


def measured_of(decisions, response, evaluation, generic, budget, seed=1):
    counted = np.flatnonzero(evaluation)
    deserving = worth_most(response.gain[counted], generic, budget)
    yearly = np.ones(len(response.best), dtype=np.float32)
    right = right_offer(decisions, response, counted)
    return measure_targeting(decisions, response, counted, generic, deserving, CEILING, seed, yearly, right)


def test_targeting_by_hand(four_customers):
    measured = measured_of(*four_customers, generic=1, budget=2 / 3)
    assert measured.right_offer.value == pytest.approx(2 / 3)  # customers 0 and 2
    assert measured.right_offer.n == 3
    assert measured.floor_guess.value == pytest.approx(1 / 12)
    assert measured.floor_generic.value == pytest.approx(1 / 3)  # offer 1 is best for customer 2 only
    assert measured.ceiling_full_data == CEILING
    assert measured.precision_at_budget.value == pytest.approx((0.4 + 0.1) / 2)  # the selected, with what they got
    # all met offers bring (.4 + .1 + .2) / 3 = .2333 visits; .25 / .2333 = 1.0714
    assert measured.lift.value == pytest.approx(0.25 / (0.7 / 3))
    # visits less those without: .4-.1, .1-.2, .2-.1 -> .3 / 3 = .1, or 100 in 1,000
    assert measured.incremental_visits_per_1000.value == pytest.approx(100)
    # margins received: 1.2, .1, .4 -> 1.7 / 3
    assert measured.margin_per_1000.value == pytest.approx(1700 / 3)
    assert measured.margin_generic_per_1000.value == pytest.approx(900 / 3)  # .3 + .2 + .4
    # one of twelve at random: 1.5/12, .9/12, .4/12 -> 2.8 / 36
    assert measured.margin_random_per_1000.value == pytest.approx(2800 / 36)
    # perfect knowledge gives customers 0 and 1 (uplifts .9 and .4) their best and the third the generic one:
    # 1.2 + .6 + .4 = 2.2
    assert measured.share_of_perfect.value == pytest.approx(1.7 / 2.2)
    assert measured.reach.value == pytest.approx(2 / 3)
    assert not measured.auc.known  # nobody was scored


def test_perfect_decisions_reach_all_of_the_value(four_customers):
    decisions, response, evaluation = four_customers
    best = dataclasses.replace(decisions, offer=response.best)
    measured = measured_of(best, response, evaluation, generic=1, budget=1.0)
    assert measured.share_of_perfect.value == pytest.approx(1)
    assert measured.right_offer.value == 1


def test_without_anybody_selected_there_is_no_precision(four_customers):
    decisions, response, evaluation = four_customers
    nobody = dataclasses.replace(decisions, selected=np.zeros(4, dtype=bool))
    measured = measured_of(nobody, response, evaluation, generic=1, budget=0.5)
    assert not measured.precision_at_budget.known and not measured.lift.known


def test_auc_is_counted_on_scored_evaluation_customers(world):
    """Scores that are the truth rank visits as well as the truth can; scores of nobody are left out."""
    customers, generic = np.arange(world.size), 1
    truth = world.response.visit[: world.size, generic].astype(float)
    scored = customers % 2 == 0
    score = np.where(scored, truth, np.nan)
    offer = np.full(world.size, generic)
    decisions = Decisions(offer=offer, selected=scored, reachable=scored, score=score, fallback=score)
    area = measured_of(decisions, world.response, customers % 3 > 0, generic, 1.0, world.seed).auc
    assert area.n == (scored & (customers % 3 > 0)).sum()
    assert 0.55 < area.value < 0.8


def test_the_right_offer_of_several_parts_is_that_of_each():
    """Of six customers four are decided about anew, under two pasts; one part has nobody among them."""
    best = np.array([0, 1, 2, 0, 1, 2])
    decisions = SimpleNamespace(offer=np.array([0, 1, 0, 0, 0, 2]))
    response = SimpleNamespace(best=best)
    redrawn = Redrawn(
        people=np.array([0, 1, 3, 4]), generic=np.array([0, 1]),
        offer=np.array([[0, 1, 1, 1], [0, 0, 1, 2]], dtype=np.int8), selected=np.ones((2, 4), dtype=bool),
    )  # fmt: skip
    parts = {"some": np.array([0, 1, 2, 4]), "nobody anew": np.array([2, 5])}
    found = right_offers(decisions, response, parts, redrawn)
    # of 0, 1 and 4 all are right under the first past, and one under the second
    assert found["some"] == share_over_pasts(wilson(2, 4), np.array([1.0, 1 / 3]))
    assert found["nobody anew"] == wilson(1, 2)
    assert right_offer(decisions, response, parts["some"], redrawn) == found["some"]
