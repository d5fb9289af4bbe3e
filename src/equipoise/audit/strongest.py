"""Many comparisons in one check, and many checks in one audit."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from equipoise.audit.seen import Seen

ALARM = 0.05
"""In so many audits of a shop in which nothing is wrong, chance may raise an alarm."""
STATISTICAL = 4
"""Checks among which that is shared."""
FEWEST = 50
"""People on each side below whom nothing is compared."""


def level(comparisons: int) -> float:
    """Return the p that one of so many comparisons in a check needs, at the strictest step of Holm's method."""
    return ALARM / STATISTICAL / comparisons


def strongest(found: Mapping[str, tuple[float, float, float]]) -> Seen:
    """Return the comparison that chance explains least; its p is multiplied by the number of comparisons (Bonferroni).

    The size that would be found nine times in ten is the largest of all comparisons, so that it holds wherever the
    deviation is: small groups need a larger one.

    Args:
        found: by source or group: p, how large the deviation is, and how large one would be found nine times in ten.
    """
    if not found:
        return Seen(reason="audit.reason.few")
    name = min(found, key=lambda each: found[each][0])
    p, effect, _ = found[name]
    reach = max(each[2] for each in found.values())
    return Seen(
        of=len(found), where={name: effect} if name else {}, p=min(1.0, p * len(found)), effect=effect, reach=reach
    )


def holm(p: Mapping[str, float]) -> dict[str, float]:
    """Return p-values that may be compared with the level of the whole family.

    S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, 1979.
    """
    order = sorted(p, key=lambda name: p[name])
    steps = [min(1.0, (len(order) - place) * p[name]) for place, name in enumerate(order)]
    return dict(zip(order, np.maximum.accumulate(steps).tolist() if steps else [], strict=True))
