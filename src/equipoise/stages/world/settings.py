"""The levers of stage 1: the size of the population, its seed, and the strength of taste."""

from __future__ import annotations

import dataclasses

from equipoise.core.levers import StageSettings, lever


@dataclasses.dataclass(frozen=True, kw_only=True)
class PopulationSettings(StageSettings):
    """How many invented customers there are, and how strong their personal taste is."""

    seed: int = lever(default=7, kind="integer", low=0, high=2**31 - 1)
    size: int = lever(default=20_000, kind="integer", low=500, high=1_000_000, step=500, unit="customers")
    taste: float = lever(default=1.0, kind="number", low=0.0, high=2.0, step=0.1, unit="x")
