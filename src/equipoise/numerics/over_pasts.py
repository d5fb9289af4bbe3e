"""Intervals of numbers that a model has a part in: of their means over the pasts that it might have learned from.

The model behind a number learned from one past. What the number would have been with others is known by redrawing them
(`Optimum.redrawn`): redrawn numbers are about this model instead of the true one, so that they show how much the number
varies, not what it is on average.
"""

from __future__ import annotations

import dataclasses
import math

from scipy.optimize import brentq
from scipy.special import ndtr, stdtr

from equipoise.core.arrays import Floats
from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import CONFIDENCE, t_score

_FARTHEST = 40.0
"""Standard errors beyond the estimate at which Student's t with a few degrees of freedom is as good as zero."""


def share_over_pasts(rate: Rate, redrawn: Floats, confidence: float = CONFIDENCE) -> Rate:
    """Return a share with the interval of its mean over pasts.

    It is the share plus and minus the standard deviation over redrawn pasts, times Student's t (1908,
    doi:10.1093/biomet/6.1.1). Where no past changes the share, it keeps the interval that it has, which counts who
    happened to be measured.

    Args:
        rate: the share. redrawn: the same share under redrawn pasts, at least two (shape: pasts).
        confidence: of the interval.
    """
    half = t_score(confidence, redrawn.size - 1) * float(redrawn.std(ddof=1))
    if not rate.known or half == 0:
        return rate
    return dataclasses.replace(rate, low=max(0.0, rate.value - half), high=min(1.0, rate.value + half))


def ratio_over_pasts(rate: Rate, redrawn: Floats, confidence: float = CONFIDENCE) -> Rate:
    """Return the lower over the higher of two rates with the interval of its mean over pasts.

    The logarithm of the ratio is folded: whichever rate is the lower one, it counts as below zero. So its mean over
    pasts is below zero even if the two rates are equal on average. The interval inverts a test: of all differences of
    the two logarithms on average, those remain under which what was found is neither among the smallest nor among the
    largest 2.5%. Its lower end is the mean of the folded ratio at the largest of them (Leone, Nelson and Nottingham
    1961, doi:10.1080/00401706.1961.10489974), its upper end the ratio at the smallest. A ratio that no past changes, or
    of zero, keeps the interval that it has.

    Args:
        rate: the ratio, at most 1. redrawn: the logarithm of the ratio of the same two rates under redrawn pasts, where
            it may be above zero (shape: pasts, at least two). confidence: of the interval.
    """
    error, freedom = float(redrawn.std(ddof=1)), redrawn.size - 1
    if not rate.known or rate.value == 0 or error == 0:
        return rate
    found, tail = -math.log(rate.value) / error, (1.0 - confidence) / 2.0
    least, most = (_plausible(found, chance, freedom) for chance in (1.0 - tail, tail))
    low, high = _mean_ratio(most * error, error), math.exp(-least * error)
    return dataclasses.replace(rate, low=min(low, rate.value), high=max(high, rate.value))


def _plausible(found: float, chance: float, freedom: float) -> float:
    """Return the difference under which at most ``found`` is found with this chance; both in standard errors.

    It is zero where even without a difference the chance is smaller.
    """

    def excess(difference: float) -> float:
        return float(stdtr(freedom, found - difference) - stdtr(freedom, -found - difference)) - chance

    return 0.0 if excess(0.0) <= 0 else float(brentq(excess, 0.0, found + _FARTHEST))


def _mean_ratio(difference: float, error: float) -> float:
    """Return the mean of exp(-|x|) for normal x with this mean and standard deviation."""
    sides = (math.exp(sign * difference) * ndtr(-sign * difference / error - error) for sign in (1.0, -1.0))
    return math.exp(error**2 / 2) * float(sum(sides))
