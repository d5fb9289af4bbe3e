"""Rows that are older than permitted."""

from __future__ import annotations

from equipoise.audit.records import Records
from equipoise.audit.seen import Seen, of_people


def look(kept: Records) -> Seen:
    """Count stored rows whose oldest entry is older than the months that may be kept."""
    return of_people(kept, kept.oldest > kept.months, kept.oldest > 0, "audit.reason.no_rows")
