"""What the company decides about every customer."""

from __future__ import annotations

import dataclasses

from equipoise.core.arrays import Flags, Floats, Integers, freeze


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Decisions:
    """What the company decides about every customer (each shape: customers).

    Attributes:
        offer: the offer shown. selected: whether it is a personal one; under a strategy without personal offers,
            everybody counts as selected.
        reachable: whether consent and the table allow a personal offer.
        score: the predicted visit probability under the offer shown; NaN where the model did not score the person.
        fallback: the predicted visit probability under the generic offer.
    """

    offer: Integers
    selected: Flags
    reachable: Flags
    score: Floats
    fallback: Floats

    def __post_init__(self) -> None:
        freeze(self.offer, self.selected, self.reachable, self.score, self.fallback)
