"""Named random streams.

Every stage draws from its own stream, derived from the world's seed and the stream's name, never from the order
of calls: adding a draw to one stage cannot move another.
"""

from __future__ import annotations

import hashlib

import numpy as np


def stream(seed: int, name: str) -> np.random.Generator:
    """Return the random generator called ``name`` of the world with ``seed``.

    The same pair always gives the same draws; different names give independent ones.
    """
    words = np.frombuffer(hashlib.sha256(name.encode()).digest()[:16], dtype=np.uint32)
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *words.tolist()])))


def unpredictable() -> np.random.Generator:
    """Return a generator that nobody can repeat: its seed comes from the operating system. For people's own tables."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence()))
