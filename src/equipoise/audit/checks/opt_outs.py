"""Offers that were sent after a No."""

from __future__ import annotations

from equipoise.audit.records import Records
from equipoise.audit.seen import Seen, by_district, counted


def look(kept: Records) -> Seen:
    """Count offers that went to somebody on or after the day on which they last said No."""
    known = kept.contacts.where(kept.contacts.person < kept.size)
    refused = ~kept.wanted("offers")[known.person]
    late = refused & (known.day <= kept.chosen[known.person])
    where = by_district(kept, known.person[late])
    return counted(int(late.sum()), int((~kept.wanted("offers")).sum()), where, "audit.reason.nobody")
