"""Offers to people who are no customers."""

from __future__ import annotations

from equipoise.audit.records import Records
from equipoise.audit.seen import Seen, counted


def look(kept: Records) -> Seen:
    """Count entries of the log of contacts whose number no customer has."""
    unknown = kept.contacts.person >= kept.size
    return counted(int(unknown.sum()), len(kept.contacts), {}, "audit.reason.no_contacts")
