"""What the shop bids for an ad place: a share of what it expects to earn, given what it knows.

An advertisement for a topic is worth the chance that it is noticed, times the visits that it adds, times what a visit
earns. How many visits it adds is learned from the log of past campaigns: visits after an offer rise with the reader's
leaning to its topic, by one weight. For customers whose stored row is found by a hashed e-mail address, the shop's
model says instead how likely a visit is.

Assumed: the chance of being noticed, the share of the expected value that is bid (whoever wins a first-price auction
pays the own bid, so that bidding all of the value would earn nothing: Vickrey 1961,
doi:10.1111/j.1540-6261.1961.tb02789.x), and that whoever has looked at an item is worth twice as much.
"""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.core.arrays import Flags, Floats, Integers, Singles, sigmoid
from equipoise.core.vocabulary import MARGIN, OFFERS
from equipoise.shared.advertising import NOTHING, Bids, Pages
from equipoise.shared.receipts import ITEMS_PER_TOPIC, SEARCH, Receipts

NOTICED = 0.03
"""Chance that one advertisement is noticed; assumed."""
BID_SHARE = 0.7
"""Share of the expected value that is bid; assumed."""
RETARGETED = 2.0
"""How much more is bid for somebody who has looked at an item; assumed."""
_STEPS = 20


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Learned:
    """What the shop has learned from past campaigns.

    Attributes:
        offer: log-odds of a visit after an offer of each topic, for a usual reader (shape: topics).
        lean: by how much they rise with the leaning to the topic. without: share of visits without an offer.
    """

    offer: Floats
    lean: float
    without: float

    def __post_init__(self) -> None:
        self.offer.setflags(write=False)

    def added(self, lean: Singles) -> Singles:
        """Return how many visits an offer of each topic adds (shape: rows x topics)."""
        more: Singles = sigmoid(self.offer.astype(np.float32) + np.float32(self.lean) * lean)
        return more - np.float32(self.without)


def learn(till_rate: Floats, arm: Integers, visit: Flags, lean: Singles) -> Learned:
    """Learn from logged impressions.

    Args:
        till_rate: share of visits after each offer, counted at the tills (shape: topics).
        arm, visit: of each impression; `NO_OFFER` is none. lean: of its reader (shape: impressions x topics).

    The weight is fitted by maximum likelihood; the log-odds of the tills are given, so that it is one number, which
    Newton's method finds.
    """
    offer = np.log(till_rate / (1 - till_rate))
    shown = arm < OFFERS
    x = lean[np.flatnonzero(shown), arm[shown]].astype(np.float64)
    base, y, weight = offer[arm[shown]], visit[shown], 0.0
    for _ in range(_STEPS if x.any() else 0):
        chance = sigmoid(base + weight * x)
        step = float(x @ (y - chance)) / max(float((x * x) @ (chance * (1 - chance))), 1e-9)
        weight += step
        if abs(step) < 1e-9:
            break
    none = visit[~shown]
    return Learned(offer=offer, lean=weight, without=float(none.mean()) if none.size else float(till_rate.min()))


def valued(added: Singles, earned: float) -> Singles:
    """Return the expected value of one advertisement for each topic in euros; ``earned`` is that of a visit."""
    return np.asarray(added * np.float32(NOTICED * earned * MARGIN), dtype=np.float32)


def ordinary(value: Singles) -> tuple[Floats, Integers]:
    """Return bid and topic: the topic of the highest value (shape of value: pages x topics)."""
    topic = value.argmax(axis=1)
    best = np.take_along_axis(value, topic[:, None], axis=1)[:, 0]
    return np.maximum(BID_SHARE * best.astype(np.float64), 0.0), topic


def looked_at(pages: Pages, own: Pages, days: int) -> Integers:
    """Return the last item that the reader looked at in the shop at most ``days`` days before (shape: pages).

    Args:
        pages: of the campaign, the oldest first. own: the views of the shop's pages, in the same order.

    The view of the page itself does not count; `NOTHING` where there is none.
    """
    items = own.where(own.item != SEARCH)
    if not len(items):
        return np.full(len(pages), NOTHING)
    key, wanted = (one.reader.astype(np.int64) << 32 for one in (items, pages))
    base = 1 << 31
    moments, asked = key + base + items.time, wanted + base + pages.time
    order = np.argsort(moments, kind="stable")
    place = np.searchsorted(moments[order], asked, side="left") - 1
    last = order[np.maximum(place, 0)]
    fresh = (place >= 0) & (items.reader[last] == pages.reader) & (pages.time - items.time[last] <= 24 * days)
    return np.where(fresh, items.item[last].astype(np.int64), NOTHING)


def has_bought(pages: Pages, item: Integers, receipts: Receipts) -> Flags:
    """Return whether the reader had bought the item before the page view; receipts are those of customers."""
    asked = np.flatnonzero(item >= 0)
    found = np.zeros(len(pages), dtype=bool)
    size = 1 << 14
    wanted = pages.reader[asked].astype(np.int64) * size + item[asked]
    key = receipts.person.astype(np.int64) * size + receipts.item
    some = np.flatnonzero(np.isin(key, wanted))
    time = receipts.hour[some].astype(np.int64) - 24 * (receipts.day[some].astype(np.int64) + 1)
    order = np.lexsort([time, key[some]])
    keys, times = key[some][order], time[order]
    first = np.searchsorted(keys, wanted)
    inside = first < keys.size
    hit = np.zeros(asked.size, dtype=bool)
    hit[inside] = (keys[first[inside]] == wanted[inside]) & (times[first[inside]] < pages.time[asked[inside]])
    found[asked] = hit
    return found


def with_retargeting(
    value: Singles, bid: Floats, topic: Integers, item: Integers, bought: Flags, *, stop: bool, known: Flags
) -> Bids:
    """Return the bids, with more for readers who have looked at an item.

    Args:
        value: of each topic (pages x topics). bid, topic: without retargeting. item: looked at, or `NOTHING`.
        bought: whether it has been bought since or before. stop: whether such items are not advertised any more.
        known: whose reader the shop knows again; only those can be retargeted.
    """
    shows = (item >= 0) & known & ~(bought & stop)
    own = np.where(shows, item // ITEMS_PER_TOPIC, topic)
    more = RETARGETED * BID_SHARE * np.take_along_axis(value, own[:, None], axis=1)[:, 0].astype(np.float64)
    return Bids(
        bid=np.where(shows, np.maximum(more, bid), bid),
        topic=own,
        item=np.where(shows, item, NOTHING),
        bought=bought & shows,
        known=known,
    )
