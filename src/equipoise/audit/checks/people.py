"""Whether other people are in the data."""

from __future__ import annotations

import numpy as np

from equipoise.audit.records import Records
from equipoise.audit.seen import Seen
from equipoise.audit.stability import of_counts
from equipoise.audit.strongest import FEWEST, level, strongest


def look(kept: Records) -> Seen:
    """Compare how many customers of each district were scored in this quarter and in the one before."""
    if kept.size < 2 * FEWEST:
        return Seen(reason="audit.reason.few")
    now, before = (np.bincount(kept.district[half], minlength=len(kept.districts)) for half in (kept.now, ~kept.now))
    found = of_counts(now, before)
    missing = now.sum() * (now + before) / kept.size - now
    where = kept.districts[int(missing.argmax())]
    return strongest({where: (found.p, found.index, found.reach(level(1)))})
