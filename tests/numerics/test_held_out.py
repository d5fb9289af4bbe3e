import dataclasses

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from equipoise.numerics.blocks import Blocks
from equipoise.numerics.held_out import FOLDS, RATIOS, RIDGES, fit_held_out, minima, ridges_nearby
from equipoise.numerics.logistic import Optimum, fit_logistic

PEOPLE, FEATURES = 3_000, 12


def case(strength, seed=0):
    """Features with an intercept, responses to weights of this strength, and each row's own group."""
    rng = np.random.default_rng(seed)
    features = np.column_stack([np.ones(PEOPLE), rng.normal(size=(PEOPLE, FEATURES))]).astype(np.float32)
    weights = np.concatenate([[-1.5], strength * rng.normal(size=FEATURES)])
    visit = rng.random(PEOPLE) < 1 / (1 + np.exp(-features @ weights))
    return features, visit, np.arange(PEOPLE)


def fitted(features, visit, group, **rest):
    """The fit in which all weights are shared, and its one ridge."""
    found = fit_held_out(Blocks.whole(features), visit, group, np.zeros(features.shape[1], bool), **rest)
    return found.weights, found.penalty[1]


def brute_force(features, visit, group):
    """The loss of held-out rows under every ridge, each fold predicted by a complete fit to the others."""
    losses = np.zeros(len(RIDGES))
    for fold in range(FOLDS):
        out = group % FOLDS == fold
        for place, ridge in enumerate(RIDGES):
            weights = fit_logistic(Blocks.whole(features[~out]), visit[~out], ridge=ridge)
            logits = features[out] @ weights
            losses[place] += (np.logaddexp(0, logits) - visit[out] * logits).sum()
    return losses


@pytest.mark.parametrize("strength", [0.0, 0.05, 0.2, 0.6])
def test_the_ridge_is_as_good_as_that_of_complete_cross_validation(strength):
    features, visit, group = case(strength)
    _, ridge = fitted(features, visit, group)
    losses = brute_force(features, visit, group)
    assert losses[ridge == RIDGES][0] - losses.min() < 0.25, "in all rows together, in log-likelihood"


def test_weaker_effects_are_shrunken_more():
    ridges = [fitted(features, visit, group)[1] for features, visit, group in map(case, (0, 0.1, 1))]
    assert ridges == sorted(ridges, reverse=True) and ridges[0] > 10 * ridges[-1]


def test_the_fit_is_that_of_all_rows_with_the_chosen_ridge():
    features, visit, group = case(0.2)
    weights, ridge = fitted(features, visit, group)
    other = LogisticRegression(C=1 / ridge, tol=1e-8, max_iter=500).fit(features[:, 1:], visit)
    assert weights == pytest.approx(np.concatenate([other.intercept_, other.coef_[0]]), abs=2e-3)


def test_rows_of_one_group_are_held_out_together():
    """Were a person's equal rows in both parts, memorising them would look like learning."""
    rng = np.random.default_rng(3)
    own = rng.normal(size=(200, 150)).astype(np.float32)
    features = np.repeat(np.column_stack([np.ones(200), own]), 8, axis=0).astype(np.float32)
    visit = np.repeat(rng.random(200) < 0.3, 8)
    apart = fitted(features, visit, np.arange(1_600) // FOLDS)[1]
    together = fitted(features, visit, np.repeat(np.arange(200), 8))[1]
    assert together > apart


def test_minima_by_hand():
    """C = [[2, 1], [1, 3]], p = (1, 2): w = (C + diag(0, r))^-1 p."""
    curvature, pull = np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([1.0, 2.0])
    found = minima(curvature, pull, np.array([0.0, 1.0]))
    assert found[:, 0] == pytest.approx([0.2, 0.6])  # determinant 5: (3 - 2) / 5, (4 - 1) / 5
    assert found[:, 1] == pytest.approx([2 / 7, 3 / 7])  # determinant 7: (4 - 2) / 7, (4 - 1) / 7


def test_weights_count_as_repeated_rows():
    features, visit, group = case(0.2)
    heavy = np.where(np.arange(PEOPLE) < 900, 2.0, 1.0)
    twice = np.concatenate([np.arange(PEOPLE), np.arange(900)])
    weighted = fitted(features, visit, group, weight=heavy)
    repeated = fitted(features[twice], visit[twice], group[twice])
    assert weighted[1] == repeated[1] and weighted[0] == pytest.approx(repeated[0], abs=1e-3)


def test_special_weights_that_hold_nothing_are_shrunken_more():
    rng = np.random.default_rng(1)
    shared, noise = rng.normal(size=(PEOPLE, 3)), rng.normal(size=(PEOPLE, 60))
    features = np.column_stack([np.ones(PEOPLE), shared, noise]).astype(np.float32)
    visit = rng.random(PEOPLE) < 1 / (1 + np.exp(-(shared @ [0.6, -0.5, 0.4] - 1)))
    special = np.arange(64) > 3
    found = fit_held_out(Blocks.whole(features), visit, np.arange(PEOPLE), special)
    weights, ridge, shared = found.weights, found.penalty, ~special & (np.arange(64) > 0)
    assert ridge[special].min() >= 16 * ridge[1] and np.ptp(ridge[shared]) == np.ptp(ridge[special]) == 0
    alike, _ = fitted(features, visit, np.arange(PEOPLE))
    assert np.abs(weights[4:]).sum() < 0.5 * np.abs(alike[4:]).sum()


def tuned(strength=0.2, seed=0):
    features, visit, group = case(strength, seed)
    return fit_held_out(Blocks.whole(features), visit, group, np.zeros(features.shape[1], bool)), features, visit


def favouring(found, *options):
    """The same fit, as if the losses of its samples favoured these choices in turn."""
    losses = np.ones((len(found.losses), len(RATIOS) * len(RIDGES)))
    for sample in range(len(losses)):
        losses[sample, options[sample % len(options)]] = 0
    return dataclasses.replace(found, losses=losses)


def test_where_the_choice_is_certain_only_the_weights_vary():
    found, *_ = tuned()
    own = int(np.flatnonzero(found.penalty[1] == RIDGES)[0])
    drawn = favouring(found, own).redrawn(4_000, np.random.default_rng(0))
    plain = Optimum.redrawn(found, 4_000, np.random.default_rng(0))
    assert drawn.mean(axis=0) == pytest.approx(found.weights, abs=0.01)
    assert drawn.std(axis=0) == pytest.approx(plain.std(axis=0), rel=0.1)


def test_another_choice_gives_the_weights_of_a_fit_with_its_ridge():
    found, features, visit = tuned()
    drawn = favouring(found, len(RIDGES) - 1).redrawn(4_000, np.random.default_rng(0))
    other = fit_logistic(Blocks.whole(features), visit, ridge=RIDGES[-1])
    assert drawn.mean(axis=0) == pytest.approx(other, abs=0.05)
    assert np.abs(drawn.mean(axis=0)[1:]).sum() < 0.7 * np.abs(found.weights[1:]).sum()


def test_a_choice_by_a_hair_is_made_either_way():
    found, *_ = tuned()
    drawn = favouring(found, 0, len(RIDGES) - 1).redrawn(400, np.random.default_rng(0))
    strong = np.abs(drawn[:, 1:]).sum(axis=1) > np.abs(found.weights[1:]).sum() * 0.75
    assert 0.3 < strong.mean() < 0.7


@pytest.mark.parametrize("strength", [0.0, 0.2, 0.6])
def test_ridges_chosen_without_a_fit_are_as_good_as_those_of_complete_cross_validation(strength):
    features, visit, group = case(strength)
    near = fit_logistic(Blocks.whole(features), visit, ridge=40.0)
    chance = 1 / (1 + np.exp(-features @ near))
    curvature = (features.T * (chance * (1 - chance))) @ features
    each = features * (chance - visit)[:, None]
    slopes = np.stack([each[group % FOLDS == fold].sum(axis=0) for fold in range(FOLDS)])[:, :, None]
    ridge = ridges_nearby(curvature, near, slopes, np.zeros(features.shape[1], bool))[1, 0]
    losses = brute_force(features, visit, group)
    assert losses[ridge == RIDGES][0] - losses.min() < 0.25, "in all rows together, in log-likelihood"


def test_a_ridge_chosen_without_a_fit_by_hand():
    """One weight beside the intercept, at zero, with the curvature 8: a fold has 2 of it, a fit to three folds 6.

    All folds pull the weight up by 3: a fit to the others is 9 / (6 + r), and the held-out loss of a fold
    w^2 - 3 w falls until w is 1.5: at r = 0. If one fold pulls down as much as the others pull up, less is better.
    """
    curvature, near = np.diag([1.0, 8.0]), np.zeros(2)
    agreeing, torn = np.array([-3.0, -3, -3, -3]), np.array([-3.0, -3, -3, 9])
    slopes = np.zeros((FOLDS, 2, 2))
    slopes[:, 1, 0], slopes[:, 1, 1] = agreeing, torn
    ridges = ridges_nearby(curvature, near, slopes, np.array([False, False]))
    assert ridges[1].tolist() == [RIDGES[0], RIDGES[-1]]
