"""k-anonymity by Mondrian, with all partitions of a level cut at once.

LeFevre, DeWitt, Ramakrishnan, "Mondrian multidimensional k-anonymity", ICDE 2006, doi:10.1109/ICDE.2006.101; the
strict variant. Where values are tied at the median a cut may fall on either side of the tied run, whichever is more
even: without that, a column that is mostly one value would never be cut.
"""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.arrays import Flags, Floats, Integers, Singles


def partition(codes: Floats, k: int, widths: Floats) -> Integers:
    """Return the part of every row, so that every part has at least ``k`` rows.

    Args:
        codes: quasi-identifiers as numbers (shape: rows x columns); ``rows >= k``.
        k: smallest permitted size of a part.
        widths: public range of every column, to compare columns by (shape: columns; zero or less: never cut).

    Each part is cut at the median of its relatively widest column that permits a cut, until none does.
    """
    part = np.zeros(len(codes), dtype=np.int64)
    if not codes.shape[1]:
        return part
    table = _Table.of(codes, widths)
    starts = np.zeros(1, dtype=np.int64)
    finished = 0
    while table.rows.size:
        cut, sides = _cut_level(table, starts, k)
        sizes = np.diff(np.append(starts, table.rows.size))
        group = np.repeat(np.arange(starts.size), sizes)
        part[table.rows] = finished + 2 * group + sides
        finished += 2 * starts.size
        table, starts = _regroup(table, starts, sizes, cut, sides)
    return _renumber(part, finished)


@dataclasses.dataclass(frozen=True, eq=False)
class _Table:
    """Rows that may still be cut, grouped by part: their places, and for each column their dense ranks and values."""

    rows: Integers
    ranks: list[Integers]
    scaled: list[Singles]

    @classmethod
    def of(cls, codes: Floats, widths: Floats) -> _Table:
        scale = np.where(widths > 0, 1.0 / np.where(widths > 0, widths, 1.0), 0.0)
        ranks = [np.unique(column, return_inverse=True)[1].astype(np.int64) for column in codes.T]
        scaled = ((codes - codes.min(axis=0)) * scale).astype(np.float32)
        return cls(np.arange(len(codes)), ranks, [np.ascontiguousarray(column) for column in scaled.T])

    def take(self, order: Integers) -> _Table:
        return _Table(self.rows[order], [rank[order] for rank in self.ranks], [value[order] for value in self.scaled])


def _cut_level(table: _Table, starts: Integers, k: int) -> tuple[Flags, Integers]:
    """Try to cut every part once: which parts were cut (shape: parts), and each row's side, 0 or 1 (shape: rows)."""
    sizes = np.diff(np.append(starts, table.rows.size))
    spans = np.stack(
        [np.maximum.reduceat(value, starts) - np.minimum.reduceat(value, starts) for value in table.scaled]
    )
    cut = np.zeros(starts.size, dtype=bool)
    sides = np.zeros(table.rows.size, dtype=np.int64)
    spans[:, sizes < 2 * k] = 0
    while (wanted := np.flatnonzero(~cut & (spans.max(axis=0) > 0))).size:
        widest = spans[:, wanted].argmax(axis=0)
        for column in np.unique(widest):
            chosen = wanted[widest == column]
            _cut_on(table.ranks[column], starts[chosen], sizes[chosen], chosen, k, cut, sides)
        spans[widest, wanted] = 0
    return cut, sides


def _cut_on(
    rank: Integers, starts: Integers, sizes: Integers, parts: Integers, k: int, cut: Flags, sides: Integers
) -> None:
    """Cut the ``parts`` at the median of one column where both sides keep ``k`` rows; writes ``cut`` and ``sides``."""
    offsets = np.cumsum(sizes) - sizes
    owner = np.repeat(np.arange(parts.size), sizes)
    place = np.arange(owner.size) + np.repeat(starts - offsets, sizes)
    values = rank[place]
    stride = int(values.max()) + 1
    keys = np.sort(owner * stride + values)
    median = keys[offsets + sizes // 2]
    sizes_left = np.stack([np.searchsorted(keys, median, side=side) - offsets for side in ("left", "right")])
    smaller_side = np.minimum(sizes_left, sizes - sizes_left)
    beyond = smaller_side[1] > smaller_side[0]
    possible = smaller_side.max(axis=0) >= k
    cut[parts[possible]] = True
    threshold = np.where(possible, median % stride + beyond, stride)
    sides[place] = values >= np.repeat(threshold, sizes)


def _regroup(table: _Table, starts: Integers, sizes: Integers, cut: Flags, sides: Integers) -> tuple[_Table, Integers]:
    """Keep the rows of the parts that were cut, each part's left side before its right side; linear, no sorting."""
    rights = np.cumsum(sides)
    before = rights[starts] - sides[starts]
    in_part = np.repeat(before, sizes)
    left_count = sizes - (rights[starts + sizes - 1] - before)
    place = np.arange(sides.size)
    target = np.where(
        sides == 1, np.repeat(starts + left_count, sizes) + rights - 1 - in_part, place - (rights - in_part)
    )
    order = np.empty_like(place)
    order[target] = place
    kept = np.repeat(cut, sizes)
    halves = np.column_stack([left_count, sizes - left_count])[cut].ravel()
    return table.take(order[kept]), np.cumsum(halves) - halves


def _renumber(part: Integers, bound: int) -> Integers:
    """Number the parts that exist from 0 without gaps."""
    exists = np.zeros(bound, dtype=bool)
    exists[part] = True
    return (np.cumsum(exists) - 1)[part]
