"""People who were reported as erased are still in one copy."""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.audit.incidents.choosing import some
from equipoise.audit.records import COPIES, Records


def happen(kept: Records, size: float, draws: np.random.Generator) -> Records:
    """Leave ``size`` of them in one copy, which is drawn."""
    name = COPIES[int(draws.integers(len(COPIES)))]
    copy = kept.copies[name].copy()
    copy[some(kept.erased, size, draws)] = True
    return dataclasses.replace(kept, copies={**kept.copies, name: copy})
