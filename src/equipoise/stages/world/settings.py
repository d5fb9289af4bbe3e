"""The levers of stage 1: the size of the population, its seed, and how much tastes matter."""

from __future__ import annotations

import dataclasses

from equipoise.core.levers import StageSettings, lever

PLACES = {"email": 0.11, "shop": 0.35, "feed": 1.2}
"""Named positions of the taste: the place where offers are met.

Fitted, one parameter each: "email" to the e-mail test in which a message that matched a person's past purchases gained
.15 percentage points of visits over the best single one (D17), "feed" to the recommendation feed that lost 75.3% of its
clicks without personal data (D09); `equipoise.studies.magnitudes` computes both. Assumed: "shop", the geometric mean of
the two, rounded, since nothing published says more about a shop's own pages than that they lie between.
"""


@dataclasses.dataclass(frozen=True, kw_only=True)
class PopulationSettings(StageSettings):
    """How many invented customers there are, and how much their answer to an offer depends on their taste."""

    seed: int = lever(default=7, kind="integer", low=0, high=2**31 - 1)
    size: int = lever(default=20_000, kind="integer", low=500, high=1_000_000, step=500, unit="customers")
    taste: float = lever(default=PLACES["shop"], kind="number", low=0.0, high=3.0, step=0.05, positions=PLACES)
