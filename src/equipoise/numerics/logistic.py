"""Penalised logistic regression on blocks, by Newton's method: used by the shop's learner and by shadow models."""

from __future__ import annotations

import math

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from equipoise.core.arrays import Flags, Floats, Singles, sigmoid
from equipoise.numerics.blocks import Blocks

_STEPS = 30
_NEAR = 1e-7
"""Newton decrement at which one further step reaches machine precision."""
_GOOD = 1e-2
"""The curvature is kept for the next step if the decrement has fallen to this share of the previous one."""
_FLAT = 1e-6
"""Smallest curvature, so that directions without any information do not divide by zero."""


def fit_logistic(design: Blocks, response: Flags, *, ridge: float, weight: Floats | None = None) -> Floats:
    """Return the weights that minimise the sum of weighted log losses and ``0.5 * ridge * ||w[1:]||^2``.

    Newton's method with halved steps where the loss would rise (Boyd and Vandenberghe, "Convex optimization", 2004,
    section 9.5). Computing the curvature takes most of the time, and it hardly changes near the optimum: there it is
    kept (the chord method: Kelley, "Iterative methods for linear and nonlinear equations", 1995, section 5.4). Where
    the responses are perfectly separable and nothing is penalised there is no optimum; the last iterate is returned.

    Args:
        design: the features; column 0 is the intercept. response: one a row, in their original order.
        ridge: of all weights but the intercept, 0 or above. weight: of each row, 0 or above; 1 by default.
    """
    y = response[design.order].astype(np.float32)
    counts = np.ones_like(y) if weight is None else weight[design.order].astype(np.float32)
    penalty = np.full(design.width, float(ridge))
    penalty[0] = 0.0
    weights = np.zeros(design.width)
    weights[0] = _log_odds(float(counts @ y), float(counts.sum()))
    step, lowest, decrement, curvature = np.zeros_like(weights), math.inf, math.inf, None
    for _ in range(_STEPS):
        logits = design.times(weights)
        loss = _loss(logits, y, counts) + 0.5 * float(penalty @ weights**2)
        if loss > lowest * (1 + 1e-6):
            step /= 2
            weights += step
            continue
        lowest, chance = loss, sigmoid(logits)
        gradient = design.pull(counts * (chance - y)) + penalty * weights
        if curvature is None or gradient @ cho_solve(curvature, gradient) > _GOOD * decrement:
            curvature = _factored(design.gram(counts * chance * (1 - chance)), penalty)
        step = cho_solve(curvature, gradient)
        weights -= step
        decrement = float(gradient @ step)
        if decrement < _NEAR:
            break
    return weights


def _factored(curvature: Floats, penalty: Floats) -> tuple[Floats, bool]:
    curvature[np.diag_indices_from(curvature)] += np.maximum(penalty, _FLAT)
    factor: tuple[Floats, bool] = cho_factor(curvature)
    return factor


def _loss(logits: Singles, y: Singles, counts: Singles) -> float:
    """Return the summed log loss, ``log(1 + exp(z)) - y z``."""
    return float(counts.astype(np.float64) @ (np.logaddexp(0, logits) - y * logits))


def _log_odds(hits: float, total: float) -> float:
    """Return the log-odds of a share, kept finite."""
    return math.log((hits + 0.5) / (total - hits + 0.5))
