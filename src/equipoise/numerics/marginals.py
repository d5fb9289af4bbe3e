"""Low-order marginals: counted, made noisy, and drawn from.

A marginal is a table of counts with one row per combination of the parents' levels and one column per level of the
attribute itself (shape: combinations x levels). Levels are public; nothing here looks at data to choose them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np

from equipoise.core.arrays import Floats, Integers

DELTA = 1e-6
"""Delta of (epsilon, delta)-differential privacy: fixed, and far below one over the size of the notional population."""


def combined(codes: Sequence[Integers], sizes: Sequence[int]) -> Integers:
    """Return one number per combination of levels; arrays of level numbers broadcast against each other."""
    cell = np.zeros((1, 1), dtype=np.int64)
    for code, size in zip(codes, sizes, strict=True):
        cell = cell * size + code
    return cell


def count(codes: Sequence[Integers], sizes: Sequence[int], weight: Floats | float = 1.0) -> Floats:
    """Return how often each level of the attribute occurs with each combination of its parents' levels.

    Args:
        codes: level numbers of the parents, then of the attribute. sizes: how many levels each has.
        weight: the weight of each record (broadcasts too).
    """
    cell = combined(codes, sizes)
    weights = np.broadcast_to(weight, cell.shape).ravel()
    counts = np.bincount(cell.ravel(), weights, minlength=math.prod(sizes)).astype(np.float64)
    return counts.reshape(-1, sizes[-1])


@cache
def noise_scale(epsilon: float) -> float:
    """Return the standard deviation of Gaussian noise on counts of L2 sensitivity one, for (epsilon, `DELTA`).

    Calibrated exactly (Balle and Wang 2018, arXiv:1805.06530) by the library dp-accounting.
    """
    from dp_accounting import get_sigma_gaussian  # slow to load: only for this technique

    return float(get_sigma_gaussian(epsilon, DELTA))


def noisy(counts: Floats, sensitivity: float, epsilon: float, share: float, rng: np.random.Generator) -> Floats:
    """Return a marginal with Gaussian noise that spends this ``share`` of the privacy budget (0 to 1).

    A person changes the marginal by ``sensitivity`` at most (L2). Marginals whose shares sum to one are together one
    Gaussian mechanism: squares of sensitivity over noise add up (Bun and Steinke 2016,
    doi:10.1007/978-3-662-53641-4_24; Dong, Roth and Su 2022, doi:10.1111/rssb.12454).
    """
    scale = sensitivity * noise_scale(epsilon) / math.sqrt(share)
    return counts + scale * rng.standard_normal(counts.shape)


def projected(cells: Floats, total: float) -> Floats:
    """Return the table nearest to ``cells`` (least squares) without negative counts and with this ``total``.

    The same number is subtracted from every cell, and negative results become zero: Duchi et al. 2008,
    doi:10.1145/1390156.1390191. It uses noisy counts only, so it costs no privacy.
    """
    ordered = np.sort(cells, axis=None)[::-1]
    taken = (np.cumsum(ordered) - total) / np.arange(1, ordered.size + 1)
    last = np.flatnonzero(ordered >= taken)[-1]
    return np.asarray(np.maximum(cells - taken[last], 0.0))


def conditional(counts: Floats) -> Floats:
    """Return the distribution of the attribute for each combination of parents (rows sum to one).

    A combination that never occurs gets the distribution over all combinations; an empty table gets equal shares.
    """
    overall = counts.sum(axis=0) if counts.sum() > 0 else np.ones(counts.shape[1])
    filled = np.where(counts.sum(axis=1, keepdims=True) > 0, counts, overall)
    return np.asarray(filled / filled.sum(axis=1, keepdims=True))


def draw(distribution: Floats, parent: Integers, uniform: Floats) -> Integers:
    """Draw a level for each combination number in ``parent`` with uniform draws in its shape, or wider."""
    levels = distribution.shape[1]
    steps = np.arange(len(distribution))[:, None] + np.minimum(np.cumsum(distribution, axis=1), 1.0)
    steps[:, -1] = np.arange(1, len(distribution) + 1)
    place = np.searchsorted(steps.ravel(), parent + uniform, side="right") - parent * levels
    return np.asarray(np.minimum(place, levels - 1))
