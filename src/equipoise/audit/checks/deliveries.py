"""Offers that never reached those who were chosen, by group."""

from __future__ import annotations

import numpy as np

from equipoise.audit.records import Records
from equipoise.audit.seen import Seen, counted


def look(kept: Records) -> Seen:
    """Count people who were chosen for an offer and have no entry in the log of contacts."""
    reached = np.zeros(kept.size, dtype=bool)
    reached[kept.contacts.person[kept.contacts.person < kept.size]] = True
    missing = kept.decided & ~reached
    where = {
        name: float((missing & (codes == place)).sum())
        for attribute, codes in kept.groups.items()
        for place, name in enumerate(kept.names[attribute])
    }
    return counted(int(missing.sum()), int(kept.decided.sum()), where, "audit.reason.no_contacts")
