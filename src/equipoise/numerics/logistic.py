"""Penalised logistic regression on blocks, by Newton's method: used by the shop's learner and by shadow models."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from equipoise.core.arrays import Flags, Floats, Singles, sigmoid, softplus
from equipoise.numerics.blocks import Blocks

_STEPS = 30
_NEAR = 1e-7
"""Newton decrement at which one further step reaches machine precision."""
_GOOD = 1e-2
"""The curvature is kept for the next step if the decrement has fallen to this share of the previous one."""
_FLAT = 1e-6
"""Smallest curvature, so that directions without any information do not divide by zero."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Optimum:
    """The minimum of a penalised loss, and how it varies with the responses.

    Attributes:
        weights: the fitted weights. penalty: of each of them. curvature: the second derivative of the loss there.
        information: the covariance matrix of the loss's gradient; the curvature, unless rows have weights.
    """

    weights: Floats
    penalty: Floats
    curvature: Floats
    information: Floats

    def redrawn(self, draws: int, rng: np.random.Generator) -> Floats:
        """Draw the weights that other responses to the same design would have given (shape: draws x weights)."""
        return self._under(np.tile(self.penalty, (draws, 1)), rng)

    def _under(self, penalties: Floats, rng: np.random.Generator) -> Floats:
        """Draw the weights that other responses would have given, each under a penalty of its own.

        They are normal around the fitted weights with the covariance ``H^-1 G H^-1`` of a penalised estimate: H is the
        curvature with the penalty, G the information (White 1982, doi:10.2307/1912526). Being around the fitted
        weights instead of the true ones, they show how much estimates vary, not what they are on average.
        """
        spread, axes = np.linalg.eigh(self.information)
        size = (spread.size, len(penalties))
        gradient = axes @ (np.sqrt(np.maximum(spread, 0.0))[:, None] * rng.standard_normal(size))
        drawn = np.empty(penalties.shape)
        kinds, kind = np.unique(penalties, axis=0, return_inverse=True)
        for number, penalty in enumerate(kinds):
            own = kind == number
            pull = (self.penalty - penalty) * self.weights  # of the penalised loss, at the fitted weights
            step = cho_solve(_factored(self.curvature, penalty), pull[:, None] + gradient[:, own])
            drawn[own] = self.weights + step.T
        return drawn


def minimum(
    design: Blocks, response: Flags, *, ridge: float | Floats, weight: Floats | None = None, start: Floats | None = None
) -> Optimum:
    """Return what `fit_logistic` fits, with its curvature."""
    weights, curvature, variance = _newton(design, response, ridge, weight, start)
    information = curvature if weight is None else design.gram(weight[design.order].astype(np.float32) ** 2 * variance)
    return Optimum(weights=weights, penalty=_penalty(design, ridge), curvature=curvature, information=information)


def fit_logistic(
    design: Blocks,
    response: Flags,
    *,
    ridge: float | Floats,
    weight: Floats | None = None,
    start: Floats | None = None,
    near: float = _NEAR,
) -> Floats:
    """Return the weights that minimise the sum of weighted log losses and ``0.5 * sum(ridge * w[1:]^2)``.

    Newton's method with halved steps where the loss would rise (Boyd and Vandenberghe, "Convex optimization", 2004,
    section 9.5). Computing the curvature takes most of the time, and it hardly changes near the optimum: there it is
    kept (the chord method: Kelley, "Iterative methods for linear and nonlinear equations", 1995, section 5.4). Where
    the responses are perfectly separable and nothing is penalised there is no optimum; the last iterate is returned.

    Args:
        design: the features; column 0 is the intercept. response: one a row, in their original order.
        ridge: of all weights but the intercept, one for all or one each, 0 or above.
        weight: of each row, 0 or above; 1 by default.
        start: the weights to start from, which should be near.
        near: the Newton decrement, above 0, at which the next step is the last one.
    """
    return _newton(design, response, ridge, weight, start, near)[0]


def _newton(
    design: Blocks,
    response: Flags,
    ridge: float | Floats,
    weight: Floats | None,
    start: Floats | None,
    near: float = _NEAR,
) -> tuple[Floats, Floats, Singles]:
    """Return the weights, the loss's curvature near them, and each response's variance (in the design's order)."""
    y = response[design.order].astype(np.float32)
    counts = np.ones_like(y) if weight is None else weight[design.order].astype(np.float32)
    penalty = _penalty(design, ridge)
    weights = np.zeros(design.width) if start is None else start.copy()
    if start is None:
        weights[0] = _log_odds(float(counts @ y), float(counts.sum()))
    step, lowest, decrement, factor = np.zeros_like(weights), math.inf, math.inf, None
    for _ in range(_STEPS):
        logits = design.times(weights)
        loss = _loss(logits, y, counts) + 0.5 * float(penalty @ weights**2)
        if loss > lowest * (1 + 1e-6):
            step /= 2
            weights += step
            continue
        lowest, chance = loss, sigmoid(logits)
        gradient = design.pull(counts * (chance - y)) + penalty * weights
        if factor is None or gradient @ cho_solve(factor, gradient) > _GOOD * decrement:
            variance = chance * (1 - chance)
            curvature = design.gram(counts * variance)
            factor = _factored(curvature, penalty)
        step = cho_solve(factor, gradient)
        weights -= step
        decrement = float(gradient @ step)
        if decrement < near:
            break
    return weights, curvature, variance


def _penalty(design: Blocks, ridge: float | Floats) -> Floats:
    penalty = np.full(design.width, ridge, dtype=np.float64)
    penalty[0] = 0.0
    return penalty


def _factored(curvature: Floats, penalty: Floats) -> tuple[Floats, bool]:
    factor: tuple[Floats, bool] = cho_factor(curvature + np.diag(np.maximum(penalty, _FLAT)))
    return factor


def _loss(logits: Singles, y: Singles, counts: Singles) -> float:
    """Return the summed log loss, ``log(1 + exp(z)) - y z``."""
    return float(counts.astype(np.float64) @ (softplus(logits) - y * logits))


def _log_odds(hits: float, total: float) -> float:
    """Return the log-odds of a share, kept finite."""
    return math.log((hits + 0.5) / (total - hits + 0.5))
