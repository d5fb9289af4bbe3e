"""How far apart the groups are: intervals of the largest difference between any two of them.

The largest of several differences is above zero by construction, so that an interval around it would never contain
zero, even for groups dealt out at random. Instead, every pair of groups gets an interval. The lower ends of all pairs
hold together (Bonferroni: Dunn 1961, doi:10.1080/01621459.1961.10482090), so that the largest true difference is above
the largest of them; where that is below zero, it counts as zero. Of the upper ends, only that of the pair which is
truly farthest apart has to hold, since the largest is no smaller; so they are not adjusted (an intersection-union test:
Berger 1982, doi:10.1080/00401706.1982.10487790).
"""

from __future__ import annotations

import dataclasses
import math
from itertools import combinations

import numpy as np

from equipoise.core.arrays import Array, Floats
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.numerics.stats import CONFIDENCE, strongest_of, t_score, z_score


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Estimates:
    """One rate, or a function of it, in every group.

    Attributes:
        value: the estimates (shape: groups).
        people: their variances due to who happened to be counted (shape: groups); groups share nobody.
        pasts: the estimates under redrawn pasts (shape: pasts x groups); None where none were redrawn.
    """

    value: Floats
    people: Floats
    pasts: Floats | None = None

    def pairs(self) -> list[tuple[float, float, float]]:
        """Return the absolute difference of every pair, its standard error, and that error's degrees of freedom."""
        return [self._pair(one, other) for one, other in combinations(range(self.value.size), 2)]

    def _pair(self, one: int, other: int) -> tuple[float, float, float]:
        """Compare two groups; the variance over few pasts is itself an estimate (Satterthwaite 1946)."""
        difference = abs(float(self.value[one] - self.value[other]))
        people = float(self.people[one] + self.people[other])
        if self.pasts is None:
            return difference, math.sqrt(people), math.inf
        past = float((self.pasts[:, one] - self.pasts[:, other]).var(ddof=1))
        if not past > 0:
            return difference, math.sqrt(people), math.inf
        return difference, math.sqrt(people + past), (len(self.pasts) - 1) * ((people + past) / past) ** 2


def largest_difference(*estimates: Estimates) -> Rate:
    """Return the largest difference between any two groups, in any of several rates; unknown where a rate is.

    The count of the result is zero: only the caller knows how many people there are.
    """
    pairs = [pair for each in estimates for pair in each.pairs()]
    if not pairs or any(math.isnan(difference) for difference, _, _ in pairs):
        return UNKNOWN
    all_of_them = strongest_of(len(pairs))
    low = max(0.0, *(difference - _half(error, freedom, all_of_them) for difference, error, freedom in pairs))
    high = max(difference + _half(error, freedom, CONFIDENCE) for difference, error, freedom in pairs)
    return Rate(max(difference for difference, _, _ in pairs), low, high, 0)


def _half(error: float, freedom: float, confidence: float) -> float:
    return error * (t_score(confidence, freedom) if math.isfinite(freedom) else z_score(confidence))


def shares(hits: Array, people: Array, pasts: tuple[Array, Array] | None = None) -> Estimates:
    """Return a share in every group, and how it varies.

    The variance adds a success and a failure (Agresti and Caffo 2000, doi:10.1080/00031305.2000.10474560).

    Args:
        hits, people: counts (shape: groups). pasts: hits (shape: pasts x groups) and people (shape: groups) of the
            customers about whom was decided anew.
    """
    smoothed = (hits + 1) / (people + 2)
    redrawn = None if pasts is None else _share(*pasts)
    return Estimates(value=_share(hits, people), people=smoothed * (1 - smoothed) / (people + 2), pasts=redrawn)


def log_shares(hits: Array, people: Array, pasts: tuple[Array, Array] | None = None) -> Estimates:
    """Return the logarithm of the share in every group; the arguments are those of `shares`.

    Half a success is added (Walter 1975, doi:10.1093/biomet/62.2.371); the variance is that of Katz et al. (1978,
    doi:10.2307/2530610).
    """
    redrawn = None if pasts is None else np.log(_share(pasts[0] + 0.5, pasts[1] + 0.5))
    value = np.log(_share(hits + 0.5, people + 0.5))
    return Estimates(value=value, people=1 / (hits + 0.5) - 1 / (people + 0.5), pasts=redrawn)


def _share(part: Array, whole: Array) -> Floats:
    """Divide, with NaN where there is nobody."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(part / np.where(whole > 0, whole, np.nan), dtype=np.float64)
