"""Codes on receipts of offers that were never sent."""

from __future__ import annotations

import numpy as np

from equipoise.audit.records import Records
from equipoise.audit.seen import Seen, by_district, counted


def look(kept: Records) -> Seen:
    """Count codes that came back from somebody to whom the log of contacts has no offer."""
    sent = np.isin(kept.redeemed.person, kept.contacts.person)
    where = by_district(kept, kept.redeemed.person[~sent])
    return counted(int((~sent).sum()), len(kept.redeemed), where, "audit.reason.no_receipts")
