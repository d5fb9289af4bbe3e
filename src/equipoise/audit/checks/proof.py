"""A Yes that nobody can prove."""

from __future__ import annotations

from equipoise.audit.records import Records
from equipoise.audit.seen import Seen, of_people


def look(kept: Records) -> Seen:
    """Count people whose data is used and whose entry is missing in the log of consents."""
    return of_people(kept, ~kept.proof, kept.agreed, "audit.reason.nobody")
