"""Whom an incident concerns."""

from __future__ import annotations

import numpy as np

from equipoise.core.arrays import Flags, Integers


def some(among: Flags, size: float, draws: np.random.Generator) -> Integers:
    """Return up to ``size`` of those for whom ``among`` holds (shape: customers), at random and in order."""
    return np.sort(draws.permutation(np.flatnonzero(among))[: int(size)])


def one_group(names: tuple[str, ...], draws: np.random.Generator) -> int:
    """Return the number of one group, at random."""
    return int(draws.integers(len(names)))
