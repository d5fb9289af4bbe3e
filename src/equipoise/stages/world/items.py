"""The shop's items: what they cost, how popular they are, and who chooses them more often.

The shop is the same in every world, so its items are drawn once, from a stream of the seed 0. All of it is assumed.
Popularity has a heavy tail: it falls with the rank to the power of -.6. Leans are spread evenly between -.6 and .6, so
that one sex chooses some items up to 3.3 times as often as the other (e to the 1.2). Prices are log-normal around the
topic's own, and end in .49 or .99. In one week of eight an item is on sale, for everybody alike.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from equipoise.core.arrays import Floats, Integers, Singles, freeze
from equipoise.core.keywords import KEYWORDS_PER_TOPIC
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import TOPICS
from equipoise.shared.receipts import ITEMS, ITEMS_PER_TOPIC, MONTH_STARTS, Items
from equipoise.shared.world import People

_POPULARITY_POWER = -0.6
_LARGEST_LEAN = 0.6
# A typical price in euros by topic, in TOPICS' order, and how widely prices spread (standard deviation of logarithms).
_TYPICAL_PRICE = np.array([28, 22, 26, 55, 60, 40, 60, 160, 18, 22, 120, 15], dtype=np.float64)
_PRICE_SPREAD = 0.6
ON_SALE = 1 / 8
SALE_PRICE = 0.8
_DAYS_A_WEEK = 7
_GUIDE = 512
"""Draws of the guide table in a topic; a power of two, so that the product with a draw is exact."""

# Strata: people of one sex and ten years of age, from 18 to 29 and so on to 80 and over, choose alike.
_FIRST_DECADE, _DECADES = 2, 7
STRATA = 2 * _DECADES


@cache
def catalogue() -> Items:
    """Return the shop's items."""
    draws = stream(0, "shop.items")
    topic = np.repeat(np.arange(len(TOPICS)), ITEMS_PER_TOPIC)
    rank = np.tile(np.arange(1.0, ITEMS_PER_TOPIC + 1), len(TOPICS))
    weight = rank**_POPULARITY_POWER
    price = _TYPICAL_PRICE[topic] * np.exp(_PRICE_SPREAD * draws.standard_normal(ITEMS))
    leans = draws.uniform(-_LARGEST_LEAN, _LARGEST_LEAN, (2, ITEMS)).astype(np.float32)
    keyword = topic * KEYWORDS_PER_TOPIC + draws.integers(0, KEYWORDS_PER_TOPIC, ITEMS)
    return Items(
        topic=topic.astype(np.int8),
        keyword=keyword.astype(np.uint8),
        price=(np.maximum(np.round(2 * price), 2) / 2 - 0.01).astype(np.float32),
        popularity=(weight / weight[:ITEMS_PER_TOPIC].sum()).astype(np.float32),
        lean_sex=leans[0],
        lean_age=leans[1],
    )


@cache
def _sales() -> npt.NDArray[np.bool_]:
    """Return whether each item is on sale in each week ago (shape: items x weeks)."""
    weeks = int(MONTH_STARTS[-1]) // _DAYS_A_WEEK + 1
    on_sale = stream(0, "shop.sales").random((ITEMS, weeks)) < ON_SALE
    freeze(on_sale)
    return on_sale


def price_paid(item: npt.NDArray[np.int16], day: npt.NDArray[np.uint16]) -> Singles:
    """Return what each item cost so many days ago, in euros."""
    full = catalogue().price
    reduced = np.round(full * np.float32(SALE_PRICE), 2)
    return np.where(_sales()[item, day // _DAYS_A_WEEK], reduced[item], full[item])


def stratum_of(people: People) -> Integers:
    """Return everybody's stratum by sex and decade of age."""
    decade = np.clip(people.age // 10, _FIRST_DECADE, _FIRST_DECADE + _DECADES - 1).astype(np.int64) - _FIRST_DECADE
    return people.sex * _DECADES + decade


@cache
def shares() -> Floats:
    """Return how often a stratum chooses each item of a topic (shape: strata x topics x items a topic); sums are one.

    A share is in proportion to the popularity and the exponentials of both leans.
    """
    items = catalogue()
    sex, decade = np.divmod(np.arange(STRATA), _DECADES)
    age = (10 * (decade + _FIRST_DECADE) + 5 - 45) / 20
    lean = np.outer(1 - 2 * sex, items.lean_sex) + np.outer(age, items.lean_age)
    weight = (items.popularity * np.exp(lean)).reshape(STRATA, len(TOPICS), ITEMS_PER_TOPIC)
    found: Floats = weight / weight.sum(axis=2, keepdims=True)
    freeze(found)
    return found


@cache
def _limits() -> Floats:
    """Return the cumulated shares, one stratum and topic after the other and each above the last (shape: flat)."""
    cumulated = np.cumsum(shares().reshape(-1, ITEMS_PER_TOPIC), axis=1)
    limits = cumulated / cumulated[:, -1:] + np.arange(STRATA * len(TOPICS))[:, None]
    freeze(limits)
    return limits.ravel()


@cache
def _guide() -> npt.NDArray[np.int32]:
    """Return how many limits lie at or below each of equally spaced draws (shape: strata and topics x draws; flat)."""
    draws = np.arange(STRATA * len(TOPICS))[:, None] + np.arange(_GUIDE) / _GUIDE
    found = np.searchsorted(_limits(), draws.ravel(), side="right").astype(np.int32)
    freeze(found)
    return found


def choose(stratum: Integers, topic: Integers, uniform: Singles) -> npt.NDArray[np.int16]:
    """Return the items that uniform draws choose for people of these strata, in these topics.

    A guide table tells where to begin the search for a draw's limit, so that hardly a step is left (Chen and Asau 1974,
    doi:10.1080/05695557408974949).
    """
    cell, limits = stratum * len(TOPICS) + topic, _limits()
    place = _guide()[cell * _GUIDE + (uniform * np.float32(_GUIDE)).astype(np.int64)]
    drawn = cell + uniform.astype(np.float64)
    short = np.flatnonzero(limits[place] <= drawn)
    while short.size:
        place[short] += 1
        short = short[limits[place[short]] <= drawn[short]]
    return np.asarray(place - stratum * ITEMS, dtype=np.int16)
