"""What one check has seen in the records."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np

from equipoise.audit.records import Records
from equipoise.core.arrays import Flags, Integers
from equipoise.runtime.frozen import FrozenDict


@dataclasses.dataclass(frozen=True, kw_only=True)
class Seen:
    """What a check has seen.

    Attributes:
        wrong: how many things are wrong. of: of how many that it looked at; 0 if there was nothing to look at.
        where: how many are wrong by district, copy, group or source: only where some are.
        p: of a statistical check, how often chance alone gives as much; None for one that counts.
        effect, reach: of a statistical check, how large the largest deviation is, and which size it would find nine
            times in ten at these numbers.
        reason: why nothing could be checked, the key of a text; "" if it could.
    """

    wrong: int = 0
    of: int = 0
    where: Mapping[str, float] = dataclasses.field(default_factory=FrozenDict)
    p: float | None = None
    effect: float | None = None
    reach: float | None = None
    reason: str = ""


def counted(wrong: int, of: int, where: Mapping[str, float], reason: str) -> Seen:
    """Return what was counted; if there was nothing to look at, the reason why."""
    some = {name: number for name, number in where.items() if number}
    return Seen(wrong=wrong, of=of, where=FrozenDict(some), reason="" if of else reason)


def by_district(kept: Records, people: Integers) -> dict[str, float]:
    """Return how many of these customers live in each district."""
    known = people[people < kept.size]
    counts = np.bincount(kept.district[known], minlength=len(kept.districts))
    return dict(zip(kept.districts, counts.tolist(), strict=True))


def of_people(kept: Records, wrong: Flags, looked_at: Flags, reason: str) -> Seen:
    """Return how many people something is wrong with, by district (shapes: customers)."""
    found = wrong & looked_at
    return counted(int(found.sum()), int(looked_at.sum()), by_district(kept, np.flatnonzero(found)), reason)
