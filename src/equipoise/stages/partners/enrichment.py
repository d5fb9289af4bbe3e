"""What bought data add to a number: the same people, with and without them."""

from __future__ import annotations

import dataclasses
import math

import numpy as np

from equipoise.core.arrays import Floats
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.numerics.stats import mean_difference, mean_rate, paired_difference, ratio_rate, z_score
from equipoise.shared.partnership import Part


@dataclasses.dataclass(frozen=True, eq=False)
class Trials:
    """One attack: its risk, and the outcomes of targets and of control people (1 or 0; NaN: not tried)."""

    risk: Rate
    hits: Floats
    control_hits: Floats


def share_part(without: Floats, along: Floats) -> Part:
    """Compare successes of the same people (1 or 0), without and with bought data.

    The share is the sum of the differences over the successes with bought data. It is below zero where they do harm.
    """
    return Part(
        without=mean_rate(without),
        along=mean_rate(along),
        added=paired_difference(without, along),
        share=ratio_rate(along - without, along),
    )


def risk_part(without: Trials, along: Trials) -> Part:
    """Compare the risk of one attack on the same people, without and with bought data.

    The difference and its share of the risk with bought data have the delta method's intervals: from what each target
    and each control person contributes to both risks, so that what the runs have in common cancels. Where people
    cannot be paired (in attacks on a model), the two risks count as independent and there is no share; nor is there
    one where the risk with bought data may be zero.
    """
    added = mean_difference(along.risk, without.risk)
    paired = without.hits.size == along.hits.size and without.control_hits.size == along.control_hits.size > 1
    if not paired or not added.known:
        return Part(without=without.risk, along=along.risk, added=added, share=UNKNOWN)
    before, after = _contributions(without), _contributions(along)
    n, old, new = along.risk.n, without.risk.value, along.risk.value
    added = _interval(new - old, tuple(b - a for a, b in zip(before, after, strict=True)), n)
    if along.risk.low <= 0:
        return Part(without=without.risk, along=along.risk, added=added, share=UNKNOWN)
    pieces = tuple(old / new**2 * b - a / new for a, b in zip(before, after, strict=True))
    return Part(without=without.risk, along=along.risk, added=added, share=_interval(1 - old / new, pieces, n))


def _contributions(trials: Trials) -> tuple[Floats, Floats]:
    """Return what each target and each control person contributes to the risk ``(a - c) / (1 - c)``: its influence."""
    (a, of_targets), (c, of_controls) = _influence(trials.hits), _influence(trials.control_hits)
    return of_targets / (1 - c), -of_controls * (1 - a) / (1 - c) ** 2


def _influence(hits: Floats) -> tuple[float, Floats]:
    """Return the share of hits among those who were tried, and everybody's influence on it (shape: people)."""
    tried = ~np.isnan(hits)
    share = float(hits[tried].mean())
    return share, np.where(tried, np.nan_to_num(hits) - share, 0.0) / tried.mean()


def _interval(value: float, pieces: tuple[Floats, ...], n: int) -> Rate:
    half = z_score(0.95) * math.sqrt(sum(float(piece.var(ddof=1)) / piece.size for piece in pieces))
    return Rate(value, value - half, value + half, n)
