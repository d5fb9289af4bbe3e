"""Purchases and page views as a company keeps them beside the columns of its table."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from equipoise.core.arrays import Array, Flags, Integers, Singles, freeze
from equipoise.shared.receipts import ITEMS, PageViews, Receipts, Visits

EVENT_TABLES: Final = ("purchases", "browsing")
"""The sources that can be kept by item, in the order of their numbers in `EventTable.source`."""
KINDS: Final = ("receipts", "totals_by_item")
"""What a table of events may hold: every event, or how often each item was bought or seen."""

_THINGS = ITEMS + np.iinfo(np.uint8).max + 1


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class EventTable:
    """Single events, or totals by item, of the rows of a table: the topics' columns follow from them.

    Attributes (one entry an event or a total, sorted by row):
        rows: how many rows the table has. row: whose it is.
        source: place in `EVENT_TABLES`.
        item: the item's number, or `SEARCH` for a page that lists all items of a keyword.
        keyword: the number of the keyword of the item or page.
        day: days ago; None where totals are kept. price: euros paid, 0 for page views; None where totals are kept.
        count: how many events a total counts; None where single events are kept.
    """

    rows: int
    row: npt.NDArray[np.int32]
    source: npt.NDArray[np.int8]
    item: npt.NDArray[np.int16]
    keyword: npt.NDArray[np.uint8]
    day: npt.NDArray[np.uint16] | None = None
    price: Singles | None = None
    count: npt.NDArray[np.uint16] | None = None

    def __post_init__(self) -> None:
        freeze(*self._columns().values())

    def __len__(self) -> int:
        return len(self.row)

    @property
    def kind(self) -> str:
        """What it holds: "receipts" one by one, or "totals_by_item"."""
        return KINDS[0] if self.count is None else KINDS[1]

    @property
    def thing(self) -> npt.NDArray[np.int16]:
        """What each is about, as one number: the item's, or `ITEMS` and more for a page that lists a keyword."""
        return np.where(self.item >= 0, self.item, np.int16(ITEMS) + self.keyword).astype(np.int16)

    def take(self, rows: Integers) -> Self:
        """Return the events of some rows, numbered by their places in ``rows``; a row may be taken twice."""
        ends = np.searchsorted(self.row, np.arange(self.rows + 1))
        lengths = np.diff(ends)[rows]
        row = np.repeat(np.arange(len(rows), dtype=np.int32), lengths)
        starts = ends[rows] - np.cumsum(lengths) + lengths
        return self._of(len(rows), row, np.arange(row.size) + np.repeat(starts, lengths))

    def of_sources(self, sources: Collection[str]) -> Self | None:
        """Return the events of some sources; None where none of them is kept by item."""
        kept = [place for place, name in enumerate(EVENT_TABLES) if name in sources]
        if not np.isin(self.source, kept).any():
            return None
        which = np.flatnonzero(np.isin(self.source, kept))
        return self._of(self.rows, self.row[which], which)

    def _of(self, rows: int, row: npt.NDArray[np.int32], which: Integers) -> Self:
        rest = {name: values[which] for name, values in self._columns().items() if name != "row"}
        return dataclasses.replace(self, rows=rows, row=row, **rest)

    def _columns(self) -> dict[str, Array]:
        found = {field.name: getattr(self, field.name) for field in dataclasses.fields(self) if field.name != "rows"}
        return {name: values for name, values in found.items() if values is not None}


def single_events(receipts: Receipts | None, views: PageViews | None) -> EventTable:
    """Return purchases and page views as a table keeps them one by one; one of them may be None: it is not kept."""
    kept = [(place, each) for place, each in enumerate((receipts, views)) if each is not None]
    parts = [_part(place, each) for place, each in kept]
    joined = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    order = np.argsort(joined["row"], kind="stable")
    return EventTable(rows=kept[0][1].people, **{name: values[order] for name, values in joined.items()})


def _part(source: int, events: Visits) -> dict[str, Array]:
    nothing = np.zeros(len(events), dtype=np.float32)
    return {
        "row": events.person, "source": np.full(len(events), source, dtype=np.int8), "item": events.item,
        "keyword": events.keyword, "day": events.day, "price": getattr(events, "price", nothing),
    }  # fmt: skip


def totals_by_item(events: EventTable) -> EventTable:
    """Return how often each row bought or saw each item: no days, and no prices."""
    thing = events.thing.astype(np.int64)
    key = (events.row.astype(np.int64) * len(EVENT_TABLES) + events.source) * _THINGS + thing
    order = np.argsort(key, kind="stable")
    first: Flags = np.diff(key[order], prepend=-1) > 0
    starts = np.flatnonzero(first)
    count = np.diff(starts, append=key.size).astype(np.uint16)
    kept = events._of(events.rows, events.row[order[starts]], order[starts])
    return dataclasses.replace(kept, day=None, price=None, count=count)
