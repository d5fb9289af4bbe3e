import math

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from equipoise.numerics.blocks import Blocks
from equipoise.numerics.logistic import fit_logistic, minimum


def drawn(seed, rows=800, features=6):
    rng = np.random.default_rng(seed)
    matrix = np.column_stack([np.ones(rows), rng.normal(size=(rows, features))])
    response = rng.random(rows) < 1 / (1 + np.exp(1 - matrix[:, 1] + 0.5 * matrix[:, 2]))
    return matrix, response, rng.integers(0, 3, rows).astype(float)


def test_an_intercept_alone_is_the_log_odds():
    # 3 of 4 say yes: log(3 / 1); no penalty on the intercept
    found = fit_logistic(Blocks.whole(np.ones((4, 1))), np.array([True, True, True, False]), ridge=5.0)
    assert found == pytest.approx([math.log(3)], abs=1e-4)


@pytest.mark.parametrize("ridge", [0.1, 20.0])
@pytest.mark.parametrize("weighted", [False, True])
def test_weights_are_those_of_scikit_learn(ridge, weighted):
    matrix, response, weight = drawn(1)
    theirs = LogisticRegression(C=1 / ridge, tol=1e-10, max_iter=1000)
    theirs.fit(matrix[:, 1:], response, sample_weight=weight if weighted else None)
    ours = fit_logistic(Blocks.whole(matrix), response, ridge=ridge, weight=weight if weighted else None)
    assert ours == pytest.approx([*theirs.intercept_, *theirs.coef_[0]], abs=3e-6)


def test_the_order_of_rows_is_the_caller_s():
    matrix, response, weight = drawn(2)
    order = np.random.default_rng(0).permutation(len(matrix))
    shuffled = Blocks(((matrix[order].astype(np.float32), np.arange(matrix.shape[1])),), order, matrix.shape[1])
    assert fit_logistic(shuffled, response, ridge=1.0, weight=weight) == pytest.approx(
        fit_logistic(Blocks.whole(matrix), response, ridge=1.0, weight=weight), abs=1e-5
    )


def test_the_loss_never_ends_higher_than_it_began():
    # far apart and hardly penalised: plain Newton steps overshoot here
    matrix = np.array([[1, -100.0], [1, -1], [1, 1], [1, 2], [1, 90]])
    response = np.array([False, True, False, True, True])
    weights = fit_logistic(Blocks.whole(matrix), response, ridge=1e-3)
    z = matrix @ weights
    assert np.logaddexp(0, z).sum() - z[response].sum() < 5 * math.log(2)


@pytest.mark.parametrize("response", [[True, True, True], [False, True, True]])
def test_without_an_optimum_the_last_step_is_finite(response):
    matrix = np.array([[1.0, -1], [1, 0.5], [1, 1]])
    assert np.isfinite(fit_logistic(Blocks.whole(matrix), np.array(response), ridge=0.0)).all()


@pytest.mark.parametrize("ridge", [0.0, 40.0])
def test_redrawn_weights_vary_as_weights_of_other_responses_do(ridge):
    """The standard deviation of every weight over 400 samples of responses, and over the draws from one of them."""
    matrix, _, _ = drawn(3, rows=1_500, features=3)
    chance = 1 / (1 + np.exp(1 - matrix[:, 1] + 0.5 * matrix[:, 2]))
    rng, design = np.random.default_rng(0), Blocks.whole(matrix)
    fitted = [fit_logistic(design, rng.random(1_500) < chance, ridge=ridge) for _ in range(400)]
    optimum = minimum(design, rng.random(1_500) < chance, ridge=ridge)
    redrawn = optimum.redrawn(4_000, rng)
    assert redrawn.mean(axis=0) == pytest.approx(optimum.weights, abs=0.01)
    assert redrawn.std(axis=0) == pytest.approx(np.std(fitted, axis=0), rel=0.12)


def test_an_intercept_varies_as_log_odds_do():
    # variance of the log odds of 300 in 1,000: 1/300 + 1/700
    optimum = minimum(Blocks.whole(np.ones((1_000, 1))), np.arange(1_000) < 300, ridge=5.0)
    spread = optimum.redrawn(20_000, np.random.default_rng(0)).std()
    assert spread == pytest.approx(math.sqrt(1 / 300 + 1 / 700), rel=0.02)


def test_weights_of_rows_enter_the_information_squared():
    # every row twice as heavy: twice the curvature, four times the information, and weights vary as before
    response = np.arange(1_000) < 300
    heavy = minimum(Blocks.whole(np.ones((1_000, 1))), response, ridge=5.0, weight=np.full(1_000, 2.0))
    plain = minimum(Blocks.whole(np.ones((1_000, 1))), response, ridge=5.0)
    assert heavy.information == pytest.approx(4 * plain.information, rel=1e-3)
    assert heavy.curvature == pytest.approx(2 * plain.curvature, rel=1e-3)
