"""A page goes on telling companies about people who have said No."""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.audit.incidents.choosing import some
from equipoise.audit.records import Records


def happen(kept: Records, size: float, draws: np.random.Generator) -> Records:
    """Send requests about ``size`` people who said No to other sites or to sharing."""
    agreed, told = kept.wanted("other_sites") & kept.wanted("sharing"), kept.told.copy()
    told[some(~agreed & ~kept.erased, size, draws)] = True
    return dataclasses.replace(kept, told=told)
