"""The auctions of ad places, and which advertisements are shown.

Each ad place is sold to the highest bidder, who pays the own bid (a first-price auction). The highest bid of all others
is log-normal. Advertisements are counted and paid in the order of time: a reader whom the shop knows again is not shown
more in a week than the cap permits, and nothing is bought once the budget is spent.

Assumed: the middle of the others' highest bids, three euros for a thousand advertisements, and their spread.
"""

from __future__ import annotations

import numpy as np

from equipoise.core.arrays import Flags, Floats
from equipoise.core.seeds import stream
from equipoise.shared.advertising import WEEKS, Bids, Pages, Readers, Shown
from equipoise.stages.ads.impressions import PLACES, ranks

OTHERS_BID = 0.003
"""The middle of the others' highest bids, in euros for one ad place; assumed."""
OTHERS_SPREAD = 0.8
"""Standard deviation of their logarithm; assumed."""
HOLDOUT = 0.10
"""Share of readers who are shown nothing, so that the others can be compared with them."""


def prices(pages: int, seed: int, dearer: Flags | float = 0.0, gap: float = 0.0) -> Floats:
    """Return the others' highest bid for every ad place (shape: pages x places).

    Args:
        seed: of the stream "ads.others"; an ad place keeps its draw under every setting.
        dearer: whose pages cost more (shape: pages). gap: by how much, as a share.
    """
    usual = OTHERS_BID * np.exp(OTHERS_SPREAD * stream(seed, "ads.others").standard_normal((pages, PLACES)))
    return np.asarray(usual * (1 + gap * np.asarray(dearer))[..., None] if gap else usual)


def holdout(readers: int, seed: int) -> Flags:
    """Return who is shown nothing (shape: readers); a draw of the stream "ads.holdout"."""
    return np.asarray(stream(seed, "ads.holdout").random(readers) < HOLDOUT)


def show(pages: Pages, bids: Bids, others: Floats, readers: Readers, shows: Flags, *, cap: int, money: float) -> Shown:
    """Hold all auctions, and return the advertisements that are shown.

    Args:
        pages: the oldest first. others: the others' highest bids (shape: pages x places).
        shows: to whom the shop advertises at all (shape: readers).
        cap: the most advertisements in a week for a reader whom the shop knows again; 0: as many as it wins.
        money: the budget in euros; every advertisement costs its price times the reader's weight.
    """
    offers = np.where(shows[pages.reader], bids.bid, 0.0)
    page = np.nonzero((offers[:, None] >= others) & (offers[:, None] > 0))[0]
    rank = in_week(pages, page)
    if cap:
        within = (rank < cap) | ~bids.known[page]
        page, rank = page[within], rank[within]
    reader, price = pages.reader[page].astype(np.int64), bids.bid[page]
    spent = np.cumsum(price * readers.weight[reader])
    last = int(np.searchsorted(spent, money * (1 + 1e-12), side="right"))
    page, reader = page[:last], reader[:last]
    return Shown(
        page=page,
        reader=reader,
        topic=bids.topic[page],
        week=pages.week[page],
        price=price[:last],
        bought=bids.bought[page],
        beyond=rank[:last],
        stopped=last < spent.size,
    )


def in_week(pages: Pages, page: np.ndarray) -> np.ndarray:
    """Return how many advertisements the same reader is shown before each in the same week (shape: shown).

    ``page`` holds the page of each advertisement, in the order of time.
    """
    group = pages.reader[page].astype(np.int64) * WEEKS + pages.week[page]
    order = np.argsort(group, kind="stable")
    rank = np.empty(page.size, dtype=np.int64)
    rank[order] = ranks(group[order])
    return rank
