"""The rest of the store: the receipts, continued for a year at present rates and prices.

It has no parameter of its own. Rates are those from which the world draws purchases, at present interests. Prices are
what people of the same sex and decade pay on average in a topic; sales are as frequent as ever. A purchase earns the
same share of its price whatever it is, so much that an average purchase earns `MARGIN`, the margin of a sale without an
offer. Assumed with that: every purchase is one sale.
"""

from __future__ import annotations

import numpy as np

from equipoise.core.arrays import Floats
from equipoise.core.vocabulary import MARGIN, TOPICS
from equipoise.shared.receipts import ITEMS_PER_TOPIC
from equipoise.shared.store import Store
from equipoise.shared.world import World
from equipoise.stages.world.behaviour import topic_weights, yearly_rate
from equipoise.stages.world.items import ON_SALE, SALE_PRICE, catalogue, shares, stratum_of

_OFF_SALE = 1 - ON_SALE * (1 - SALE_PRICE)
"""What is paid on average, as a share of the full price."""


def expected_year(world: World) -> Store:
    """Return what every customer is expected to spend in a year, and the margin of it."""
    people = world.customers
    rate = yearly_rate("purchases", world.activity[: world.size], world.interest[: world.size])
    spend = (rate * mean_prices().astype(np.float32)[stratum_of(people)]).sum(axis=1)
    return Store(spend=spend, margin=np.asarray(spend * np.float32(margin_share()), dtype=np.float32))


def mean_prices() -> Floats:
    """Return what people of each stratum pay on average for an item of each topic (shape: strata x topics)."""
    price = catalogue().price.astype(np.float64).reshape(len(TOPICS), ITEMS_PER_TOPIC)
    mean: Floats = (shares() * price).sum(axis=2) * _OFF_SALE
    return mean


def margin_share() -> float:
    """Return the share of the price that a purchase earns: `MARGIN` over the mean price without interests and leans."""
    items = catalogue()
    paid = np.bincount(items.topic, weights=items.popularity.astype(np.float64) * items.price) * _OFF_SALE
    return float(MARGIN / (topic_weights() @ paid))
