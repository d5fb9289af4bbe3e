"""Whether a group's answers are missing."""

from __future__ import annotations

import math

from scipy import stats

from equipoise.audit.records import Records
from equipoise.audit.seen import Seen
from equipoise.audit.stability import POWER
from equipoise.audit.strongest import FEWEST, level, strongest
from equipoise.core.arrays import Flags

GROUPS = 5
"""Groups of sex and age."""


def look(kept: Records) -> Seen:
    """Compare each group's answers to an offer in this quarter with those in the quarter before (Welch's test)."""
    asked = kept.asked > 0
    found = {
        name: _lost(kept, asked & (codes == place))
        for attribute, codes in kept.groups.items()
        for place, name in enumerate(kept.names[attribute])
    }
    return strongest({name: each for name, each in found.items() if each is not None})


def _lost(kept: Records, group: Flags) -> tuple[float, float, float] | None:
    """Return p, the share of answers that is missing now, and the share that would be found; None for too few."""
    now, before = (kept.answers[group & half].astype(float) for half in (kept.now, ~kept.now))
    if min(now.size, before.size) < FEWEST or not before.mean() or not now.var() + before.var():
        return None
    error = math.sqrt(now.var(ddof=1) / now.size + before.var(ddof=1) / before.size)
    p = float(stats.ttest_ind(now, before, equal_var=False).pvalue)
    needed = stats.norm.isf(level(GROUPS) / 2) + stats.norm.isf(1 - POWER)
    return p, float(1 - now.mean() / before.mean()), float(needed * error / before.mean())
