"""What a run is summed up to: response times, throughput, clicks without an answer, and memory."""

from __future__ import annotations

import dataclasses
import statistics
from collections import Counter
from collections.abc import Sequence

import numpy as np

Sample = tuple[float, int]
"""Seconds since the start, and the bytes of all processes then."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Click:
    """A click, or the opening of a page.

    Attributes:
        started: seconds since the start of the run. seconds: until the answer.
        problem: why it counts as unanswered; "" if it was answered.
        kind: "step", "opening" or "other" (what is not measured).
    """

    started: float
    seconds: float
    problem: str = ""
    kind: str = "step"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Figures:
    """The figures of one run; seconds, clicks a second, shares and bytes.

    Attributes:
        p50, p95, mean: of the answered clicks that began while it was measured.
        throughput: answered clicks that ended while it was measured, for each of its seconds.
        unanswered: share of the clicks that began while it was measured. reasons: how many for each problem.
        opening: median seconds until a page was drawn first, the excluded time included.
        memory: the highest sample. growth: relative growth of a fitted line in the last quarter of the measured time.
        generator: share of one core that the clients took.
    """

    clicks: int
    p50: float
    p95: float
    mean: float
    throughput: float
    unanswered: float
    reasons: dict[str, int]
    opening: float
    memory: int
    growth: float
    generator: float


def sum_up(clicks: Sequence[Click], memory: Sequence[Sample], *, begin: float, end: float, generator: float) -> Figures:
    """Return the figures of a run that was measured from ``begin`` to ``end`` seconds after its start."""
    steps = [click for click in clicks if click.kind == "step"]
    counted = [click for click in steps if begin <= click.started < end]
    seconds = [click.seconds for click in counted if not click.problem]
    ended = [click for click in steps if not click.problem and begin <= click.started + click.seconds < end]
    opened = [click.seconds for click in clicks if click.kind == "opening" and not click.problem]
    return Figures(
        clicks=len(counted),
        p50=_quantile(seconds, 0.5),
        p95=_quantile(seconds, 0.95),
        mean=statistics.fmean(seconds) if seconds else float("nan"),
        throughput=len(ended) / (end - begin),
        unanswered=1 - len(seconds) / len(counted) if counted else 1.0,
        reasons=dict(Counter(click.problem for click in counted if click.problem)),
        opening=_quantile(opened, 0.5),
        memory=max((size for _, size in memory), default=0),
        growth=growth([sample for sample in memory if end - (end - begin) / 4 <= sample[0] <= end]),
        generator=generator,
    )


def growth(samples: Sequence[Sample]) -> float:
    """Return the relative growth from first to last sample of a line fitted to them; 0 of fewer than three."""
    if len(samples) < 3:
        return 0.0
    when, size = np.array(samples, dtype=float).T
    slope, start = np.polyfit(when - when[0], size, 1)
    return float(slope * (when[-1] - when[0]) / start)


def _quantile(values: Sequence[float], share: float) -> float:
    return float(np.quantile(values, share)) if values else float("nan")
