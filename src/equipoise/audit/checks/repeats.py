"""Offers that were sent twice."""

from __future__ import annotations

import numpy as np

from equipoise.audit.records import QUARTER, Records
from equipoise.audit.seen import Seen, by_district, counted


def look(kept: Records) -> Seen:
    """Count entries that repeat the same customer and day."""
    entries = kept.contacts.person * (QUARTER + 1) + kept.contacts.day
    order = np.argsort(entries, kind="stable")
    again = kept.contacts.person[order[1:][np.diff(entries[order]) == 0]]
    return counted(again.size, len(kept.contacts), by_district(kept, again), "audit.reason.no_contacts")
