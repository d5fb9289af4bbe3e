import dataclasses

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from equipoise.numerics.blocks import Blocks
from equipoise.stages.attacks import registry as attacks
from equipoise.stages.attacks.base import MembershipTruth, ModelAccess
from equipoise.stages.attacks.membership import (
    Membership,
    MembershipGuesses,
    _learning,
    _slope,
    _slopes,
    balanced_halves,
    fit_one_by_one,
    fit_together,
    likelihood_ratio,
)
from samples import NO_TABLE


def pool(rng, people, impressions, features, ridge, trained_on=None):
    """A pool, half of it members of a model; ``trained_on``: another pool, whose people the model learnt from."""
    drawn = np.repeat(rng.normal(size=(people, features)), impressions, axis=0)
    drawn += 0.3 * rng.normal(size=drawn.shape)
    response = rng.random(len(drawn)) < 0.3
    person = np.repeat(np.arange(people), impressions)
    member = rng.permutation(people) < people // 2
    inside = member[person]
    design, recorded = (drawn[inside], response[inside]) if trained_on is None else trained_on
    model = LogisticRegression(C=1 / ridge, solver="newton-cholesky").fit(design, recorded)
    access = ModelAccess(
        design=Blocks.whole(np.column_stack([np.ones(len(drawn)), drawn])),
        response=response,
        person=person,
        probability=model.predict_proba(drawn)[:, 1],
        ridge=ridge,
    )
    return access, MembershipTruth(member=member, control=~member)


def test_scoring_by_hand():
    # members score 1, 2, -1, 3: three called members, TPR 3/4. Controls -1, -2, 1, -3: FPR 1/4.
    # the risk is the advantage, 3/4 - 1/4 = 1/2. Four control people are too few for 1% false positives.
    ratio = np.array([1.0, 2, -1, 3, -1, -2, 1, -3])
    truth = MembershipTruth(member=np.arange(8) < 4, control=np.arange(8) >= 4)
    result = Membership().score(MembershipGuesses(ratio), truth).result
    assert (result.attack.value, result.control.value, result.baseline.value) == (0.75, 0.25, 0.5)
    assert result.risk.value == result.details["advantage"].value == 0.5
    assert not result.details["tpr_at_1_fpr"].known


def test_everybody_is_in_half_of_the_shadow_models():
    inside = balanced_halves(101, np.random.default_rng(0))
    assert (inside.sum(axis=1) == inside.shape[1] // 2).all()
    assert set(inside.sum(axis=0)) <= {50, 51}


def test_likelihood_ratio_by_hand():
    # one impression each, response yes, all shadow answers 1/2: surprise 1 - 1/2 = 1/2, statistic = logit / 2
    # two shadows; person 0 is in the first: in 2/2 = 1, out 0 -> mid 1/2; attacked logit 3 -> 3/2 - 1/2 = 1 > 0
    # person 1 is in the second: in 1, out 0 -> mid 1/2; attacked logit 0 -> 0 - 1/2 < 0
    access = ModelAccess(
        design=Blocks.whole(np.ones((2, 1))),
        response=np.array([True, True]),
        person=np.array([0, 1]),
        probability=np.array([1 / (1 + np.exp(-3.0)), 0.5]),
        ridge=1.0,
    )
    inside = np.array([[True, False], [False, True]])
    ratio = likelihood_ratio(access, inside, np.array([[2.0, 0.0], [0.0, 2.0]], dtype=np.float32))
    assert ratio[0] > 0 > ratio[1]


def test_shadow_models_fitted_together_equal_those_fitted_one_by_one():
    access, _ = pool(np.random.default_rng(1), 1500, 3, 12, ridge=1.0)
    inside = balanced_halves(1500, np.random.default_rng(2))
    together, apart = fit_together(access, inside), fit_one_by_one(access, inside)
    assert np.abs(together - apart).max() < 0.02 * np.abs(apart).max()


def test_shadow_models_choose_their_ridges_where_training_does():
    """With nothing to learn, whoever chooses shrinks more than by the published ridge; together as one by one."""
    access, _ = pool(np.random.default_rng(1), 1500, 3, 12, ridge=1.0)
    choosing = dataclasses.replace(access, special=np.arange(13) > 6)
    inside = balanced_halves(1500, np.random.default_rng(2))
    constant, together, apart = (
        fit_together(access, inside),
        fit_together(choosing, inside),
        fit_one_by_one(choosing, inside),
    )
    assert np.abs(together - apart).max() < 0.02 * np.abs(apart).max()
    assert (together.std(axis=0) < 0.9 * constant.std(axis=0)).all()


def test_folds_of_the_shadow_models_make_up_their_slope():
    access, _ = pool(np.random.default_rng(3), 40, 3, 2, ridge=1.0)
    response, taken = _learning(access, balanced_halves(40, np.random.default_rng(4)))
    weights, fold = np.array([[0.1], [0.2], [-0.3]]), access.person // 10
    slopes = _slopes(access.design, response, taken, weights, fold)
    first = np.flatnonzero(fold == 0)
    chance = 1 / (1 + np.exp(-access.design.dense()[first] @ weights))
    by_hand = access.design.dense()[first].T @ ((chance - response[first]) * taken[first])
    assert slopes[0] == pytest.approx(by_hand, abs=1e-4)
    assert slopes.sum(axis=0) == pytest.approx(_slope(access.design, response, taken, weights), abs=1e-4)


@pytest.mark.parametrize("seed", range(3))
def test_an_overfit_model_is_found_out(seed):
    access, truth = pool(np.random.default_rng(seed), 200, 3, 60, ridge=0.1)
    result = attacks.run("membership", None, access, truth, seed=seed)
    assert result.details["advantage"].low > 0.1
    assert result.risk.low > 0


@pytest.mark.parametrize("seed", range(4))
def test_a_model_of_other_people_betrays_nobody(seed):
    rng = np.random.default_rng(100 + seed)
    others = rng.normal(size=(600, 20)), rng.random(600) < 0.3
    access, truth = pool(rng, 400, 3, 20, ridge=1.0, trained_on=others)
    result = attacks.run("membership", NO_TABLE, access, truth, seed=seed)
    assert result.details["advantage"].low <= 0 <= result.details["advantage"].high
    assert result.risk.low <= 0 <= result.risk.high


def test_without_access_there_is_no_attack():
    truth = MembershipTruth(member=np.ones(1, dtype=bool), control=np.zeros(1, dtype=bool))
    assert attacks.run("membership", NO_TABLE, None, truth).reason == "no_model_access"
    access, truth = pool(np.random.default_rng(0), 10, 2, 2, ridge=1.0)
    constant = ModelAccess(
        design=access.design,
        response=np.zeros(20, dtype=bool),
        person=access.person,
        probability=access.probability,
        ridge=1.0,
    )
    assert attacks.run("membership", NO_TABLE, constant, truth).reason == "no_model"


def test_withdrawn_people_are_scored_apart_by_hand():
    # two were learned from (ratios 1, -1), two erased (2, -2), four control people (-1, -1, -1, 1): FPR 1/4
    # found among the erased: 1/2; advantage 1/2 - 1/4 = 1/4. They are neither members nor control people.
    ratio = np.array([1.0, -1, 2, -2, -1, -1, -1, 1])
    place = np.arange(8)
    truth = MembershipTruth(member=place < 2, control=place >= 4, withdrew=(place == 2) | (place == 3))
    scored = Membership().score(MembershipGuesses(ratio), truth)
    assert scored.result.details["withdrawn_found"].value == 0.5
    assert scored.result.details["withdrawn_advantage"].value == 0.25
    assert (scored.result.attack.value, scored.result.control.value) == (0.5, 0.25)
    assert np.isnan(scored.hits[2:]).all()
    nobody = MembershipTruth(member=place < 2, control=place >= 4)
    assert "withdrawn_found" not in Membership().score(MembershipGuesses(ratio), nobody).result.details
