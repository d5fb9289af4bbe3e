"""Keys that were not changed."""

from __future__ import annotations

from itertools import pairwise

from equipoise.audit.records import Records
from equipoise.audit.seen import Seen


def look(kept: Records) -> Seen:
    """Count quarters that used the key of the quarter before."""
    if not kept.keyed:
        return Seen(reason="audit.reason.no_keys")
    same = sum(now == before for before, now in pairwise(kept.keys))
    return Seen(wrong=same, of=len(kept.keys) - 1)
