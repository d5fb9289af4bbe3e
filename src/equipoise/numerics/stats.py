"""Confidence intervals of shares, means, differences, ratios and the area under the ROC curve.

Every interval is two-sided; 95% unless the caller adjusts the confidence for taking the strongest of several.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist
from typing import Any

import numpy as np
from scipy.special import stdtrit

from equipoise.core.arrays import Array, Flags, Floats
from equipoise.numerics.rate import UNKNOWN, Rate

CONFIDENCE = 0.95
FEWEST_CONTROLS = 10
"""Below this many control people, intervals of a risk do not rely on the normal approximation; assumed."""
Z_95 = 1.96
"""`z_score` of 95%, rounded to two decimals as in textbooks; results that use it stay the same to the byte."""


def strongest_of(m: int, confidence: float = CONFIDENCE) -> float:
    """Return the confidence that each of ``m`` intervals needs so that all hold together with ``confidence``.

    The largest of several estimates is biased upwards; the Bonferroni adjustment (Dunn 1961,
    doi:10.1080/01621459.1961.10482090) keeps the coverage of its interval.
    """
    return 1.0 - (1.0 - confidence) / max(m, 1)


def wilson(hits: float, n: int, confidence: float = CONFIDENCE) -> Rate:
    """Return the share ``hits / n`` with Wilson's score interval; unknown when ``n`` is zero.

    Source: Wilson 1927, doi:10.1080/01621459.1927.10502953.
    """
    if n == 0:
        return UNKNOWN
    z, share = z_score(confidence), hits / n
    spread = 1.0 + z * z / n
    centre = (share + z * z / (2 * n)) / spread
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / spread
    low, high = max(0.0, centre - half), min(1.0, centre + half)
    return Rate(share, min(low, share), max(high, share), n)


def clustered(hits: Array, sizes: Array, confidence: float = CONFIDENCE) -> Rate:
    """Return the share of hits among people in groups (clusters) whose outcomes are correlated.

    The interval is Wilson's for the effective number of people: their number divided by the design effect. The design
    effect is the variance of the share, as the ratio estimator of `ratio_rate`, divided by that of independent people
    (Kish, "Survey sampling", 1965, section 8.2). ``n`` is the effective number, at most the number of people; the rate
    is unknown when there are none.

    Args:
        hits, sizes: hits and people in each group (shape: groups).
        confidence: of the interval.
    """
    people, groups = int(np.sum(sizes)), len(sizes)
    if not people:
        return UNKNOWN
    share = float(np.sum(hits)) / people
    residual = np.asarray(hits, dtype=float) - share * np.asarray(sizes, dtype=float)
    variance = float((residual**2).sum()) * groups / max(groups - 1, 1) / people**2
    worth = min(people, max(1, round(share * (1 - share) / variance))) if variance > 0 else people
    return wilson(share * worth, worth, confidence)


def residual_risk(attack: Rate, control: Rate, confidence: float = CONFIDENCE) -> Rate:
    """Return ``(attack - control) / (1 - control)``: the success that is due to the person's own data.

    The interval is the delta method's: with a, c the two shares and r = 1 - (1 - a) / (1 - c),
    ``var r = var a / (1 - c)^2 + (1 - a)^2 var c / (1 - c)^4``. Shares and variances in it are smoothed by two
    successes and two failures (Agresti and Coull 1998, doi:10.1080/00031305.1998.10480550), so that 0 of n and n of n
    still have an interval. The low end may lie below zero; the high end never above one. With fewer than
    `FEWEST_CONTROLS` control people the normal approximation does not hold: the interval then reaches from the least to
    the largest risk that the two shares' own intervals permit. A control that always succeeds leaves nothing to
    attribute: 0/0 is unknown.
    """
    if not (attack.known and control.known) or control.value >= 1:
        return UNKNOWN
    if control.n < FEWEST_CONTROLS:
        return _risk_by_few(attack, control, confidence)
    a, c = _smoothed(attack), _smoothed(control)
    variance = a * (1 - a) / (attack.n + 4) / (1 - c) ** 2
    variance += (1 - a) ** 2 * c * (1 - c) / (control.n + 4) / (1 - c) ** 4
    value = (attack.value - control.value) / (1 - control.value)
    half = z_score(confidence) * math.sqrt(variance)
    return Rate(value, value - half, min(1.0, value + half), attack.n)


def _risk_by_few(attack: Rate, control: Rate, confidence: float) -> Rate:
    """Return the residual risk with few control people: it rises with the attack's share and falls with the control's.

    Both shares lie in their intervals at once with at least ``2 * confidence - 1``, so that the result is conservative.
    """
    a, c = (wilson(rate.value * rate.n, rate.n, confidence) for rate in (attack, control))
    value, low, high = (
        (success - luck) / (1 - luck) if luck < 1 else -math.inf
        for success, luck in ((attack.value, control.value), (a.low, c.high), (a.high, c.low))
    )
    return Rate(value, min(low, value), max(high, value), attack.n)


def difference(first: Rate, second: Rate, confidence: float = CONFIDENCE) -> Rate:
    """Return ``first - second`` of two independent shares.

    The interval is Newcombe's hybrid of the two score intervals (1998,
    doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I).
    """
    if not (first.known and second.known):
        return UNKNOWN
    a = wilson(first.value * first.n, first.n, confidence)
    b = wilson(second.value * second.n, second.n, confidence)
    value = a.value - b.value
    low = value - math.hypot(a.value - a.low, b.high - b.value)
    high = value + math.hypot(a.high - a.value, b.value - b.low)
    return Rate(value, low, high, first.n)


def mean_difference(first: Rate, second: Rate, confidence: float = CONFIDENCE) -> Rate:
    """Return ``first - second`` of two independent means whose normal intervals are those of 95%."""
    if not (first.known and second.known):
        return UNKNOWN
    value, widths = first.value - second.value, [(rate.high - rate.low) / 2 for rate in (first, second)]
    half = math.hypot(*widths) * z_score(confidence) / z_score(CONFIDENCE)
    return Rate(value, value - half, value + half, first.n)


def share_ratio(first: Rate, second: Rate, confidence: float = CONFIDENCE) -> Rate:
    """Return ``first / second`` of two independent shares; unknown where one is, or where the second is zero.

    The interval is symmetric in the logarithm (Katz et al. 1978, doi:10.2307/2530610), with half a success added to
    both shares (Walter 1975, doi:10.1093/biomet/62.2.371), so that zero successes still have one.
    """
    if not (first.known and second.known) or second.value == 0:
        return UNKNOWN
    hits = [rate.value * rate.n + 0.5 for rate in (first, second)]
    spread = math.sqrt(sum(1 / x - 1 / (rate.n + 0.5) for x, rate in zip(hits, (first, second), strict=True)))
    middle = hits[0] / (first.n + 0.5) / (hits[1] / (second.n + 0.5))
    value, factor = first.value / second.value, math.exp(z_score(confidence) * spread)
    return Rate(value, min(value, middle / factor), max(value, middle * factor), first.n + second.n)


def mean_rate(values: Array, confidence: float = CONFIDENCE) -> Rate:
    """Return the mean of ``values`` with the normal interval; unbounded for a single value, unknown for none."""
    n = len(values)
    if n == 0:
        return UNKNOWN
    numbers = np.asarray(values, dtype=float)
    value = float(numbers.mean())
    half = z_score(confidence) * float(numbers.std(ddof=1)) / math.sqrt(n) if n > 1 else math.inf
    return Rate(value, value - half, value + half, n)


def paired_difference(before: Array, after: Array, confidence: float = CONFIDENCE) -> Rate:
    """Return the mean change ``after - before`` of the same people, entry by entry.

    People with a NaN on either side (not observed) are left out. Pairing removes what people have in common, so the
    interval is that of the mean of the differences.
    """
    change = np.asarray(after, dtype=float) - np.asarray(before, dtype=float)
    return mean_rate(change[~np.isnan(change)], confidence)


def multinomial_bootstrap(
    counts: Array,
    statistic: Callable[[Array], Array],
    rng: np.random.Generator,
    replicates: int = 2000,
    confidence: float = CONFIDENCE,
) -> tuple[Any, Any]:
    """Return the percentile interval (low, high) of a statistic that depends on counts only.

    Redrawing the cells of a table from a multinomial is exactly the bootstrap of its rows (Efron 1979,
    doi:10.1214/aos/1176344552), at a fraction of the cost.

    Args:
        counts: how many rows fell into each cell; any shape.
        statistic: takes counts of shape (replicates, \\*counts.shape) and returns one value, or an array of values,
            per replicate along the first axis. Undefined replicates (NaN) are left out; where all are, so is the
            interval.
        rng: the random stream. replicates: how many tables are drawn. confidence: of the interval.
    """
    table = np.asarray(counts)
    total = int(table.sum())
    if total == 0:
        return math.nan, math.nan
    drawn = rng.multinomial(total, table.ravel() / total, size=replicates).reshape(replicates, *table.shape)
    tail = (1.0 - confidence) / 2.0
    values = np.asarray(statistic(drawn), dtype=float)
    ends, defined = np.full((2, *values.shape[1:]), math.nan), ~np.isnan(values).all(axis=0)
    quantile = np.nanquantile if np.isnan(values).any() else np.quantile  # the first is many times slower
    ends[:, defined] = quantile(values[:, defined], [tail, 1.0 - tail], axis=0)
    return ends[0], ends[1]


def scaled(rate: Rate, factor: float) -> Rate:
    """Return a rate in another unit."""
    return Rate(rate.value * factor, rate.low * factor, rate.high * factor, rate.n, rate.tag)


def auc(outcome: Flags, score: Floats) -> Rate:
    """Return the area under the ROC curve with the interval of Hanley and McNeil, doi:10.1148/radiology.143.1.7063747.

    Unknown when everybody or nobody has the outcome.
    """
    with_it, without = np.sort(score[outcome]), np.sort(score[~outcome])
    positives, negatives = with_it.size, without.size
    if not positives or not negatives:
        return UNKNOWN
    above, not_below = (int(np.searchsorted(without, with_it, side).sum()) for side in ("left", "right"))
    area = (above + not_below) / 2 / (positives * negatives)  # ties are half a win each
    tied, ranked = area / (2 - area), 2 * area**2 / (1 + area)
    spread = area * (1 - area) + (positives - 1) * (tied - area**2) + (negatives - 1) * (ranked - area**2)
    half = Z_95 * math.sqrt(max(spread, 0.0) / (positives * negatives))
    return Rate(area, max(0.0, area - half), min(1.0, area + half), outcome.size)


def _smoothed(rate: Rate) -> float:
    return (rate.value * rate.n + 2.0) / (rate.n + 4.0)


def z_score(confidence: float) -> float:
    """Return how many standard errors a two-sided normal interval reaches to either side."""
    return NormalDist().inv_cdf(0.5 + confidence / 2.0)


def t_score(confidence: float, freedom: float) -> float:
    """Return the same for an interval by Student's t with ``freedom`` degrees of freedom."""
    return float(stdtrit(freedom, 0.5 + confidence / 2.0))


def ratio_rate(numerator: Array, denominator: Array, confidence: float = CONFIDENCE) -> Rate:
    """Return the sum of ``numerator`` over the sum of ``denominator``, two values a person.

    The interval is that of the ratio estimator (Cochran, "Sampling techniques", 3rd edition, 1977, section 6.4):
    the standard error of ``numerator - ratio * denominator``, over the mean of ``denominator``.
    """
    n, total = len(numerator), float(np.sum(denominator))
    if n < 2 or total == 0:
        return UNKNOWN
    ratio = float(np.sum(numerator)) / total
    residual = np.asarray(numerator, dtype=float) - ratio * np.asarray(denominator, dtype=float)
    half = abs(z_score(confidence) * float(residual.std(ddof=1)) * math.sqrt(n) / total)
    return Rate(ratio, ratio - half, ratio + half, n)
