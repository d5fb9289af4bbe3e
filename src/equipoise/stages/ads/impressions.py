"""Whose page views are auctioned: readers, and the pages that they see in the eight weeks of a campaign.

A page view of the world stands for a page about this item or keyword that somebody reads at that hour. Every such page
has some ad places, each of which is sold in an auction of its own. Assumed: how many there are.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from equipoise.core.arrays import Flags, Integers, Singles
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import TOPICS
from equipoise.shared.advertising import CUSTOMER, DAYS, PANEL, PROSPECT, Pages, Readers
from equipoise.shared.prospects import Prospects
from equipoise.shared.receipts import PageViews
from equipoise.shared.world import World

PLACES = 3
"""Ad places on a page; assumed."""
MOST_VIEWS = 40
"""The most views of one reader that are simulated; of more, some are chosen at random."""
HISTORY_DAYS = 180
"""For how long before the campaign a cookie has been there; assumed."""
_HOURS = 24


def readers(world: World, prospects: Prospects, visit_without: Singles, visit: Singles) -> Readers:
    """Return customers, panel and prospects.

    Args:
        visit_without, visit: the prospects' true probabilities of a visit, as `Readers` has them.
    """
    panel = len(world.people) - world.size
    sizes = {CUSTOMER: world.size, PANEL: panel, PROSPECT: len(prospects)}
    postcode = np.concatenate([world.people.postcode, prospects.people.postcode]).astype(np.int64)
    return Readers(
        kind=np.repeat(np.array(list(sizes), dtype=np.int8), list(sizes.values())),
        weight=np.repeat([1.0, 0.0, prospects.weight], list(sizes.values())),
        birth_day=np.concatenate([world.people.birth_day, prospects.people.birth_day]),
        sex=np.concatenate([world.people.sex, prospects.people.sex]),
        postcode=postcode,
        district=world.geography.district[postcode],
        visit_without=np.concatenate([world.response.visit_without, visit_without]),
        visit=np.concatenate([world.response.visit, visit]),
    )


def pages_of(views: PageViews, others: PageViews, seed: int) -> tuple[Pages, Pages, Pages]:
    """Return the page views of the campaign, of the time before it, and those that the shop's own pages had.

    Args:
        views: of customers and panel. others: of prospects, whose numbers follow.
        seed: of the stream "ads.pages", which chooses `MOST_VIEWS` of a reader.
    """
    both = [_dated(views, 0), _dated(others, views.people)]
    seen = Pages(
        reader=np.concatenate([one.reader for one in both]),
        item=np.concatenate([one.item for one in both]),
        keyword=np.concatenate([one.keyword for one in both]),
        time=np.concatenate([one.time for one in both]),
    )
    campaign = seen.where(seen.time >= -DAYS * _HOURS)
    campaign = campaign.where(thinned(campaign.reader, views.people + others.people, seed))
    before = seen.where(seen.time < -DAYS * _HOURS)
    return in_order(campaign), before, in_order(both[0])


def _dated(views: PageViews, first: int) -> Pages:
    """Return the views since the history begins; readers are numbered from ``first``."""
    some = views.day < DAYS + HISTORY_DAYS
    hours = views.hour[some].astype(np.int32) - _HOURS * (views.day[some].astype(np.int32) + 1)
    return Pages(reader=views.person[some] + np.int32(first), item=views.item[some], keyword=views.keyword[some],
                 time=hours)  # fmt: skip


def thinned(reader: npt.NDArray[np.integer], readers: int, seed: int, most: int = MOST_VIEWS) -> Flags:
    """Return which views are kept: all of a reader, or ``most`` chosen at random (shape: views)."""
    kept = np.ones(reader.size, dtype=bool)
    busy = np.flatnonzero(np.bincount(reader, minlength=readers)[reader] > most)
    if not busy.size:
        return kept
    order = busy[np.lexsort([stream(seed, "ads.pages").random(reader.size)[busy], reader[busy]])]
    kept[order[ranks(reader[order]) >= most]] = False
    return kept


def in_order(pages: Pages) -> Pages:
    """Return the views with the oldest first; those of one hour stay in their order."""
    return pages.where(np.argsort(pages.time, kind="stable"))


def ranks(sorted_groups: npt.NDArray[np.integer]) -> Integers:
    """Return the place of each entry in its group, from 0; entries of a group stand together."""
    if not sorted_groups.size:
        return np.zeros(0, dtype=np.int64)
    places = np.arange(sorted_groups.size)
    begins = np.flatnonzero(np.diff(sorted_groups, prepend=sorted_groups[0] - 1))
    return places - np.repeat(begins, np.diff(begins, append=sorted_groups.size))


def counts_before(before: Pages, readers: int) -> Singles:
    """Return everybody's page views by topic before the campaign (shape: readers x topics)."""
    return before.counts(readers, len(TOPICS))
