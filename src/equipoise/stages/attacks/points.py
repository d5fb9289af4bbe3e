"""Known purchases as points, and the released rows that hold all of them.

A point says of one purchase what a neighbour may know: the item, perhaps the month, perhaps the price. De Montjoye et
al. 2015, doi:10.1126/science.1256297, count how many people are unique by a few such points (unicity).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Self

import numpy as np

from equipoise.core.arrays import Array, Flags, Floats, Integers, freeze
from equipoise.shared.event_table import EVENT_TABLES, EventTable
from equipoise.shared.receipts import ITEMS_PER_TOPIC, month_of
from equipoise.stages.attacks.totals import log_binomial

LEVELS = ("topic", "item", "month", "price")
"""What may be known of a purchase."""
_MONTHS, _CENTS = 1 << 5, 1 << 24
_SMALL = 1 << 20
"""Keys below this are counted instead of sorted."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Points:
    """Known purchases of some people; -1 in ``item`` is padding (shape of each: people x purchases).

    Attributes:
        item: the item's number. month: completed months since the purchase. price: euros paid.
        known: which of `LEVELS` the attacker knows.
    """

    item: Integers
    month: Integers
    price: Floats
    known: tuple[str, ...] = ("item",)

    def __post_init__(self) -> None:
        freeze(self.item, self.month, self.price)

    def of(self, people: Integers | slice, purchases: slice = slice(None)) -> Self:
        """Return the points of some people; only some of them if ``purchases`` says so."""
        parts = {name: getattr(self, name)[people, purchases] for name in ("item", "month", "price")}
        return dataclasses.replace(self, **parts)

    def keys(self, level: Sequence[str]) -> Integers:
        """Return one number per point, equal where the points agree in all of ``level``; -1 for padding."""
        return np.where(self.item < 0, -1, _key(level, self.item, self.month, self.price))


def _numbered(key: Integers) -> tuple[Integers, Array]:
    """Return the distinct keys in ascending order, and the place of each key among them.

    Keys without a price are small, and few: they are counted instead of sorted, and their places are short integers,
    which numpy sorts by digits.
    """
    if key.size and key.max() < _SMALL:
        there = np.bincount(key) > 0
        place = np.cumsum(there) - 1
        keys = np.flatnonzero(there)
        return keys, (place.astype(np.uint16) if keys.size < 1 << 16 else place)[key]
    return np.unique(key, return_inverse=True)


def _key(level: Sequence[str], item: Array, month: Array | None, price: Array | None) -> Integers:
    """Return one number for each combination of what ``level`` names."""
    kind = item.astype(np.int64) if "item" in level else item.astype(np.int64) // ITEMS_PER_TOPIC
    if "month" in level and month is not None:
        kind = kind * _MONTHS + month
    if "price" in level and price is not None:
        kind = kind * _CENTS + np.rint(np.asarray(price, dtype=np.float64) * 100).astype(np.int64)
    return kind


def holds_purchases(events: EventTable | None) -> bool:
    """Return whether a table holds purchases by item."""
    return events is not None and bool((events.source == EVENT_TABLES.index("purchases")).any())


@dataclasses.dataclass(frozen=True, eq=False)
class Fits:
    """Rows that hold all known purchases of a person, as pairs sorted by person.

    Attributes:
        person, row: of each pair. log_likelihood: of the known purchases as a random sample of the row's.
    """

    person: Integers
    row: Integers
    log_likelihood: Floats

    def where(self, kept: Flags) -> Fits:
        """Return some of the pairs."""
        return Fits(self.person[kept], self.row[kept], self.log_likelihood[kept])


class PurchaseIndex:
    """The purchases of a table's rows, by what is known of a purchase.

    Args:
        events: of the table. level: what the attacker knows of a purchase; totals by item hold no months and prices.
    """

    def __init__(self, events: EventTable, level: Sequence[str]) -> None:
        kept = np.flatnonzero(events.source == EVENT_TABLES.index("purchases"))
        single = events.day is not None and events.price is not None
        self.level = tuple(name for name in level if single or name in ("topic", "item"))
        month = None if events.day is None else month_of(events.day[kept])
        price = None if events.price is None else events.price[kept]
        self._rows = events.rows
        row, key = events.row[kept].astype(np.int64), _key(self.level, events.item[kept], month, price)
        counts = np.ones(kept.size, dtype=np.int64) if events.count is None else events.count[kept].astype(np.int64)
        self._keys, place = _numbered(key)
        order = np.argsort(place, kind="stable")  # events are sorted by row already
        cell = place[order] * np.int64(self._rows) + row[order]
        first = np.flatnonzero(np.diff(cell, prepend=-1))
        self._cells = cell[first]
        self._count = np.add.reduceat(counts[order], first) if cell.size else counts
        self._total = np.bincount(row, weights=counts, minlength=self._rows).astype(np.int64)
        self._start = np.searchsorted(self._cells, np.arange(self._keys.size + 1) * self._rows)

    def fits(self, points: Points) -> Fits:
        """Return the rows that hold all purchases known of each person; nobody fits who has no known purchase.

        With n_k purchases of kind k in a row, N in all, and m_k known ones, M in all, the likelihood is multivariate
        hypergeometric: ``prod_k C(n_k, m_k) / C(N, M)``.
        """
        person, key, wanted, rank = self._asked(points.keys(self.level))
        found = self._listed(person[rank == 0], key[rank == 0], wanted[rank == 0])
        for step in range(1, int(rank.max(initial=0)) + 1):
            found = self._narrowed(found, person[rank == step], key[rank == step], wanted[rank == step])
        known = (points.item >= 0).sum(axis=1)[found.person]
        return dataclasses.replace(
            found, log_likelihood=found.log_likelihood - log_binomial(self._total[found.row], known)
        )

    def _asked(self, keys: Integers) -> tuple[Integers, Integers, Integers, Integers]:
        """Return person, place of the key (-1: not in the table), known number and rank of every kind of purchase.

        The kind with the fewest rows has the rank 0, so that few rows have to be looked at.
        """
        people = np.arange(len(keys)).repeat(keys.shape[1])[keys.ravel() >= 0]
        flat = keys.ravel()[keys.ravel() >= 0]
        place = np.minimum(np.searchsorted(self._keys, flat), self._keys.size - 1)
        place = np.where(self._keys[place] == flat, place, -1) if self._keys.size else np.full(flat.size, -1)
        each, wanted = np.unique(np.stack([people, place]), axis=1, return_counts=True)
        person, key = each
        length = np.where(key < 0, 0, self._start[key + 1] - self._start[np.maximum(key, 0)])
        order = np.lexsort((length, person))
        person, key, wanted = person[order], key[order], wanted[order]
        first = np.flatnonzero(np.diff(person, prepend=-1))
        return person, key, wanted, np.arange(person.size) - np.repeat(first, np.diff(first, append=person.size))

    def _listed(self, person: Integers, key: Integers, wanted: Integers) -> Fits:
        """Return the rows that hold enough purchases of each person's kind ``key``."""
        there = key >= 0
        person, key, wanted = person[there], key[there], wanted[there]
        length = self._start[key + 1] - self._start[key]
        pair = np.repeat(np.arange(key.size), length)
        cell = np.arange(pair.size) - np.repeat(np.cumsum(length) - length, length) + self._start[key][pair]
        row, count = self._cells[cell] - key[pair] * self._rows, self._count[cell]
        return Fits(person[pair], row, log_binomial(count, wanted[pair])).where(count >= wanted[pair])

    def _narrowed(self, found: Fits, person: Integers, key: Integers, wanted: Integers) -> Fits:
        """Return the pairs whose row holds a further kind of purchase, which some people have (sorted by person)."""
        place = np.searchsorted(person, found.person)
        asked = np.flatnonzero(place < person.size)
        asked = asked[person[place[asked]] == found.person[asked]]
        of = place[asked]
        cell = key[of] * self._rows + found.row[asked]
        near = np.minimum(np.searchsorted(self._cells, cell), self._cells.size - 1)
        count = np.where((self._cells[near] == cell) & (key[of] >= 0), self._count[near], 0)
        kept, gained = np.ones(found.row.size, dtype=bool), found.log_likelihood.copy()
        kept[asked] = count >= wanted[of]
        gained[asked] += log_binomial(np.maximum(count, wanted[of]), wanted[of])
        return dataclasses.replace(found, log_likelihood=gained).where(kept)
