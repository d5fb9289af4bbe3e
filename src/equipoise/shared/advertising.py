"""Advertisements: who reads which pages, what of it is sent to companies, and which advertisements are shown.

`equipoise.stages.ads` makes them; nothing here draws anything. One numbering of readers runs through all of it:
customers first, then the public panel, then prospects.
"""

from __future__ import annotations

import dataclasses
from functools import cached_property

import numpy as np
import numpy.typing as npt

from equipoise.core.arrays import Flags, Floats, Integers, Singles, freeze
from equipoise.core.keywords import KEYWORDS_PER_TOPIC
from equipoise.core.vocabulary import AGE_BAND_LIMITS, TOPICS
from equipoise.shared.world import Small, age_in_years

WEEKS = 8
"""For how many weeks the advertisements run; day 0 is the last one."""
DAYS = 7 * WEEKS
NOTHING = -1
"""In the place of a field that is not sent."""
CUSTOMER, PANEL, PROSPECT = 0, 1, 2
"""Kinds of readers."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Readers:
    """Who reads pages (one entry a reader in every array).

    Attributes:
        kind: `CUSTOMER`, `PANEL` or `PROSPECT`.
        weight: how many people of the market each one stands for; 0 for the panel, which only shows what is public.
        birth_day: days since 1970-01-01. sex: 0 woman, 1 man. postcode, district: numbers of places.
        visit_without: probability of a visit without an advertisement.
        visit: the same for whoever has noticed an advertisement for a topic (shape: readers x topics).
    """

    kind: Small
    weight: Floats
    birth_day: npt.NDArray[np.int32]
    sex: Small
    postcode: Integers
    district: Integers
    visit_without: Singles
    visit: Singles

    def __post_init__(self) -> None:
        freeze(*(getattr(self, field.name) for field in dataclasses.fields(self)))

    def __len__(self) -> int:
        return len(self.kind)

    @property
    def market(self) -> Flags:
        """Who is advertised to: everybody but the panel."""
        return np.asarray(self.kind != PANEL)

    @property
    def customer(self) -> Flags:
        """Who is a customer."""
        return np.asarray(self.kind == CUSTOMER)

    @property
    def prospect(self) -> Flags:
        """Who is none, and could become one."""
        return np.asarray(self.kind == PROSPECT)

    @cached_property
    def groups(self) -> dict[str, Integers]:
        """Return everybody's sex and age band, as numbers of `vocabulary.GROUPS`."""
        age = age_in_years(self.birth_day)
        return {"sex": self.sex.astype(np.int64), "age_band": np.digitize(age, AGE_BAND_LIMITS).astype(np.int64)}


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Pages:
    """Page views, the oldest first. Every one has ad places, which are sold one by one.

    Attributes:
        reader: whose view it is. item: the item's number, or `shared.receipts.SEARCH` on a list of a keyword.
        keyword: its number. time: hours before the end of the campaign, as a number below zero that rises.
    """

    reader: npt.NDArray[np.int32]
    item: npt.NDArray[np.int16]
    keyword: npt.NDArray[np.uint8]
    time: npt.NDArray[np.int32]

    def __post_init__(self) -> None:
        freeze(self.reader, self.item, self.keyword, self.time)

    def __len__(self) -> int:
        return len(self.reader)

    @property
    def topic(self) -> npt.NDArray[np.int64]:
        """The topic of each page."""
        return (self.keyword // KEYWORDS_PER_TOPIC).astype(np.int64)

    @property
    def week(self) -> npt.NDArray[np.int64]:
        """Completed weeks since each view: 0 in the last one."""
        return (-1 - self.time.astype(np.int64)) // (7 * 24)

    def where(self, kept: Flags | Integers) -> Pages:
        """Return some of the views, in their order."""
        return Pages(reader=self.reader[kept], item=self.item[kept], keyword=self.keyword[kept], time=self.time[kept])

    def counts(self, readers: int, topics: int) -> Singles:
        """Return how many views there are of each topic (shape: readers x topics)."""
        cell = self.reader.astype(np.int64) * topics + self.topic
        found = np.bincount(cell, minlength=readers * topics).reshape(readers, topics)
        return np.asarray(found, dtype=np.float32)


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Seen:
    """Which pages everybody sees.

    Attributes:
        campaign: page views of the eight weeks. before: those before it. own: those of the shop's own pages, by
            customers and panel. history: views by topic before the campaign (shape: readers x topics).
    """

    campaign: Pages
    before: Pages
    own: Pages
    history: Singles

    def __post_init__(self) -> None:
        freeze(self.history)


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Requests:
    """What every company receives about every page view, whoever wins: one entry a page view.

    Attributes:
        address: the number behind a cookie or a hashed e-mail address, the same in all requests of a reader.
        interest: the number of an interest cohort, or of a set of weekly topics.
        place: a postcode, or the district. topic, item: of the page; an item's page also tells the item.
        week: completed weeks since the view.

    A field that is not sent is `NOTHING`.
    """

    address: Integers
    interest: Integers
    place: Integers
    topic: Integers
    item: Integers
    week: Integers

    def __post_init__(self) -> None:
        freeze(*(getattr(self, field.name) for field in dataclasses.fields(self)))

    def __len__(self) -> int:
        return len(self.week)

    @property
    def personal(self) -> Flags:
        """Which requests say something about the reader beside the page."""
        return np.asarray((self.address >= 0) | (self.interest >= 0) | (self.place >= 0))

    @property
    def telling(self) -> Flags:
        """Which requests say anything, be it about the page only."""
        return np.asarray(self.personal | (self.topic >= 0))

    def where(self, kept: Flags | Integers) -> Requests:
        """Return some of the requests."""
        return Requests(**{field.name: getattr(self, field.name)[kept] for field in dataclasses.fields(self)})


def topics_in(sets: Integers) -> Flags:
    """Return which topics are in each set of topics, one bit each; none in `NOTHING` (shape: sets x topics)."""
    found: Flags = (np.maximum(sets, 0)[:, None] >> np.arange(len(TOPICS)) & 1).astype(bool)
    return found


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Bids:
    """What the shop offers for the ad places of every page view.

    Attributes:
        bid: euros for one ad place; 0: no bid. topic: what would be advertised.
        item: the item that would be advertised, because the reader has looked at it; `NOTHING`: none.
        bought: whether the reader had bought that item before.
        known: whether the shop knows the reader again, so that it can count what it has shown.
    """

    bid: Floats
    topic: Integers
    item: Integers
    bought: Flags
    known: Flags

    def __post_init__(self) -> None:
        freeze(self.bid, self.topic, self.item, self.bought, self.known)


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Shown:
    """The advertisements that were shown, the oldest first.

    Attributes:
        page: the page view. reader, topic, week: of it, and of the advertisement. price: euros paid.
        bought: whether it was for an item that the reader had bought before.
        beyond: how many the reader had been shown in the same week before this one.
        stopped: whether the budget ran out before the end.
    """

    page: Integers
    reader: Integers
    topic: Integers
    week: Integers
    price: Floats
    bought: Flags
    beyond: Integers
    stopped: bool

    def __post_init__(self) -> None:
        freeze(self.page, self.reader, self.topic, self.week, self.price, self.bought, self.beyond)

    def __len__(self) -> int:
        return len(self.page)
