"""Whether another model scores."""

from __future__ import annotations

import math

import numpy as np
from scipy import stats

from equipoise.audit.records import Records
from equipoise.audit.seen import Seen
from equipoise.audit.stability import POWER
from equipoise.audit.strongest import FEWEST, level, strongest


def look(kept: Records) -> Seen:
    """Compare the scores of this quarter with those of the quarter before (two-sample Kolmogorov-Smirnov)."""
    known = np.isfinite(kept.score)
    now, before = kept.score[known & kept.now], kept.score[known & ~kept.now]
    if min(now.size, before.size) < FEWEST:
        return Seen(reason="audit.reason.no_scores")
    found = stats.ks_2samp(now, before, method="asymp")
    return strongest({"": (float(found.pvalue), float(found.statistic), reach(now.size, before.size))})


def reach(now: int, before: int) -> float:
    """Return a difference that is found nine times in ten: the critical one, and what chance takes away from it.

    The statistic at the place of the largest difference varies with a standard deviation of at most
    sqrt((1/n + 1/m) / 4), where a distribution has the value one half.
    """
    scale = math.sqrt(1 / now + 1 / before)
    return float(scale * (stats.kstwobign.isf(level(1)) + stats.norm.isf(1 - POWER) / 2))
