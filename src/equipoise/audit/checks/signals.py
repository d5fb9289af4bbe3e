"""Data that reaches the partner against the browser's No."""

from __future__ import annotations

from equipoise.audit.records import Records
from equipoise.audit.seen import Seen, of_people


def look(kept: Records) -> Seen:
    """Count people in the partner's copy whose browser says No."""
    return of_people(kept, kept.partner, kept.signal, "audit.reason.no_signals")
