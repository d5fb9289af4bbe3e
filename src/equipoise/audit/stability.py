"""Whether two samples have the same distribution: the population stability index, with what chance does."""

from __future__ import annotations

import dataclasses

import numpy as np
from scipy import stats

from equipoise.core.arrays import Floats

BINS = 10
POWER = 0.9


@dataclasses.dataclass(frozen=True)
class Compared:
    """How far two samples are apart.

    Attributes:
        index: the population stability index, 0 for equal shares. p: how often chance alone gives this much or more.
        bins: how many were compared. chance: the mean index that chance gives at these sizes.
    """

    index: float
    p: float
    bins: int
    chance: float

    def reach(self, level: float) -> float:
        """Return the index that a test at this level finds nine times in ten, at these sizes."""
        free = self.bins - 1
        if free < 1:
            return float("nan")
        critical = stats.chi2.isf(level, free)
        grid = np.linspace(0, 40 * free + 100, 2_000)
        enough = stats.ncx2.sf(critical, free, np.maximum(grid, 1e-9)) >= POWER
        return float(grid[np.argmax(enough)] * self.chance / free)


def compared(now: Floats, before: Floats) -> Compared:
    """Compare two samples of numbers in up to ten bins of about equal size.

    The index is the sum of (a - b) log(a / b) over the shares a and b of a bin. If both samples come from the same
    distribution, it is about (1/n + 1/m) times a chi-square variable with bins - 1 degrees of freedom. B. Yurdakul and
    J. Naranjo, "Statistical properties of the population stability index", Journal of Risk Model Validation 14(4),
    2020, doi:10.21314/JRMV.2020.227.
    """
    pooled = np.concatenate((now, before))
    cuts = np.unique(np.quantile(pooled, np.linspace(0, 1, BINS + 1)[1:-1]))
    binned = (np.searchsorted(cuts, each, side="left") for each in (now, before))
    return of_counts(*(np.bincount(each, minlength=cuts.size + 1) for each in binned))


def of_counts(now: np.ndarray, before: np.ndarray) -> Compared:
    """Compare two samples by their counts in the same bins; bins that nobody is in do not count."""
    kept = (now + before) > 0
    now, before = now[kept] + 0.5, before[kept] + 0.5
    a, b = now / now.sum(), before / before.sum()
    index = float(((a - b) * np.log(a / b)).sum())
    scale = 1 / now.sum() + 1 / before.sum()
    free = int(kept.sum()) - 1
    p = float(stats.chi2.sf(index / scale, free)) if free else 1.0
    return Compared(index=index, p=p, bins=free + 1, chance=free * scale)
