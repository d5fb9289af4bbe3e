"""What a group learned, from progress files that its members handed in. Nobody is named, and nothing is kept."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Sequence
from statistics import fmean, stdev

from scipy.stats import t as student

from equipoise.learn.progress import Exams, Progress, Sitting
from equipoise.numerics.rate import UNKNOWN, Rate

FEWEST = 2
"""From how many people on there is an interval."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Summary:
    """A group's results in the tests of one path; each number is a mean share of right answers, from 0 to 1.

    Attributes:
        people: how many handed in a test of this path.
        before, after, later: the three tests, each over those who took it.
        gain: after less before, over those who took both. kept: follow-up less after, over those who took both.
    """

    people: int
    before: Rate
    after: Rate
    later: Rate
    gain: Rate
    kept: Rate


def summary(handed_in: Iterable[Progress], route: str) -> Summary:
    """Return the results of a group in one path. Changes are paired: each person is compared with themselves."""
    exams = [one.tests[route] for one in handed_in if route in one.tests]
    taken = [one for one in exams if one.before or one.after or one.later]
    return Summary(
        people=len(taken),
        before=mean([_share(one.before) for one in taken if one.before], low=0.0),
        after=mean([_share(one.after) for one in taken if one.after], low=0.0),
        later=mean([_share(one.later) for one in taken if one.later], low=0.0),
        gain=mean(_changes(taken, "before", "after"), low=-1.0),
        kept=mean(_changes(taken, "after", "later"), low=-1.0),
    )


def mean(values: Sequence[float], *, low: float) -> Rate:
    """Return a mean with Student's 95% interval (Student 1908, doi:10.1093/biomet/6.1.1), from ``low`` to 1 at most.

    With fewer values than `FEWEST`, or values that are all the same, chance cannot be seen: the interval is unknown.
    """
    if not values:
        return UNKNOWN
    middle = fmean(values)
    spread = stdev(values) if len(values) >= FEWEST else 0.0
    if not spread:
        return Rate(middle, math.nan, math.nan, len(values))
    half = float(student.ppf(0.975, len(values) - 1)) * spread / math.sqrt(len(values))
    return Rate(middle, max(low, middle - half), min(1.0, middle + half), len(values))


def _changes(taken: Sequence[Exams], first: str, second: str) -> list[float]:
    pairs = ((getattr(one, first), getattr(one, second)) for one in taken)
    return [_share(two) - _share(one) for one, two in pairs if one is not None and two is not None]


def _share(sitting: Sitting | None) -> float:
    if sitting is None or not sitting.right:
        return 0.0
    return sitting.score.right / sitting.score.of
