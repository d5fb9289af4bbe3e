"""Gaps between groups that cannot all be closed."""

from __future__ import annotations

from itertools import combinations

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import SINGLE
from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import difference, mean_difference
from equipoise.shared.results import GroupRow


def largest_gap(settings: Settings) -> float:
    """Return how far the clearest gap between the groups whose base rates differ most is off zero.

    The gaps are those of the true-positive rate, the false-positive rate and calibration. A number above zero means
    that the interval of at least one of them excludes zero.
    """
    reports = Chain(settings).measure.value.fairness
    pairs = [pair for attribute in SINGLE for pair in combinations(reports[attribute].groups, 2)]
    first, second = max(pairs, key=lambda pair: abs(pair[0].base_rate.value - pair[1].base_rate.value))
    return max(map(_off_zero, _gaps(first, second)))


def _gaps(first: GroupRow, second: GroupRow) -> tuple[Rate, ...]:
    return (
        difference(first.true_positive_rate, second.true_positive_rate),
        difference(first.false_positive_rate, second.false_positive_rate),
        mean_difference(first.calibration_gap, second.calibration_gap),
    )


def _off_zero(gap: Rate) -> float:
    return gap.low if gap.value > 0 else -gap.high
