"""People whom the partner should not have."""

from __future__ import annotations

from equipoise.audit.records import Records
from equipoise.audit.seen import Seen, of_people


def look(kept: Records) -> Seen:
    """Count people in the partner's copy who do not want to be shared; whose browser says so is another check."""
    return of_people(kept, ~kept.wanted("sharing") & ~kept.signal, kept.partner, "audit.reason.no_partner")
