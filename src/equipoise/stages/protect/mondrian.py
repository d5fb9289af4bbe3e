"""k-anonymity by Mondrian, with all partitions of a level cut at once.

LeFevre, DeWitt, Ramakrishnan, "Mondrian multidimensional k-anonymity", ICDE 2006, doi:10.1109/ICDE.2006.101; the
strict variant. Where values are tied at the median, the cut is on the side of the tied run that gives more equal parts:
otherwise a column that is mostly one value would never be cut.

A further constraint on the parts (l-diversity, t-closeness) permits a cut only where both sides satisfy it. A part that
does not satisfy it itself is cut as for k alone, since some of its rows still may.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from equipoise.core.arrays import Flags, Floats, Integers, Singles
from equipoise.shared.equivalence import order_of, whole_codes

_SHORT = 2**31 - 1
"""The largest number that 32 bits hold."""
Ranks = npt.NDArray[np.int32]

Satisfies = Callable[[Integers, Integers], Flags]
"""Takes places of rows and the group of each (from 0, without gaps); returns which groups satisfy a constraint."""


def partition(codes: Floats, k: int, widths: Floats, satisfies: Satisfies | None = None) -> Integers:
    """Return the part of every row, so that every part has at least ``k`` rows.

    Args:
        codes: quasi-identifiers as numbers (shape: rows x columns); ``rows >= k``.
        k: smallest permitted size of a part.
        widths: public range of every column, to compare columns by (shape: columns; zero or less: never cut).
        satisfies: a further constraint; a part that no cut can make satisfy it is returned all the same.

    Each part is cut at the median of its relatively widest column that permits a cut, until no column does.
    """
    part = np.zeros(len(codes), dtype=np.int64)
    if not codes.shape[1]:
        return part
    table = _Table.of(codes, widths)
    starts = np.zeros(1, dtype=np.int64)
    finished = 0
    while table.rows.size:
        level = _Level.of(table, starts, k, satisfies)
        level.cut_all()
        half = np.repeat(np.arange(0, 2 * starts.size, 2), level.sizes)
        half += level.sides
        part[table.rows] = finished + half
        finished += 2 * starts.size
        table, starts = _regroup(table, starts, level, half)
    return _renumber(part, finished)


@dataclasses.dataclass(frozen=True, eq=False)
class _Table:
    """Rows that may still be cut, grouped by part.

    Attributes:
        rows: their places. ranks: every row's place among the values of each column (shape: columns x rows).
        values: for each column its values, sorted, in units of the column's width.
    """

    rows: Integers
    ranks: Ranks
    values: list[Singles]

    @classmethod
    def of(cls, codes: Floats, widths: Floats) -> _Table:
        scale = np.where(widths > 0, 1.0 / np.where(widths > 0, widths, 1.0), 0.0)
        found = [_ranked(column) for column in np.ascontiguousarray(codes.T)]
        values = [((each - each[0]) * unit).astype(np.float32) for (each, _), unit in zip(found, scale, strict=True)]
        return cls(np.arange(len(codes)), np.stack([rank for _, rank in found]), values)

    def take(self, order: Integers) -> _Table:
        return _Table(self.rows[order], self.ranks.take(order, axis=1), self.values)

    def spans(self, starts: Integers) -> Singles:
        """Return how wide every part is (shape: columns x parts)."""
        low, high = (ufunc.reduceat(self.ranks, starts, axis=1) for ufunc in (np.minimum, np.maximum))
        return np.stack([value[b] - value[a] for value, a, b in zip(self.values, low, high, strict=True)])


def _ranked(column: Floats) -> tuple[Floats, Ranks]:
    """Return the different values of a column, sorted, and the place of every row's value among them."""
    whole = whole_codes(column)
    if whole is None or whole[1] > 4 * column.size:
        values, place = np.unique(column, return_inverse=True)
        return values, place.astype(np.int32)
    codes, size, zero = whole
    there = np.bincount(codes, minlength=size) > 0
    return np.flatnonzero(there).astype(np.float64) + zero, (np.cumsum(there, dtype=np.int32) - 1)[codes]


@dataclasses.dataclass(frozen=True, eq=False)
class _Level:
    """All parts of one level, to be tried once each.

    Attributes:
        cut: which of them were cut (shape: parts). sides: whether each row is on the right side (shape: rows).
    """

    table: _Table
    starts: Integers
    sizes: Integers
    k: int
    satisfies: Satisfies | None
    hopeless: Flags
    cut: Flags
    sides: Flags

    @classmethod
    def of(cls, table: _Table, starts: Integers, k: int, satisfies: Satisfies | None) -> _Level:
        sizes = np.diff(np.append(starts, table.rows.size))
        cut = np.zeros(starts.size, dtype=bool)
        hopeless = cut if satisfies is None else ~satisfies(table.rows, np.repeat(np.arange(starts.size), sizes))
        return cls(table, starts, sizes, k, satisfies, hopeless, cut, np.zeros(table.rows.size, dtype=bool))

    def cut_all(self) -> None:
        """Cut every part on its widest column, or on the next one where that permits no cut."""
        spans = self.table.spans(self.starts)
        spans[:, self.sizes < 2 * self.k] = 0
        while (wanted := np.flatnonzero(~self.cut & (spans.max(axis=0) > 0))).size:
            widest = spans[:, wanted].argmax(axis=0)
            self._cut_on(widest, wanted)
            spans[widest, wanted] = 0

    def _cut_on(self, columns: Integers, parts: Integers) -> None:
        """Cut ``parts``, each at its column's median, where both sides keep k rows and satisfy the constraint."""
        starts, sizes = self.starts[parts], self.sizes[parts]
        offsets = np.cumsum(sizes) - sizes
        place = np.arange(int(sizes.sum()))
        place += np.repeat(starts - offsets, sizes)
        values = self.table.ranks.ravel()[place + np.repeat(columns * self.table.rows.size, sizes)]
        stride = int(values.max()) + 1
        short = parts.size * stride <= _SHORT  # half the bytes take half the time to sort
        first = (np.arange(parts.size) * stride).astype(np.int32 if short else np.int64)
        keys = np.sort(np.repeat(first, sizes) + values)
        median = keys[offsets + sizes // 2]
        sizes_left = np.stack([np.searchsorted(keys, median, side=side) - offsets for side in ("left", "right")])
        smaller_side = np.minimum(sizes_left, sizes - sizes_left)
        beyond = smaller_side[1] > smaller_side[0]
        possible = smaller_side.max(axis=0) >= self.k
        middle = (median - first + beyond).astype(np.int32)
        sides = values >= np.repeat(np.where(possible, middle, stride), sizes)
        if self.satisfies is not None:
            self._keep_satisfying(possible, parts, place, sides)
            sides &= np.repeat(possible, sizes)
        self.cut[parts[possible]] = True
        self.sides[place] = sides

    def _keep_satisfying(self, possible: Flags, parts: Integers, place: Integers, sides: Flags) -> None:
        """Take back ``possible`` cuts with a side that falls short of the constraint, unless their part did already."""
        asked = possible & ~self.hopeless[parts]
        if self.satisfies is None or not asked.any():
            return
        sizes = self.sizes[parts]
        counted = np.repeat(asked, sizes)
        group = 2 * np.repeat(np.cumsum(asked) - 1, sizes)[counted] + sides[counted]
        possible[asked] = self.satisfies(self.table.rows[place[counted]], group).reshape(-1, 2).all(axis=1)


def _regroup(table: _Table, starts: Integers, level: _Level, half: Integers) -> tuple[_Table, Integers]:
    """Keep the rows of the parts that were cut, each part's left side before its right side."""
    right = np.add.reduceat(level.sides, starts, dtype=np.int64)
    halves = np.column_stack([level.sizes - right, right])[level.cut].ravel()
    kept = np.flatnonzero(np.repeat(level.cut, level.sizes))
    order = order_of(half) if kept.size == half.size else kept[order_of(half[kept])]
    return table.take(order), np.cumsum(halves) - halves


def _renumber(part: Integers, bound: int) -> Integers:
    """Number the parts that exist from 0 without gaps."""
    exists = np.zeros(bound, dtype=bool)
    exists[part] = True
    return (np.cumsum(exists) - 1)[part]
