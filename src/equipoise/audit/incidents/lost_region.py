"""Customers of one district are missing from this quarter's data."""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.audit.incidents.choosing import one_group, some
from equipoise.audit.records import Records


def happen(kept: Records, size: float, draws: np.random.Generator) -> Records:
    """Lose a share of ``size`` of this quarter's customers of one district: they count as of the quarter before."""
    district = one_group(kept.districts, draws)
    concerned = kept.now & (kept.district == district)
    now = kept.now.copy()
    now[some(concerned, round(size * concerned.sum()), draws)] = False
    return dataclasses.replace(kept, now=now)
