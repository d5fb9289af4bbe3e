"""Single purchases and page views, and the items that they are about.

`equipoise.stages.world` draws them; nothing here draws anything. Topic by topic and month by month they add up to the
totals in `World.events`.
"""

from __future__ import annotations

import dataclasses
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from equipoise.core.arrays import Array, Flags, Singles, freeze
from equipoise.core.keywords import KEYWORDS_PER_TOPIC
from equipoise.core.vocabulary import DAYS_PER_YEAR, MONTHS, TOPICS

ITEMS_PER_TOPIC = 150
ITEMS = len(TOPICS) * ITEMS_PER_TOPIC
SEARCH = -1
"""In the place of an item: a page that lists all items of a keyword."""

MONTH_STARTS = np.round(np.arange(MONTHS + 1) * DAYS_PER_YEAR / 12).astype(np.int64)
"""The days ago at which each completed month begins, and the end of the last one."""
MONTH_STARTS.setflags(write=False)
_MONTH_OF_DAY = np.repeat(np.arange(MONTHS, dtype=np.uint8), np.diff(MONTH_STARTS))


def month_of(day: npt.NDArray[np.integer]) -> npt.NDArray[np.uint8]:
    """Return the completed months since days that lie so many ``day`` ago."""
    months: npt.NDArray[np.uint8] = _MONTH_OF_DAY[day]
    return months


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Items:
    """The shop's items, topic by topic and the most popular first: `ITEMS_PER_TOPIC` in every topic. Public.

    Attributes (one entry an item):
        topic: place in `TOPICS`. keyword: its number, `KEYWORDS_PER_TOPIC` in every topic.
        price: in euros. popularity: share of its topic among people without a lean.
        lean_sex: logarithm of how much more often women choose it; men choose it as much less often.
        lean_age: the same for people of 65 years; those of 25 choose it as much less often.
    """

    topic: npt.NDArray[np.int8]
    keyword: npt.NDArray[np.uint8]
    price: Singles
    popularity: Singles
    lean_sex: Singles
    lean_age: Singles

    def __post_init__(self) -> None:
        freeze(*(getattr(self, field.name) for field in dataclasses.fields(self)))

    def __len__(self) -> int:
        return len(self.topic)


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Visits:
    """What purchases and page views have in common: one entry for each, by person and topic.

    Attributes:
        people: how many people there are. person: whose it is.
        item: the item's number, or `SEARCH` on a page that lists all items of a keyword. keyword: its number.
        day: days ago. hour: hour of the day, 0 to 23.
    """

    people: int
    person: npt.NDArray[np.int32]
    item: npt.NDArray[np.int16]
    keyword: npt.NDArray[np.uint8]
    day: npt.NDArray[np.uint16]
    hour: npt.NDArray[np.uint8]

    def __post_init__(self) -> None:
        freeze(*(value for value in self._columns().values()))

    def __len__(self) -> int:
        return len(self.person)

    @property
    def topic(self) -> npt.NDArray[np.int8]:
        """The topic of each."""
        return (self.keyword // KEYWORDS_PER_TOPIC).astype(np.int8)

    @cached_property
    def month(self) -> npt.NDArray[np.uint8]:
        """Completed months since each, 0 to 23, as in `Events.age_months`."""
        months = month_of(self.day)
        freeze(months)
        return months

    def totals(self, months: int = MONTHS) -> Singles:
        """Return how many there were in the last ``months`` months by person and topic, as `Events.totals` does."""
        cell = self.person.astype(np.int64) * len(TOPICS) + self.topic
        if months < MONTHS:
            cell = cell[self.month < months]
        totals = np.bincount(cell, minlength=self.people * len(TOPICS))
        return np.asarray(totals.reshape(self.people, len(TOPICS)), dtype=np.float32)

    def where(self, kept: Flags) -> Self:
        """Return those that are ``kept`` (shape: entries)."""
        some: dict[str, Any] = {name: values[kept] for name, values in self._columns().items()}
        return dataclasses.replace(self, **some)

    def _columns(self) -> dict[str, Array]:
        return {field.name: getattr(self, field.name) for field in dataclasses.fields(self) if field.name != "people"}


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Receipts(Visits):
    """Every purchase of 24 months, in the order of ``World.events["purchases"]``.

    Attributes:
        price: what was paid, in euros; the item's price, or less while it was on sale.
    """

    price: Singles


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class PageViews(Visits):
    """Every page view of 24 months, in the order of ``World.events["browsing"]``."""
