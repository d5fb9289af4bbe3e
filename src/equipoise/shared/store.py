"""The whole store: what customers are expected to spend in it, and what it earns by them."""

from __future__ import annotations

import dataclasses

from equipoise.core.arrays import Singles, freeze


@dataclasses.dataclass(frozen=True, eq=False)
class Store:
    """One year of the whole store, without any offer.

    Attributes (one entry a customer, in euros):
        spend: expected spend. margin: the expected margin of it.
    """

    spend: Singles
    margin: Singles

    def __post_init__(self) -> None:
        freeze(self.spend, self.margin)
