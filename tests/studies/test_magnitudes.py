"""Sizes of effects: by hand on small cases, and against what was published (marker ``validity``)."""

import numpy as np
import pytest

from equipoise.chain.settings import Settings
from equipoise.stages.world.settings import PLACES
from equipoise.studies import magnitudes
from equipoise.studies.magnitudes import SEEDS, Content, category_auc, content, fitted_taste, top_decile_lift, visit_auc

SMALL = {"population.size": 3_000}


def worlds(**levers):
    return [Settings().replace(**{"population.seed": seed, **levers}) for seed in SEEDS]


def mean(effect, **levers):
    return float(np.mean([effect(settings) for settings in worlds(**levers)]))


def test_the_bisection_finds_the_weight_of_a_known_effect(monkeypatch):
    monkeypatch.setattr(magnitudes, "content", lambda settings: Content(gain=10 * settings["population.taste"], lost=0))
    assert fitted_taste(lambda found: found.gain, 7.0) == pytest.approx(0.7, abs=0.005)
    assert fitted_taste(lambda found: -found.gain, -7.0) == pytest.approx(0.7, abs=0.005)
    assert fitted_taste(lambda found: found.gain - 5, 2.0) == pytest.approx(0.7, abs=0.005), "from below zero"


def test_choosing_offers_gains_more_the_more_taste_matters():
    found = [content(Settings().replace(**SMALL, **{"population.taste": name})) for name in PLACES]
    assert [one.gain for one in found] == sorted(one.gain for one in found)
    assert [one.lost for one in found] == sorted((one.lost for one in found), reverse=True)


def test_visits_are_predicted_better_from_all_fields_than_from_categories():
    settings = Settings().replace(**{"population.size": 10_000})
    everything, categories = visit_auc(settings), category_auc(settings)
    assert 0.5 < categories.value < everything.value < 0.75
    assert 1.2 < top_decile_lift(settings) < 3


@pytest.mark.validity
def test_the_email_position_meets_the_published_gain_of_content():
    assert -0.4 <= mean(lambda settings: content(settings).gain, **{"population.taste": "email"}) <= 0.7  # D17
    assert fitted_taste(lambda found: found.gain, 0.15) == pytest.approx(PLACES["email"], abs=0.03)


@pytest.mark.validity
def test_the_feed_position_meets_the_published_loss_without_personal_data():
    assert mean(lambda settings: content(settings).lost, **{"population.taste": "feed"}) == pytest.approx(
        -75.3, abs=2
    )  # D09
    assert fitted_taste(lambda found: found.lost, -75.3) == pytest.approx(PLACES["feed"], abs=0.1)


@pytest.mark.validity
def test_visits_are_predicted_as_well_as_published():
    assert 0.60 <= mean(lambda settings: visit_auc(settings).value) <= 0.66  # D18
    assert 0.54 <= mean(lambda settings: category_auc(settings).value) <= 0.58
