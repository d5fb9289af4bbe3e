"""What offers add to the whole store: in euros, and as a share of what it earns without them.

One occasion is a chance to show an offer: what a campaign adds on one occasion is added on every occasion of a year,
`OCCASIONS_A_YEAR` of them (an assumption).
"""

from __future__ import annotations

from typing import TypedDict

from equipoise.core.arrays import Floats, Singles
from equipoise.core.vocabulary import OCCASIONS_A_YEAR
from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import mean_rate, ratio_rate, scaled

PER_1000 = 1000.0


class StoreMoney(TypedDict):
    """The numbers of `Targeting` that are about the whole store."""

    store_margin_per_1000: Rate
    offers_add_per_1000: Rate
    offers_add_share: Rate
    personal_adds_per_1000: Rate
    personal_adds_share: Rate


def store_money(received: Floats, generic: Floats, yearly_margin: Singles) -> StoreMoney:
    """Return what offers add in a year, and what choosing them for each person adds to that.

    Args:
        received: true incremental margin of the offer shown on one occasion, in euros (shape: customers).
        generic: the same of the generic offer. yearly_margin: what the store earns in a year without offers.
    """
    added, by_choice = received * OCCASIONS_A_YEAR, (received - generic) * OCCASIONS_A_YEAR
    return StoreMoney(
        store_margin_per_1000=scaled(mean_rate(yearly_margin), PER_1000),
        offers_add_per_1000=scaled(mean_rate(added), PER_1000),
        offers_add_share=ratio_rate(added, yearly_margin),
        personal_adds_per_1000=scaled(mean_rate(by_choice), PER_1000),
        personal_adds_share=ratio_rate(by_choice, yearly_margin),
    )
