"""The log of contacts has lost entries."""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.audit.incidents.choosing import some
from equipoise.audit.records import Records


def happen(kept: Records, size: float, draws: np.random.Generator) -> Records:
    """Lose the entries of ``size`` offers whose codes have come back."""
    back = np.zeros(kept.size, dtype=bool)
    back[kept.redeemed.person] = True
    lost = some(back, size, draws)
    return dataclasses.replace(kept, contacts=kept.contacts.where(~np.isin(kept.contacts.person, lost)))
