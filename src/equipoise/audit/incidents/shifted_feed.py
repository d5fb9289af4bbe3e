"""The feed of one source arrives with other numbers."""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.audit.records import Records
from equipoise.audit.stability import compared


def happen(kept: Records, size: float, draws: np.random.Generator) -> Records:
    """Shrink one source in this quarter until its population stability index reaches ``size``."""
    name = sorted(kept.features)[int(draws.integers(len(kept.features)))]
    values = kept.features[name]
    for factor in np.arange(0.98, 0.02, -0.02):
        shrunk = np.where(kept.now, np.floor(values * factor + draws.random(values.size)), values)
        if compared(shrunk[kept.now], shrunk[~kept.now]).index >= size:
            break
    return dataclasses.replace(kept, features={**kept.features, name: shrunk})
