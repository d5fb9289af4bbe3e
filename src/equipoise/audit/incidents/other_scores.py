"""Another model scores than the one that was approved."""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.audit.records import Records


def happen(kept: Records, size: float, draws: np.random.Generator) -> Records:
    """Move this quarter's scores up until their distribution differs by ``size`` (Kolmogorov-Smirnov)."""
    known = np.isfinite(kept.score)
    here = np.sort(kept.score[kept.now & known])
    far = max(1, round(size * here.size))
    step = float(np.median(here[far:] - here[:-far]))
    return dataclasses.replace(kept, score=np.where(kept.now & known, kept.score + step, kept.score))
