"""What a run is summed up to: response times, throughput, clicks without an answer, and memory."""

from __future__ import annotations

import dataclasses
import statistics
from collections import Counter
from collections.abc import Sequence

import numpy as np


@dataclasses.dataclass(frozen=True)
class Sample:
    """What all processes of the server took together at some time.

    Attributes:
        when: seconds since the start of the run. memory: bytes. cpu: seconds of computing since the processes began.
    """

    when: float
    memory: int
    cpu: float = 0.0


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
        visitors: how many there were at a time. seconds: for how long it was measured.
        p50, p95, mean: of the answered clicks that began while it was measured.
        throughput: answered clicks that ended while it was measured, for each of its seconds.
        unanswered: share of the clicks that began while it was measured. reasons: how many for each problem.
        opening: median seconds until a page was drawn first, the excluded time included.
        cores: how many cores the server's processes took on average. memory: the highest sample.
        growth: relative growth of a fitted line in the last quarter of the measured time.
        generator: share of one core that the clients took.
    """

    visitors: int
    seconds: float
    clicks: int
    p50: float
    p95: float
    mean: float
    throughput: float
    unanswered: float
    reasons: dict[str, int]
    opening: float
    cores: float
    memory: int
    growth: float
    generator: float


def sum_up(
    clicks: Sequence[Click],
    samples: Sequence[Sample],
    *,
    begin: float,
    end: float,
    visitors: int = 1,
    generator: float = 0.0,
) -> Figures:
    """Return the figures of a run that was measured from ``begin`` to ``end`` seconds after its start."""
    steps = [click for click in clicks if click.kind == "step"]
    counted = [click for click in steps if begin <= click.started < end]
    seconds = [click.seconds for click in counted if not click.problem]
    ended = [click for click in steps if not click.problem and begin <= click.started + click.seconds < end]
    opened = [click.seconds for click in clicks if click.kind == "opening" and not click.problem]
    return Figures(
        visitors=visitors,
        seconds=end - begin,
        clicks=len(counted),
        p50=_quantile(seconds, 0.5),
        p95=_quantile(seconds, 0.95),
        mean=statistics.fmean(seconds) if seconds else float("nan"),
        throughput=len(ended) / (end - begin),
        unanswered=1 - len(seconds) / len(counted) if counted else 1.0,
        reasons=dict(Counter(click.problem for click in counted if click.problem)),
        opening=_quantile(opened, 0.5),
        cores=_cores([sample for sample in samples if begin <= sample.when <= end]),
        memory=max((sample.memory for sample in samples), default=0),
        growth=growth([sample for sample in samples if end - (end - begin) / 4 <= sample.when <= end]),
        generator=generator,
    )


def growth(samples: Sequence[Sample]) -> float:
    """Return the relative growth from first to last sample of a line fitted to them; 0 of fewer than three."""
    if len(samples) < 3:
        return 0.0
    passed = np.array([sample.when - samples[0].when for sample in samples])
    slope, start = np.polyfit(passed, [sample.memory for sample in samples], 1)
    return float(slope * passed[-1] / start)


def _cores(samples: Sequence[Sample]) -> float:
    if len(samples) < 2:
        return float("nan")
    first, last = samples[0], samples[-1]
    return (last.cpu - first.cpu) / (last.when - first.when)


def _quantile(values: Sequence[float], share: float) -> float:
    return float(np.quantile(values, share)) if values else float("nan")
