"""Descriptions of people as conjunctions of intervals, and how many rows of a table satisfy them."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd

from equipoise.core.arrays import Array, Flags, Floats, Integers
from equipoise.shared.schema import Schema

CELLS = 1 << 22
"""How many pairs of a predicate and a row are held in memory at once."""


class Table:
    """Numbers (shape: rows x columns) with each column's sorted order, so that intervals are found by bisection."""

    def __init__(self, values: Floats) -> None:
        self.values = np.asfortranarray(values)
        self._order: dict[int, Integers] = {}
        self._sorted: dict[int, Floats] = {}

    def order(self, column: int) -> Integers:
        """Return the rows sorted by a column."""
        if column not in self._order:
            self._order[column] = np.argsort(_short(self.values[:, column]), kind="stable")
        return self._order[column]

    def sorted(self, column: int) -> Floats:
        """Return a column's values, sorted; this is faster than `order`, which many columns never need."""
        if column not in self._sorted:
            self._sorted[column] = np.sort(self.values[:, column])
        return self._sorted[column]

    def within(self, column: int, low: Floats, high: Floats) -> tuple[Integers, Integers]:
        """Return where the rows with values in each interval begin in the column's order, and how many there are."""
        values = self.sorted(column)
        begin = np.searchsorted(values, low)
        return begin, np.searchsorted(values, high, side="right") - begin


def _short(values: Floats) -> Array:
    """Return the same values as short integers where they are: these are sorted by digits, several times faster."""
    with np.errstate(invalid="ignore"):
        short = values.astype(np.int16)
    return short if (short == values).all() else values


@dataclasses.dataclass(frozen=True, eq=False)
class Predicates:
    """Conjunctions of intervals: predicate i asks ``low <= value <= high`` of each of its columns.

    Attributes:
        columns: numbers of the columns (shape: predicates x conditions). The first condition is the one that fewest
            rows are expected to meet.
        low, high: the intervals (same shape).
    """

    columns: Integers
    low: Floats
    high: Floats

    def __len__(self) -> int:
        return len(self.columns)

    def counts(self, table: Table) -> Integers:
        """Return how many rows of the table satisfy each predicate."""
        return np.bincount(self.matches(table)[0], minlength=len(self))

    def matches(self, table: Table) -> tuple[Integers, Integers]:
        """Return all pairs of a predicate and a row of the table that satisfies it."""
        predicates, rows = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
        by_column = np.argsort(self.columns[:, 0], kind="stable")
        begin, count = self._meeting_first(table)
        chunk = np.cumsum(count[by_column]) // CELLS
        for which in filter(len, np.split(by_column, np.flatnonzero(np.diff(chunk)) + 1)):
            predicate, row = self._pairs(which, begin[which], count[which], table)
            for place in range(1, self.columns.shape[1]):
                kept = self._condition(place, predicate, table.values, row)
                predicate, row = predicate[kept], row[kept]
            predicates.append(predicate)
            rows.append(row)
        return np.concatenate(predicates), np.concatenate(rows)

    def holds(self, values: Floats) -> Flags:
        """Return for each predicate whether its own row of ``values`` (shape: predicates x columns) satisfies it."""
        own = np.arange(len(self))
        fits = [self._condition(place, own, values, own) for place in range(self.columns.shape[1])]
        held: Flags = np.all(fits, axis=0)
        return held

    def only(self, which: Flags | Integers | tuple[Integers, Integers]) -> Predicates:
        """Return some of the predicates, or some of the conditions of each."""
        return Predicates(self.columns[which], self.low[which], self.high[which])

    def rarest_first(self, table: Table) -> Predicates:
        """Return the same predicates, their conditions sorted by how many rows of the table meet each."""
        order = np.argsort(self.supports(table), axis=1, kind="stable")
        return self.only((np.arange(len(self))[:, None], order))

    def supports(self, table: Table) -> Integers:
        """Return how many rows of the table meet each condition (shape: predicates x conditions)."""
        support = np.empty(self.columns.shape, dtype=np.int64)
        for column in np.unique(self.columns).tolist():
            there = self.columns == column
            support[there] = table.within(column, self.low[there], self.high[there])[1]
        return support

    def _meeting_first(self, table: Table) -> tuple[Integers, Integers]:
        """Return where the rows that meet the first condition begin in its column's order, and how many they are."""
        begin, count = np.zeros(len(self), dtype=np.int64), np.zeros(len(self), dtype=np.int64)
        for column in np.unique(self.columns[:, 0]).tolist():
            users = self.columns[:, 0] == column
            begin[users], count[users] = table.within(column, self.low[users, 0], self.high[users, 0])
        return begin, count

    def _pairs(self, which: Integers, begin: Integers, count: Integers, table: Table) -> tuple[Integers, Integers]:
        """Return the pairs of these predicates, sorted by first column, and the rows that meet the first condition."""
        ends = np.cumsum(count)
        place = np.arange(count.sum()) - np.repeat(ends - count - begin, count)
        columns, firsts = np.unique(self.columns[which, 0], return_index=True)
        cuts = (ends - count)[firsts[1:]]
        rows = [table.order(column)[part] for column, part in zip(columns.tolist(), np.split(place, cuts), strict=True)]
        return np.repeat(which, count), np.concatenate([np.empty(0, dtype=np.int64), *rows])

    def _condition(self, place: int, predicate: Integers, values: Floats, row: Integers) -> Flags:
        value = values[row, self.columns[predicate, place]]
        met: Flags = (self.low[predicate, place] <= value) & (value <= self.high[predicate, place])
        return met


def numbers(frame: pd.DataFrame, schema: Schema) -> Floats:
    """Return the columns of ``schema`` as numbers (shape: rows x columns).

    A missing value is a value of its own, below all others: -1 where bounds say that these are at least 0, as in the
    invented world (it is sorted faster), else minus infinity.
    """
    columns = np.empty((len(frame), len(schema.columns)), order="F")
    for place, column in enumerate(schema.columns):
        values, own = frame[column.name], columns[:, place]
        own[:] = values.to_numpy() if values.dtype.kind in "biuf" else column.encode(values)
        gone = np.isnan(own)
        if gone.any():
            own[gone] = -1.0 if column.bounds is not None and column.bounds[0] >= 0 else -np.inf
    return columns
