"""Receipts and page views: an item, a day and an hour for every event that the world has drawn.

Counts and months are given; the rest is drawn given them, from streams of its own, when somebody asks. So receipts add
up to the totals, and the world is the same whether or not anybody asks for them.

Everybody has a few favourite items in every topic, chosen by popularity and by the leans of sex and age. A purchase is
most often of a favourite; page views also explore. Assumed: how many favourites there are, how often they are chosen,
and when people shop.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from equipoise.core.arrays import Floats, Singles
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import TOPICS
from equipoise.shared.receipts import MONTH_STARTS, SEARCH, PageViews, Receipts
from equipoise.shared.world import Events, People, World
from equipoise.stages.world.items import catalogue, choose, price_paid, stratum_of

FAVOURITES = 4
"""Favourite items of each person in each topic; the same item may be drawn twice."""
OF_FAVOURITES = {"purchases": 0.85, "browsing": 0.5}
"""Share of the events of a source that are about a favourite."""
_SEARCHES = 0.3
_HOURS = np.array([1, 1, 1, 1, 1, 2, 3, 4, 4, 5, 6, 6, 6, 5, 5, 5, 6, 7, 8, 9, 9, 7, 4, 2], dtype=np.float64)


def allot(world: World) -> Receipts:
    """Return every purchase of everybody, customers and panel."""
    events = world.events["purchases"]
    person, item, draws = _chosen(world.people, events, "purchases", world.seed, "population")
    day = _days(events, draws)
    return Receipts(
        people=len(world.people), person=person, item=item, keyword=catalogue().keyword[item], day=day,
        hour=_hours(day.size, draws), price=price_paid(item, day),
    )  # fmt: skip


def allot_views(world: World) -> PageViews:
    """Return every page view of everybody, customers and panel."""
    return views_of(world.people, world.events["browsing"], world.seed)


def views_of(people: People, events: Events, seed: int, who: str = "population") -> PageViews:
    """Return every page view of some people; ``who`` is the first part of the names of their streams."""
    person, item, draws = _chosen(people, events, "browsing", seed, who)
    day = _days(events, draws)
    hour = _hours(day.size, draws)
    keyword = catalogue().keyword[item]
    item[draws.random(item.size, dtype=np.float32) < _SEARCHES] = SEARCH
    return PageViews(people=len(people), person=person, item=item, keyword=keyword, day=day, hour=hour)


def _chosen(
    people: People, events: Events, source: str, seed: int, who: str
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int16], np.random.Generator]:
    """Return person and item of every event of a source, and the stream that goes on with the rest of it.

    The draws that choose a person's favourites are the same for all sources.
    """
    draws, counts = stream(seed, f"{who}.{source}.items"), events.counts
    favourites = _favourite_draws(counts.size, seed, who)
    cell = np.repeat(np.arange(counts.size, dtype=np.int32), counts.ravel())
    person, topic = np.divmod(cell, np.int32(len(TOPICS)))
    which = draws.random(cell.size, dtype=np.float32) * np.float32(FAVOURITES / OF_FAVOURITES[source])
    slot = which.astype(np.int8)
    own = favourites[cell, np.minimum(slot, FAVOURITES - 1)]
    uniform = np.where(slot < FAVOURITES, own, draws.random(cell.size, dtype=np.float32))
    return person, choose(stratum_of(people)[person], topic, uniform), draws


def favourites_of(people: People, seed: int, who: str = "population") -> npt.NDArray[np.int16]:
    """Return everybody's favourite items in each topic (shape: people x topics x favourites)."""
    cells = len(people) * len(TOPICS)
    person, topic = np.divmod(np.repeat(np.arange(cells), FAVOURITES), len(TOPICS))
    chosen = choose(stratum_of(people)[person], topic, _favourite_draws(cells, seed, who).ravel())
    return chosen.reshape(len(people), len(TOPICS), FAVOURITES)


def _favourite_draws(cells: int, seed: int, who: str) -> Singles:
    """Return the draws that choose favourites in every cell of person and topic (shape: cells x favourites)."""
    return stream(seed, f"{who}.favourites").random((cells, FAVOURITES), dtype=np.float32)


def _days(events: Events, draws: np.random.Generator) -> npt.NDArray[np.uint16]:
    """Return a day in the month of every event."""
    starts, lengths = MONTH_STARTS[:-1], np.diff(MONTH_STARTS)
    within = draws.random(events.age_months.size, dtype=np.float32) * lengths.astype(np.float32)[events.age_months]
    return starts.astype(np.uint16)[events.age_months] + within.astype(np.uint16)


def _hours(count: int, draws: np.random.Generator) -> npt.NDArray[np.uint8]:
    ends: Floats = np.cumsum(_HOURS) / _HOURS.sum()
    return np.searchsorted(ends[:-1], draws.random(count, dtype=np.float32), side="right").astype(np.uint8)
