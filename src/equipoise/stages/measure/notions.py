"""Definitions of fairness side by side: every group's rate, the largest gap, and a verdict on it.

Many gaps are tested together, and the largest of several is taken, so that every interval of a gap is adjusted for all
pairs of groups and all definitions (Bonferroni): where groups are treated alike, all of them together give a warning in
at most 5 of 100 worlds. Groups with fewer than `SUFFICIENT` people keep their interval and get no verdict.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from itertools import combinations
from typing import Literal

import numpy as np
from scipy.stats import t as student_t

from equipoise.core.arrays import Floats
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.numerics.stats import (
    CONFIDENCE,
    difference,
    mean_difference,
    share_ratio,
    strongest_of,
    wilson,
    z_score,
)
from equipoise.stages.measure.fairness import SUFFICIENT
from equipoise.stages.measure.thresholds import Tally

Verdict = Literal["apart", "alike", "unclear", "small"]
Conclusion = Literal["small", "misjudged", "quiet", "base", "reach", "scored", "chance", "unchecked"]
RATES = (
    "selection_rate",
    "true_positive_rate",
    "false_positive_rate",
    "precision",
    "calibration_gap",
    "value_received",
)
"""The rates that are measured in every group."""
NOTIONS = ("selection_rate", "true_positive_rate", "equalised_odds", "precision", "calibration_gap", "value_received")
"""Demographic parity, equal opportunity, equalised odds, predictive parity, calibration, and equal value.

Equalised odds asks for equal true and equal false-positive rates; its gap is the larger of the two.
"""
MEANS = ("calibration_gap", "value_received")
"""Rates that are means of other values than yes and no."""
_SHARED_OUT = ("selection_rate", "true_positive_rate", "equalised_odds")
"""Definitions about who gets the offers; the others are about the value of offers and predictions."""
_LEAST = 1e-9
TOLERANCE = {name: 0.02 if name in MEANS else 0.05 for name in (*RATES, "base_rate", "reach")}
"""A gap whose whole interval is below this counts as negligible; assumed."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Gap:
    """The difference between groups by one definition.

    Attributes:
        gap: the largest rate less the smallest, with its adjusted interval; unknown with fewer than two large groups.
        high, low: the places of the groups with these rates; -1 where there is no gap.
        verdict: "alike" (negligible), "apart" (beyond chance), "unclear" (too few people to decide), or "small" (fewer
            than two groups are large enough).
    """

    gap: Rate
    high: int
    low: int
    verdict: Verdict


NO_GAP = Gap(gap=UNKNOWN, high=-1, low=-1, verdict="small")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Findings:
    """All notions at one position of the thresholds.

    Attributes:
        rates: of every group, by the names in `RATES`, and "base_rate" and "reach" beside them.
        gaps: by the names in `NOTIONS`, and those two.
        four_fifths: the lowest over the highest selection rate. offers: how many people are selected.
    """

    rates: dict[str, tuple[Rate, ...]]
    gaps: dict[str, Gap]
    four_fifths: Rate
    offers: int


def find(tally: Tally, others: Sequence[Tally] = ()) -> Findings:
    """Return all notions for the counts of one position of the thresholds (every shape: groups).

    Args:
        tally: the counts. others: those under models that learned from halves of the past, at the same thresholds;
            with them, intervals of gaps also cover what the model might have learned from another past.
    """
    rates = {name: _rates(name, tally) for name in (*RATES, "base_rate", "reach")}
    moved = {name: _moved(name, tally, others) for name in RATES} if others else {}
    gaps = {
        name: judge(found, TOLERANCE[name], mean=name in MEANS, moved=moved.get(name)) for name, found in rates.items()
    }
    gaps["equalised_odds"] = larger(gaps["true_positive_rate"], gaps["false_positive_rate"])
    return Findings(
        rates=rates,
        gaps=gaps,
        four_fifths=_ratio(rates["selection_rate"], gaps["selection_rate"], tally, others),
        offers=int(tally.selected.sum()),
    )


def judge(
    rates: Sequence[Rate],
    tolerance: float,
    *,
    mean: bool = False,
    notions: int = len(RATES) + 2,
    moved: Floats | None = None,
) -> Gap:
    """Return the largest gap between the groups that are large enough, with its verdict.

    Args:
        rates: of every group. tolerance: the largest negligible gap.
        mean: whether rates are means rather than shares. notions: number of gaps that are tested together.
        moved: how far the rates are elsewhere under models from other halves of the past (shape: halves x groups).
    """
    large = [place for place, rate in enumerate(rates) if rate.known and rate.n >= SUFFICIENT]
    if len(large) < 2:
        return NO_GAP
    high, low = max(large, key=lambda place: rates[place].value), min(large, key=lambda place: rates[place].value)
    pairs = len(list(combinations(large, 2)))
    between = mean_difference if mean else difference
    confidence = strongest_of(pairs * notions)
    gap = between(rates[high], rates[low], confidence)
    if moved is not None:
        gap = _widened(gap, moved[:, high] - moved[:, low], confidence)
    verdict: Verdict = "alike" if gap.high <= tolerance else "apart" if gap.low > 0 else "unclear"
    shown = dataclasses.replace(gap, low=max(0.0, gap.low), n=sum(rates[place].n for place in large))
    return Gap(gap=shown, high=high, low=low, verdict=verdict)


def _widened(gap: Rate, moved: Floats, confidence: float) -> Rate:
    """Return a gap whose interval also covers the variation over other pasts.

    The mean square change of a statistic when the model learns from a random half only estimates its variance over
    pasts (delete-half jackknife: Shao and Wu 1989, doi:10.1214/aos/1176347263). As there are few halves, this part of
    the interval uses Student's t.
    """
    sure = moved[~np.isnan(moved)]
    if not sure.size:
        return gap
    half = float(student_t.ppf(0.5 + confidence / 2, sure.size) * math.sqrt(float((sure**2).mean())))
    low, high = gap.value - math.hypot(gap.value - gap.low, half), gap.value + math.hypot(gap.high - gap.value, half)
    return dataclasses.replace(gap, low=low, high=high)


def _moved(name: str, tally: Tally, others: Sequence[Tally]) -> Floats:
    """Return how far every group's rate is elsewhere under other models (shape: others x groups)."""
    here = bare_rates(name, tally)
    return np.stack([bare_rates(name, other) - here for other in others])


def larger(first: Gap, second: Gap) -> Gap:
    """Return the larger of two gaps; their intervals hold together, so the larger one lies between the larger ends."""
    if "small" in (first.verdict, second.verdict):
        return NO_GAP
    big = max(first, second, key=lambda one: one.gap.value)
    low, high = (max(getattr(one.gap, end) for one in (first, second)) for end in ("low", "high"))
    verdicts = {first.verdict, second.verdict}
    verdict: Verdict = "apart" if "apart" in verdicts else "alike" if verdicts == {"alike"} else "unclear"
    return Gap(gap=dataclasses.replace(big.gap, low=low, high=high), high=big.high, low=big.low, verdict=verdict)


def conclude(found: Findings, lasting: Findings | None) -> Conclusion:
    """Return the conclusion from all definitions together.

    A finding against the model has to hold for other pasts too; an explanation of a gap need not.

    Args:
        found: the findings for this model. lasting: with intervals that cover other pasts; None while unknown.

    Returns:
        "small": no two groups are large enough.
        "misjudged": predictions are less calibrated in one group than in another, for other pasts too.
        "quiet": chance explains every gap in who gets the offers.
        Otherwise there is one: "base", groups differ in whom a personal offer would serve best; "reach", in whom the
        company may contact. If neither: "scored", the scores do it, for other pasts too; "chance", another past might
        have taught otherwise; "unchecked", other pasts have not been looked at.
    """
    gaps = found.gaps
    if gaps["selection_rate"].verdict == "small":
        return "small"
    if lasting is not None and lasting.gaps["calibration_gap"].verdict == "apart":
        return "misjudged"
    unequal = any(gaps[name].verdict == "apart" for name in _SHARED_OUT)
    if lasting is None and (unequal or gaps["calibration_gap"].verdict == "apart"):
        return "unchecked"
    if not unequal:
        return "quiet"
    if gaps["base_rate"].verdict == "apart":
        return "base"
    if gaps["reach"].verdict == "apart":
        return "reach"
    lasts = lasting is not None and any(lasting.gaps[name].verdict == "apart" for name in _SHARED_OUT)
    return "scored" if lasts else "chance"


def _rates(name: str, tally: Tally) -> tuple[Rate, ...]:
    match name:
        case "selection_rate":
            return _shares(tally.selected, tally.people)
        case "true_positive_rate":
            return _shares(tally.hits, tally.deserving)
        case "false_positive_rate":
            return _shares(tally.selected - tally.hits, tally.people - tally.deserving)
        case "precision":
            return _shares(tally.hits, tally.selected)
        case "base_rate":
            return _shares(tally.deserving, tally.people)
        case "reach":
            return _shares(tally.scored, tally.people)
        case "calibration_gap":
            return _means(tally.calibration, tally.calibration_squared, tally.scored)
        case _:
            return _means(tally.benefit, tally.benefit_squared, tally.people)


def _shares(part: Floats, whole: Floats) -> tuple[Rate, ...]:
    return tuple(wilson(round(hits), round(n)) for hits, n in zip(part, whole, strict=True))


def _means(total: Floats, squares: Floats, number: Floats) -> tuple[Rate, ...]:
    """Return means from sums and sums of squares, with the normal interval."""
    return tuple(_mean(float(s), float(q), round(n)) for s, q, n in zip(total, squares, number, strict=True))


def _mean(total: float, squares: float, n: int) -> Rate:
    if n < 2:
        return UNKNOWN
    mean = total / n
    half = z_score(CONFIDENCE) * math.sqrt(max(squares - n * mean * mean, 0.0) / (n - 1) / n)
    return Rate(mean, mean - half, mean + half, n)


def _ratio(rates: Sequence[Rate], gap: Gap, tally: Tally, others: Sequence[Tally]) -> Rate:
    """Return the lowest over the highest rate of the pair in ``gap``, adjusted for all pairs that it was taken from."""
    if gap.high < 0:
        return UNKNOWN
    large = sum(rate.known and rate.n >= SUFFICIENT for rate in rates)
    confidence = strongest_of(math.comb(large, 2), CONFIDENCE)
    ratio = share_ratio(rates[gap.low], rates[gap.high], confidence)
    if not (others and ratio.known and ratio.value > 0):
        return ratio
    value, low, high = (math.log(max(end, _LEAST)) for end in (ratio.value, ratio.low, ratio.high))
    logarithm = Rate(value, low, high, ratio.n)
    here, *elsewhere = (_log_ratio(one, gap) for one in (tally, *others))
    wide = _widened(logarithm, np.array(elsewhere) - here, confidence)
    return dataclasses.replace(ratio, low=math.exp(wide.low), high=math.exp(wide.high))


def _log_ratio(tally: Tally, gap: Gap) -> float:
    """Return the logarithm of the ratio of the pair's selection rates; half a success is added, as in `share_ratio`."""
    low, high = (
        (float(tally.selected[place]) + 0.5) / (float(tally.people[place]) + 0.5) for place in (gap.low, gap.high)
    )
    return math.log(low / high)


def bare_rates(name: str, tally: Tally) -> Floats:
    """Return every group's rate by the bare counts (shape: ... x groups), without intervals, for searches."""
    parts = {
        "selection_rate": (tally.selected, tally.people),
        "true_positive_rate": (tally.hits, tally.deserving),
        "false_positive_rate": (tally.selected - tally.hits, tally.people - tally.deserving),
        "precision": (tally.hits, tally.selected),
        "calibration_gap": (tally.calibration, tally.scored),
        "value_received": (tally.benefit, tally.people),
    }
    part, whole = parts[name]
    return np.asarray(np.divide(part, whole, out=np.full(np.shape(part), np.nan), where=whole > 0))
