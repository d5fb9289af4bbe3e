"""The key that makes codes of names was not changed at the end of the quarter."""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.audit.records import Records


def happen(kept: Records, size: float, draws: np.random.Generator) -> Records:
    """Use the last quarter's key again; there is only one key, whatever ``size`` says."""
    return dataclasses.replace(kept, keys=(*kept.keys[:-1], kept.keys[-2]))
