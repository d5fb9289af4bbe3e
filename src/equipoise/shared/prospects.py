"""Prospects: people of the market who are no customers, and the pages that they look at elsewhere."""

from __future__ import annotations

import dataclasses

from equipoise.core.arrays import Integers, Singles, freeze
from equipoise.shared.receipts import PageViews
from equipoise.shared.world import People


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Prospects:
    """A sample of those who are no customers. The shop has no record of its own about them.

    Attributes:
        weight: how many people of the market each of the sample stands for.
        chosen: each one's place in the notional population. people: their attributes.
        activity, interest: how active they are, and their present interests (shape: prospects [x topics]).
        views: their page views of 24 months.
    """

    weight: float
    chosen: Integers
    people: People
    activity: Singles
    interest: Singles
    views: PageViews

    def __post_init__(self) -> None:
        freeze(self.chosen, self.activity, self.interest)

    def __len__(self) -> int:
        return len(self.chosen)
