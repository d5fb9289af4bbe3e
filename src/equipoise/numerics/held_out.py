"""The ridges of a logistic regression, chosen by the likelihood of held-out rows.

Weights that are special to a few rows are learned less surely than those that all rows share, and are shrunken towards
zero more: there is one ridge for the shared weights, and one for the special ones.

Cross-validation would fit one model for every fold and pair of ridges. Near a fit of all rows, each of these models is
one Newton step away: the loss of the other folds is taken as quadratic there (approximate cross-validation: Rad and
Maleki, "A scalable estimate of the out-of-sample prediction error via approximate leave-one-out", 2020,
doi:10.1111/rssb.12374). One reduction to tridiagonal form a fold and ratio gives its minima under all ridges.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Literal

import numpy as np
from scipy.linalg.lapack import dormqr, dptsv, dsytrd
from scipy.sparse import csc_array

from equipoise.core.arrays import Array, Flags, Floats, Integers, Singles, sigmoid, softplus
from equipoise.numerics.blocks import Blocks
from equipoise.numerics.logistic import Optimum, fit_logistic, minimum

FOLDS = 4
SAMPLES = 64
"""Samples of groups, a multiple of the folds: how the choice varies is judged by them."""
RIDGES: Floats = np.geomspace(5.0, 5120.0, 11)
"""The ridges of shared weights to choose from, an octave apart: from hardly any shrinkage to hardly any weight."""
RATIOS = (1.0, 4.0, 16.0, 64.0)
"""How many times larger the ridge of special weights may be."""
_FIRST, _FIRST_RATIO = 40.0, 4.0
"""The ridges of the fit from which the steps are taken."""
_CLOSE = 1e-2
"""Newton decrement at which that fit may end: the steps from it reach their minima all the same."""
_FREE = 1e3
"""Scale of the intercept beside those of other weights: its ridge is a millionth of theirs."""
_WIDTH = 64
"""Columns that LAPACK may take together; more of them take more memory, and fewer more time."""
_FLAT = 1e-6
"""Smallest curvature of the intercept, so that nothing divides by zero."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Tuned(Optimum):
    """A fit whose ridges were chosen, and by what.

    Attributes:
        special: which weights have a ridge of their own.
        losses: of held-out rows, summed over each of a few samples of their groups, under every choice (shape:
            `SAMPLES` x ratios times ridges).
    """

    special: Flags
    losses: Floats

    def redrawn(self, draws: int, rng: np.random.Generator) -> Floats:
        """Draw the weights that other responses would have given, each under the ridges that they would have chosen.

        How the choice varies is found by drawing the samples anew, with replacement (the bootstrap: Efron 1979,
        doi:10.1214/aos/1176344552).
        """
        samples = len(self.losses)
        times = rng.multinomial(samples, np.full(samples, 1 / samples), size=draws)
        penalties = [_chosen(losses, self.special) for losses in times @ self.losses]
        return self._under(np.array(penalties) * (np.arange(self.weights.size) > 0), rng)


def fit_held_out(
    design: Blocks, response: Flags, group: Integers, special: Flags, *, weight: Floats | None = None
) -> Tuned:
    """Fit a logistic regression with the ridges under which held-out rows are likeliest.

    Args:
        design, response, weight: as for `fit_logistic`.
        group: of every row; rows of one group, such as a person's, are held out together.
        special: which weights are not shared by all rows (shape: columns).

    Returns:
        The fit to all rows; its ``penalty`` holds the ridge of every weight.
    """
    near = fit_logistic(design, response, ridge=ridges_of(special, _FIRST, _FIRST_RATIO), weight=weight, near=_CLOSE)
    losses = held_out_losses(_folds(design, response, group, weight), near, special)
    fit = minimum(design, response, ridge=_chosen(losses.sum(axis=0), special), weight=weight, start=near)
    return Tuned(**vars(fit), special=special, losses=losses)


def _chosen(losses: Floats, special: Flags) -> Floats:
    """Return the ridges of all weights under which the loss is the least (shape of losses: ratios times ridges)."""
    ratio, place = divmod(int(losses.argmin()), len(RIDGES))
    return ridges_of(special, RIDGES[place], RATIOS[ratio])


def ridges_of(special: Flags, shared: float, ratio: float) -> Floats:
    """Return the ridge of every weight: that of shared ones, and ``ratio`` times as much for special ones."""
    return np.asarray(shared * np.where(special, ratio, 1.0), dtype=np.float64)


@dataclasses.dataclass(frozen=True, eq=False)
class Fold:
    """Rows that are held out together: features, responses, weights and samples (in the order of the blocks)."""

    design: Blocks
    response: Singles
    weight: Singles
    sample: Integers

    def loss(self, weights: Floats) -> Floats:
        """Return the summed log loss of every sample under each of several weights (shape: `SAMPLES` x models)."""
        rows, narrow = self.sample.size, weights.astype(np.float32)
        each = np.empty((rows, weights.shape[1]), dtype=np.float32)
        for features, columns, place in self.design:  # block by block, while it is in the processor's cache
            logits = features @ narrow[columns]
            losses = softplus(logits)
            logits *= self.response[place, None]
            np.subtract(losses, logits, out=each[place])
        summed = csc_array((self.weight, self.sample, np.arange(rows + 1)), shape=(SAMPLES, rows))
        return np.asarray(summed @ each, dtype=np.float64)

    def slope_and_curvature(self, weights: Floats) -> tuple[Floats, Floats]:
        """Return the first and second derivatives of the summed log loss, without any penalty."""
        chance = sigmoid(self.design.times(weights))
        slope = self.design.pull(self.weight * (chance - self.response))
        return slope, self.design.gram(self.weight * chance * (1 - chance))


def _folds(design: Blocks, response: Flags, group: Integers, weight: Floats | None) -> list[Fold]:
    counts = np.ones(len(design)) if weight is None else weight
    sample = group[design.order] % SAMPLES
    y, each = response[design.order].astype(np.float32), counts[design.order].astype(np.float32)
    marked = [sample % FOLDS == number for number in range(FOLDS)]
    return [Fold(design.of(rows), y[rows], each[rows], sample[rows]) for rows in marked]


def held_out_losses(folds: Sequence[Fold], near: Floats, special: Flags) -> Floats:
    """Return the loss of every sample, predicted by a fit to the other folds (shape: `SAMPLES` x ratios times ridges).

    ``near`` holds weights that fit all rows; the fits to the other folds are one Newton step away.
    """
    parts = [fold.slope_and_curvature(near) for fold in folds]
    slope: Floats = np.sum([own for own, _ in parts], axis=0)
    curvature: Floats = np.sum([own for _, own in parts], axis=0)
    scales = [ridges_of(special, 1.0, 1 / np.sqrt(ratio)) for ratio in RATIOS]
    losses = np.zeros((SAMPLES, len(RATIOS) * len(RIDGES)))
    for fold, (own_slope, own_curvature) in zip(folds, parts, strict=True):
        rest = curvature - own_curvature
        pull = rest @ near - (slope - own_slope)
        found = [_rescaled_minima(rest, pull, scale) for scale in scales]
        losses += fold.loss(np.hstack(found))
    return losses


def ridges_nearby(curvature: Floats, near: Floats, slopes: Floats, special: Flags) -> Floats:
    """Return the ridges that each of several models would choose (shape: weights x models), without fitting any.

    The models learn from equally many rows of the same kind, so that their losses have the same curvature near the same
    weights, and every fold has its share of it. Then all losses are quadratic, and one decomposition a ratio turns
    everything into sums over single weights. The intercept is on a scale on which a ridge hardly matters.

    Args:
        curvature: of each model's summed loss. near: weights near those of all models.
        slopes: of each model's loss in each of `FOLDS` folds, at ``near`` (shape: folds x weights x models).
        special: which weights have a ridge of their own.
    """
    scales = [ridges_of(special, 1.0, 1 / np.sqrt(ratio)) for ratio in RATIOS]
    for scale in scales:
        scale[0] = _FREE
    losses = np.concatenate([_losses_nearby(curvature, near, slopes, scale) for scale in scales])
    return np.column_stack([_chosen(own, special) for own in losses.T])


def _losses_nearby(curvature: Floats, near: Floats, slopes: Floats, scale: Floats) -> Floats:
    """Return how much each of `RIDGES` changes every model's held-out loss, all else a constant (ridges x models)."""
    bend, axes = np.linalg.eigh(curvature * scale[:, None] * scale)
    start, own = (axes.T @ (near / scale))[:, None], axes.T @ (scale[:, None] * slopes)
    rest, ridge = own.sum(axis=0) - own, RIDGES[:, None]
    shrunk = 1.0 / (np.maximum(bend, 0.0) * (FOLDS - 1) / FOLDS + ridge)
    bent = np.maximum(bend, 0.0) / (2 * FOLDS) * shrunk**2
    # A fit's step away from ``near`` is -shrunk * (rest + ridge * start). Its loss is own * step + bend * step^2 / 2.
    linear = shrunk @ (own * rest).sum(axis=0) + ridge * (shrunk @ (own.sum(axis=0) * start))
    square = bent @ (rest**2).sum(axis=0) + 2 * ridge * (bent @ (rest.sum(axis=0) * start))
    return np.asarray(square + ridge**2 * FOLDS * (bent @ start**2) - linear)


def _rescaled_minima(curvature: Floats, pull: Floats, scale: Floats) -> Floats:
    """Return the minima where weights divided by ``scale`` all have the same ridge."""
    column = scale[:, None]
    return np.asarray(column * minima(curvature * column * scale, pull * scale, RIDGES), dtype=np.float64)


def minima(curvature: Floats, pull: Floats, ridges: Floats) -> Floats:
    """Return the minima of ``w' C w / 2 - p' w + r ||w[1:]||^2 / 2`` for ridges r (shape: weights x ridges).

    The intercept, which is not penalised, is eliminated first (Schur complement). What remains is turned into
    tridiagonal form, ``Q T Q'``: with a ridge added it stays tridiagonal, and is solved in no time (Golub and Van Loan,
    "Matrix computations", 2013, sections 4.3 and 8.3).
    """
    start, cross = max(float(curvature[0, 0]), _FLAT), curvature[1:, 0]
    rest, aim = np.eye(len(curvature)), np.zeros((len(curvature), 1))  # a last weight, which is 0: LAPACK wants two
    rest[:-1, :-1] = curvature[1:, 1:] - np.outer(cross, cross) / start
    aim[:-1, 0] = pull[1:] - cross * (pull[0] / start)
    reduced, diagonal, beside, factors, _ = dsytrd(rest, lower=1, lwork=_WIDTH * len(rest))
    turned = _turn(reduced, factors, aim, "T")
    solved = [dptsv(diagonal + ridge, beside, turned)[2] for ridge in ridges]
    others = _turn(reduced, factors, np.hstack(solved), "N")[:-1]
    return np.vstack([(pull[0] - cross @ others) / start, others])


def _turn(reduced: Array, factors: Array, vectors: Floats, which: Literal["N", "T"]) -> Floats:
    """Return ``Q v`` or ``Q' v`` for vectors side by side; Q is stored as the reflections that LAPACK left there."""
    turned = vectors.copy()
    turned[1:] = dormqr("L", which, reduced[1:, :-1], factors, vectors[1:], _WIDTH * vectors.shape[1])[0]
    return turned
