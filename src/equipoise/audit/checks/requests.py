"""Requests about people who do not want to be followed."""

from __future__ import annotations

from equipoise.audit.records import Records
from equipoise.audit.seen import Seen, of_people


def look(kept: Records) -> Seen:
    """Count people who said No to other sites or to sharing, and about whom requests went to companies all the same."""
    agreed = kept.wanted("other_sites") & kept.wanted("sharing")
    return of_people(kept, ~agreed, kept.told, "audit.reason.no_requests")
