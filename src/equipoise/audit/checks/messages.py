"""Messages that are chosen for people who do not want that."""

from __future__ import annotations

from equipoise.audit.records import Records
from equipoise.audit.seen import Seen, of_people


def look(kept: Records) -> Seen:
    """Count people who said No to offers of their own, and for whom messages were chosen all the same."""
    return of_people(kept, ~kept.wanted("offers"), kept.written, "audit.reason.no_messages")
