"""People who were erased and are still there."""

from __future__ import annotations

from equipoise.audit.records import Records
from equipoise.audit.seen import Seen, counted


def look(kept: Records) -> Seen:
    """Count them in every copy, and in the partner's."""
    copies = {**kept.copies, "partner": kept.partner}
    where = {name: float((copy & kept.erased).sum()) for name, copy in copies.items()}
    return counted(int(sum(where.values())), int(kept.erased.sum()), where, "audit.reason.nobody_erased")
