import dataclasses
import math

import numpy as np
import pytest
import scipy.stats

from equipoise.core.vocabulary import (
    MARGIN,
    MARGIN_WITH_OFFER,
    OFFERS,
    SALES_PER_VISIT,
    SALES_PER_VISIT_WITH_OFFER,
)
from equipoise.stages.world import response as model
from equipoise.stages.world.people import INTEREST_MEAN
from equipoise.stages.world.response import level, true_response
from equipoise.stages.world.settings import PLACES


@pytest.fixture
def one_person(world):
    """Somebody without habit or price sensitivity who likes every topic as much as people do on average."""
    people = dataclasses.replace(world.people.first(1), price_sensitivity=np.zeros(1, dtype=np.float32))
    activity = np.full(1, math.exp(-0.18), dtype=np.float32)  # the median customer
    return people, activity, INTEREST_MEAN[None].astype(np.float32)


def test_the_response_of_one_person_by_hand(one_person):
    response = true_response(*one_person, 0.5)
    spread = model.HABIT**2
    without = 1 / (1 + math.exp(-math.log(0.1062 / 0.8938) * math.sqrt(1 + math.pi * spread / 8)))
    food = math.log(0.18 / 0.82) * math.sqrt(1 + math.pi * (spread + 0.25 * 1.02) / 8)
    shown = 1 / (1 + math.exp(-food))
    assert response.visit_without[0] == pytest.approx(without, rel=1e-5)
    assert response.visit[0, 9] == pytest.approx(shown, rel=1e-5)
    sold = shown * SALES_PER_VISIT_WITH_OFFER * math.exp(-0.01) * float(MARGIN_WITH_OFFER[9])
    assert response.gain[0, 9] == pytest.approx(sold - without * SALES_PER_VISIT * MARGIN, rel=1e-4)
    assert response.best[0] == response.gain[0].argmax()


def test_interest_habit_and_price_sensitivity_raise_their_own_part(one_person):
    people, activity, interest = one_person
    plain = true_response(people, activity, interest, 0.5)
    keen = interest.copy()
    keen[0, 3] += 1
    assert (true_response(people, activity, keen, 0.5).visit > plain.visit).tolist() == [
        [place == 3 for place in range(OFFERS)]
    ]
    assert true_response(people, 2 * activity, interest, 0.5).visit_without > plain.visit_without
    thrifty = dataclasses.replace(people, price_sensitivity=np.ones(1, dtype=np.float32))
    assert (true_response(thrifty, activity, interest, 0.5).gain > plain.gain).all()


def test_the_weight_of_taste_multiplies_what_an_interest_moves(one_person):
    people, activity, interest = one_person
    moved = []
    for taste in (0.0, 0.3, 0.6):
        visit = [true_response(people, activity, likes, taste).visit[0, 3] for likes in (interest, interest + 1)]
        moved.append(math.log(visit[1] / (1 - visit[1])) - math.log(visit[0] / (1 - visit[0])))
    assert moved == pytest.approx([0.0, 0.3, 0.6], abs=1e-4)


@pytest.mark.parametrize("variance", [0.0, 0.5, 3.0])
def test_the_level_keeps_the_mean_of_spread_log_odds(variance):
    at = level(np.array(0.18), np.array(variance))
    quantiles = scipy.stats.norm.ppf((np.arange(20_000) + 0.5) / 20_000)
    assert (1 / (1 + np.exp(-(at + math.sqrt(variance) * quantiles)))).mean() == pytest.approx(0.18, abs=0.005)


@pytest.mark.parametrize("place", ["email", "shop", "feed"])
def test_visits_without_and_with_the_best_generic_message(full_world, place):
    world = full_world
    response = true_response(world.people, world.activity, world.interest, PLACES[place])
    generic = response.gain.mean(axis=0).argmax()
    assert response.visit_without.mean() == pytest.approx(0.1062, abs=0.012)  # D16
    assert response.visit[:, generic].mean() == pytest.approx(0.1828, abs=0.012)


def test_sales_without_and_with_the_best_generic_message(full_world):
    response, generic = full_world.response, full_world.response.gain.mean(axis=0).argmax()
    without = response.visit_without * SALES_PER_VISIT
    shown = (response.gain[:, generic] + without * MARGIN) / MARGIN_WITH_OFFER[generic]
    assert without.mean() == pytest.approx(0.00573, abs=0.0015)  # D16
    assert shown.mean() == pytest.approx(0.01253, abs=0.0015)
