"""The end of the ROC curve that matters: how many members are found while hardly anybody is accused wrongly.

Carlini et al. 2022, doi:10.1109/SP46214.2022.9833649: an attack that finds a few people for certain does harm, although
it is hardly better than a coin on average.
"""

from __future__ import annotations

import numpy as np

from equipoise.core.arrays import Floats, Integers
from equipoise.core.seeds import stream
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.numerics.stats import CONFIDENCE, wilson

_DRAWS = 4000


def true_positives_at(share: float, members: Floats, controls: Floats) -> Rate:
    """Return the share of members whose score is above the threshold for a share of false positives.

    With n control people the threshold is the score of rank ``share * (n + 1)`` among theirs, rounded down: of a new
    person who is no member, the probability to exceed it is that rank over n + 1. With fewer than ``1 / share - 1``
    control people there is no such score, and the rate is unknown.

    The interval resamples both sides. Above the true threshold there are K control people, K being binomial with n and
    ``share``, so that it lies between the K-th and the next of their scores, or above all of them (the distribution
    behind the interval of a quantile: David and Nagaraja, "Order statistics", 3rd edition, 2003, section 7.1). The
    members above it are resampled as a share with Jeffreys' prior (Brown, Cai, DasGupta 2001,
    doi:10.1214/ss/1009213286), so that none of n has an interval too.

    Args:
        share: of control people who may be taken for members, between 0 and 1.
        members, controls: scores, higher for likelier members (shape: people each).
    """
    n, rank = len(controls), int(share * (len(controls) + 1) + 1e-9)
    if rank < 1 or not len(members):
        return UNKNOWN
    falling = np.sort(controls)[::-1]
    above = len(members) - np.searchsorted(np.sort(members), falling, side="right")  # members above each threshold
    value = float(above[rank - 1]) / len(members)
    found = _resampled(above, len(members), share, n)
    low, high = np.quantile(found, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return Rate(value, min(float(low), value), max(float(high), value), len(members))


def _resampled(above: Integers, members: int, share: float, controls: int) -> Floats:
    """Return draws of the share of members above the true threshold."""
    rng = stream(0, "attack.threshold")
    accused = rng.binomial(controls, share, size=_DRAWS)
    between = np.concatenate([[0], above, [members]])
    strict, lenient = between[accused], between[accused + 1]
    hits = strict + rng.random(_DRAWS) * (lenient - strict)
    found: Floats = rng.beta(hits + 0.5, members - hits + 0.5)
    return found


def false_positives_at(share: float, controls: Floats) -> Rate:
    """Return the false positives at a threshold that was set on one half of the control people, counted on the other.

    Both ways round: on the people for whom it was set, the result would be the ``share`` itself.
    """
    halves = (controls[0::2], controls[1::2])
    if min(map(len, halves)) == 0:
        return UNKNOWN
    cuts = [np.quantile(half, 1.0 - share, method="higher") for half in halves]
    falsely = (halves[1] > cuts[0]).sum() + (halves[0] > cuts[1]).sum()
    return wilson(int(falsely), len(controls))
