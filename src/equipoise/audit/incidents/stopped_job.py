"""The job that deletes old entries has stopped."""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.audit.incidents.choosing import some
from equipoise.audit.records import Records


def happen(kept: Records, size: float, draws: np.random.Generator) -> Records:
    """Let a share of ``size`` of the stored rows grow older than permitted."""
    oldest = kept.oldest.copy()
    stored = oldest > 0
    rows = some(stored, max(1, round(size * stored.sum())), draws)
    oldest[rows] = kept.months + 1 + draws.integers(0, 3, rows.size)
    return dataclasses.replace(kept, oldest=oldest)
