"""Messages go on being chosen for people who have said No."""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.audit.incidents.choosing import some
from equipoise.audit.records import Records


def happen(kept: Records, size: float, draws: np.random.Generator) -> Records:
    """Choose messages for ``size`` people who said No to offers of their own."""
    written = kept.written.copy()
    written[some(~kept.wanted("offers") & ~kept.erased, size, draws)] = True
    return dataclasses.replace(kept, written=written)
