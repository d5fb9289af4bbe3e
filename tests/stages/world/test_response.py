import dataclasses
import math

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from equipoise.core.vocabulary import (
    IMPRESSIONS,
    MARGIN,
    MARGIN_WITH_OFFER,
    MONTHS,
    OFFERS,
    SALES_PER_VISIT,
    SALES_PER_VISIT_WITH_OFFER,
)
from equipoise.shared.release import Release
from equipoise.stages.history.log import log_campaigns
from equipoise.stages.history.settings import HistorySettings
from equipoise.stages.minimise.minimise import minimise
from equipoise.stages.minimise.settings import MinimiseSettings
from equipoise.stages.targeting.design import build_design
from equipoise.stages.targeting.learners import Logistic
from equipoise.stages.world import response as model
from equipoise.stages.world.response import true_response


@pytest.fixture
def one_person(world):
    """Somebody without habit, interests or price sensitivity."""
    people = dataclasses.replace(world.people.first(1), price_sensitivity=np.zeros(1, dtype=np.float32))
    activity = np.full(1, math.exp(-0.18), dtype=np.float32)  # the median customer
    return people, activity, np.zeros((1, OFFERS), dtype=np.float32)


def test_the_response_of_one_person_by_hand(one_person):
    response = true_response(*one_person)
    without = 1 / (1 + math.exp(-model.BASE_LOGIT))
    shown = 1 / (1 + math.exp(-(model.BASE_LOGIT + model.OFFER_LIFT + float(model._APPEAL[9]))))
    assert response.visit_without[0] == pytest.approx(without, rel=1e-5)
    assert response.visit[0, 9] == pytest.approx(shown, rel=1e-5)
    sold = shown * SALES_PER_VISIT_WITH_OFFER * math.exp(-0.01) * float(MARGIN_WITH_OFFER[9])
    assert response.gain[0, 9] == pytest.approx(sold - without * SALES_PER_VISIT * MARGIN, rel=1e-4)
    assert response.best[0] == response.gain[0].argmax()


def test_interest_habit_and_price_sensitivity_raise_their_own_part(one_person):
    people, activity, interest = one_person
    plain = true_response(people, activity, interest)
    keen = interest.copy()
    keen[0, 3] = 1
    assert (true_response(people, activity, keen).visit > plain.visit).tolist() == [
        [place == 3 for place in range(OFFERS)]
    ]
    assert true_response(people, 2 * activity, interest).visit_without > plain.visit_without
    thrifty = dataclasses.replace(people, price_sensitivity=np.ones(1, dtype=np.float32))
    assert (true_response(thrifty, activity, interest).gain > plain.gain).all()


def test_visits_without_and_with_the_best_generic_message(full_world):
    response, generic = full_world.response, full_world.response.gain.mean(axis=0).argmax()
    assert response.visit_without.mean() == pytest.approx(0.1062, abs=0.012)  # D16
    assert response.visit[:, generic].mean() == pytest.approx(0.1828, abs=0.012)


def test_sales_without_and_with_the_best_generic_message(full_world):
    response, generic = full_world.response, full_world.response.gain.mean(axis=0).argmax()
    without = response.visit_without * SALES_PER_VISIT
    shown = (response.gain[:, generic] + without * MARGIN) / MARGIN_WITH_OFFER[generic]
    assert without.mean() == pytest.approx(0.00573, abs=0.0015)  # D16
    assert shown.mean() == pytest.approx(0.01253, abs=0.0015)


@pytest.fixture(scope="module")
def halves(full_world):
    """Impressions (person, arm, visit) of a random campaign: of one half of the customers, and of the other."""
    log = log_campaigns(HistorySettings(), full_world, full_world.seed)
    shuffled = np.random.default_rng(0).permutation(full_world.size)
    return [
        (np.repeat(half, IMPRESSIONS), log.arm[half].ravel().astype(np.int64), log.visit[half].ravel())
        for half in np.split(shuffled, 2)
    ]


def test_visits_are_predicted_from_first_party_fields_as_well_as_published(full_world, halves):
    kept = minimise(MinimiseSettings(), full_world, np.ones(full_world.size, dtype=bool))
    customers = slice(full_world.size)
    release = Release(kept.exact.iloc[customers], kept.low[customers], kept.high[customers], kept.schema)
    design, (learn, judge) = build_design(release), halves
    person, arm, visit = judge
    predicted = Logistic.fit(design, *learn, None).predict(design)[person, arm]
    assert 0.60 <= roc_auc_score(visit, predicted) <= 0.66  # D18


def test_visits_are_predicted_from_purchase_categories_as_well_as_published(full_world, halves):
    ever_bought = full_world.behaviour("purchases", MONTHS) > 0

    def features(person, arm):
        return np.hstack([ever_bought[person], np.eye(OFFERS + 1)[arm]])

    learn, judge = halves
    fitted = LogisticRegression(max_iter=300).fit(features(*learn[:2]), learn[2])
    assert 0.54 <= roc_auc_score(judge[2], fitted.predict_proba(features(*judge[:2]))[:, 1]) <= 0.58  # D18
