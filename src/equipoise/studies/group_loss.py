"""The cost of privacy by group: which groups lose accuracy when k rises, noise grows or people opt out.

Every comparison is paired: the change is the mean of each person's own change from a wrong to a right offer or back. A
group is reported as different only where the difference between its mean change and that of everybody else is beyond
chance, with the confidence adjusted for testing every group (Bonferroni, see `stats`).
That privacy can cost some groups more than others: Bagdasaryan, Poursaeed, Shmatikov 2019, "Differential privacy has
disparate impact on model accuracy", NeurIPS 32.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from statistics import NormalDist
from typing import Any, Literal

import numpy as np

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Array, Flags, Floats
from equipoise.core.errors import DataError
from equipoise.core.vocabulary import ATTRIBUTES, GROUPS
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.numerics.stats import CONFIDENCE, strongest_of

SUFFICIENT = 100
"""People that a group needs for a verdict, as elsewhere in the audit (`measure.fairness`)."""
Verdict = Literal["more", "less", "unclear", "small"]
WORLD = ("population.seed", "population.size", "population.taste")
PRESSURES: Mapping[str, tuple[Mapping[str, Any], ...]] = {
    "k": (
        {"protect.technique": "none"},
        *({"protect.technique": "k_anonymity", "protect.k": k} for k in (2, 5, 10, 25, 50, 100)),
    ),
    "noise": (
        {"train.privacy": "none"},
        *({"train.privacy": "dp", "train.epsilon": epsilon} for epsilon in (10.0, 3.0, 1.0, 0.3, 0.1)),
    ),
    "opt_out": tuple({"consent.withdrawal": share, "consent.erasure": True} for share in (0.0, 0.1, 0.25, 0.5, 0.75)),
}
"""Measures that reduce accuracy, in steps of growing strength; the first step is without it."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class GroupLoss:
    """The change of the share of right offers for one group.

    Attributes:
        name: the group. n: its people who were counted.
        change: of the group itself, with its 95% interval (-1 to 1).
        apart: the change of the group less that of everybody else, with an interval that holds for all groups together.
        verdict: whether the group loses more, or less, than everybody else beyond chance; "small" where it has too few
            people.
    """

    name: str
    n: int
    change: Rate
    apart: Rate
    verdict: Verdict


def group_losses(before: Array, after: Array, group: Array, names: Sequence[str]) -> tuple[GroupLoss, ...]:
    """Return the change for every group.

    Args:
        before, after: whether each person got the right offer, in the same order (shape: people).
        group: the place of everybody's group in ``names``.
    """
    change = np.asarray(after, dtype=float) - np.asarray(before, dtype=float)
    confidence = strongest_of(len(names))
    return tuple(_one(change, np.asarray(group == place), name, confidence) for place, name in enumerate(names))


def losses_between(pin: Settings, now: Settings) -> dict[str, tuple[GroupLoss, ...]]:
    """Return what moved for every group from one position of the levers to another, by protected attribute.

    Raises:
        DataError: the two have different people.
    """
    moved = [lever for lever in WORLD if pin[lever] != now[lever]]
    if moved:
        raise DataError.about(now[moved[0]], "study.worlds", lever=moved[0])
    return _by_attribute(Chain(pin), Chain(now))


def positions(settings: Settings, pressure: str) -> list[Settings]:
    """Return the settings at every step of a pressure."""
    return [settings.replace(**step) for step in PRESSURES[pressure]]


def same_people(pin: Settings, now: Settings) -> bool:
    """Return whether two runs can be compared person by person."""
    return all(pin[lever] == now[lever] for lever in WORLD)


def idle(settings: Settings, pressure: str) -> str:
    """Return why a pressure has no effect under these levers (the key of its text), or ""."""
    strongest = positions(settings, pressure)[-1]
    inactive = strongest.inactive()
    return next((inactive[lever] for lever in PRESSURES[pressure][-1] if lever in inactive), "")


def _by_attribute(before: Chain, after: Chain) -> dict[str, tuple[GroupLoss, ...]]:
    """Return the changes by protected attribute; evaluation customers are the same in both runs."""
    people = before.population.value.customers
    counted: Flags = before.folds.value.evaluation
    first, second = _right(before), _right(after)
    return {name: group_losses(first, second, people.group(name)[counted], GROUPS[name]) for name in ATTRIBUTES}


def _right(chain: Chain) -> Flags:
    """Return which of the counted customers were shown their truly best offer."""
    world, counted = chain.population.value, chain.folds.value.evaluation
    best = world.response.best[: world.size]
    return np.asarray((chain.deliver.value.offer == best)[counted])


def _one(change: Floats, member: Flags, name: str, confidence: float) -> GroupLoss:
    own, others = change[member], change[~member]
    mean, apart = _mean(own, CONFIDENCE), UNKNOWN
    verdict: Verdict = "small"
    if own.size and others.size:
        apart = _difference(own, others, confidence)
    if min(own.size, others.size) >= SUFFICIENT:
        verdict = "more" if apart.high < 0 else "less" if apart.low > 0 else "unclear"
    return GroupLoss(name=name, n=own.size, change=mean, apart=apart, verdict=verdict)


def _mean(change: Floats, confidence: float) -> Rate:
    if not change.size:
        return UNKNOWN
    return _around(float(change.mean()), _variance(change), confidence, change.size)


def _difference(own: Floats, others: Floats, confidence: float) -> Rate:
    value = float(own.mean() - others.mean())
    return _around(value, _variance(own) + _variance(others), confidence, own.size)


def _around(value: float, variance: float, confidence: float, n: int) -> Rate:
    half = NormalDist().inv_cdf(0.5 + confidence / 2) * variance**0.5
    return Rate(value, value - half, value + half, n)


def _variance(change: Floats) -> float:
    """Return the variance of a mean change of paired yes-or-no outcomes.

    Two pseudo-people, one who gains and one who loses, keep it from vanishing where hardly anybody changed (Agresti and
    Min 2005, doi:10.1002/sim.1781).
    """
    n = change.size
    return float(change.var() / max(n - 1, 1) + 2.0 / (n + 2) ** 2)
