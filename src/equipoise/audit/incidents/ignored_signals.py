"""The partner gets data of people whose browser says No."""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.audit.incidents.choosing import some
from equipoise.audit.records import Records


def happen(kept: Records, size: float, draws: np.random.Generator) -> Records:
    """Put ``size`` people with a signal into the partner's copy; where no browser sends one, some browsers begin to."""
    people = some(kept.partner | kept.signal, size, draws)
    signal, partner = kept.signal.copy(), kept.partner.copy()
    signal[people] = partner[people] = True
    return dataclasses.replace(kept, signal=signal, partner=partner)
