import numpy as np
import pytest

from equipoise.core.vocabulary import OFFERS
from equipoise.stages.history.log import log_campaigns
from equipoise.stages.history.settings import HistorySettings
from equipoise.stages.targeting.catalogue import LEARNERS
from equipoise.stages.targeting.design import build_design
from equipoise.stages.targeting.learners import Logistic
from equipoise.stages.targeting.settings import TrainSettings
from equipoise.stages.targeting.train import impressions_of


@pytest.fixture(scope="module")
def lesson(world, released):
    """Design, and the impressions (row, arm, visit) of everybody in the release."""
    release, vault = released(technique="none")
    log = log_campaigns(HistorySettings(), world, world.seed)
    return build_design(release), impressions_of(np.arange(world.size), log, vault)


@pytest.fixture(scope="module", params=LEARNERS)
def fitted(request, lesson):
    design, impressions = lesson
    return LEARNERS[request.param].load().fit(design, *impressions, None)


def test_every_declared_learner_exists():
    assert set(TrainSettings.__dataclass_fields__["learner"].metadata["lever"].choices) == set(LEARNERS)


def test_a_prediction_is_a_probability_for_every_row_and_arm(fitted, lesson):
    design, _ = lesson
    predicted = fitted.predict(design)
    assert predicted.shape == (len(design), OFFERS + 1)
    assert ((predicted > 0) & (predicted < 1)).all()


def test_predictions_average_to_the_recorded_visits(fitted, lesson):
    design, (row, arm, visit) = lesson
    # an unpenalised intercept makes the mean prediction on the training data the mean response
    assert fitted.predict(design)[row, arm].mean() == pytest.approx(visit.mean(), abs=2e-3)


def test_a_learner_learns_that_offers_work_and_for_whom(fitted, lesson, world, released):
    design, _ = lesson
    predicted = fitted.predict(design)
    assert predicted[:, :OFFERS].mean() > predicted[:, OFFERS].mean() + 0.02
    person = released(technique="none")[1].person
    assert np.corrcoef(predicted[:, 3], world.response.visit[person, 3])[0, 1] > 0.2


def test_training_is_deterministic(fitted, lesson):
    design, impressions = lesson
    again = type(fitted).fit(design, *impressions, None)
    assert (again.predict(design) == fitted.predict(design)).all()


def test_logistic_weights_are_where_the_penalised_likelihood_is_flat(lesson):
    design, (row, arm, visit) = lesson
    fitted = Logistic.fit(design, row, arm, visit, None)
    features = design.impressions(row, arm).dense().astype(float)
    residual = 1 / (1 + np.exp(-features @ fitted.weights)) - visit
    slope = features.T @ residual + fitted.ridge * np.concatenate([[0], fitted.weights[1:]])  # the intercept is free
    # the solver stops at a mean gradient of 1e-4, which is 1e-4 * 8,000 impressions here
    assert np.abs(slope).max() < 1e-4 * visit.size
    shrunken = Logistic.fit(design, row, arm, visit, np.full(visit.size, 0.01))
    assert np.abs(shrunken.weights[1:]).sum() < np.abs(fitted.weights[1:]).sum()


def test_a_weight_of_two_is_the_same_impression_twice(lesson):
    design, (row, arm, visit) = lesson
    heavy = np.where(np.arange(visit.size) < 500, 2.0, 1.0)
    twice = np.concatenate([np.arange(visit.size), np.arange(500)])
    weighted = Logistic.fit(design, row, arm, visit, heavy)
    repeated = Logistic.fit(design, row[twice], arm[twice], visit[twice], None)
    assert weighted.weights == pytest.approx(repeated.weights, abs=1e-3)
