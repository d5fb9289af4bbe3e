"""Whether the numbers of a source have moved."""

from __future__ import annotations

from equipoise.audit.records import Records
from equipoise.audit.seen import Seen
from equipoise.audit.stability import compared
from equipoise.audit.strongest import level, strongest


def look(kept: Records) -> Seen:
    """Compare each source's totals of this quarter's customers with those of the quarter before."""
    found = {name: compared(each[kept.now], each[~kept.now]) for name, each in kept.features.items()}
    return strongest({name: (each.p, each.index, each.reach(level(len(found)))) for name, each in found.items()})
