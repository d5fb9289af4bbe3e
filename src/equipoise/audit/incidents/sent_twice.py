"""The same offer goes out twice."""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.audit.incidents.choosing import some
from equipoise.audit.records import Records


def happen(kept: Records, size: float, draws: np.random.Generator) -> Records:
    """Send ``size`` offers once more, on the same day."""
    again = kept.contacts.where(np.isin(kept.contacts.person, some(kept.decided, size, draws)))
    return dataclasses.replace(kept, contacts=kept.contacts.with_more(again.person, again.day))
