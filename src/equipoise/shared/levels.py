"""Public levels: every column divided into few levels, from its schema alone and never from the data."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

import numpy as np

from equipoise.core.arrays import Array, Floats, Integers
from equipoise.core.errors import DataError
from equipoise.shared.column import Column

_MOST = 32
"""A column with more levels than this has neighbouring levels merged."""


@dataclasses.dataclass(frozen=True, eq=False)
class Levels:
    """The levels of a column as intervals on the column's own scale.

    Attributes:
        low, high: the ends of each level (shape: levels); neighbours do not overlap.
    """

    low: Floats
    high: Floats

    def __len__(self) -> int:
        return len(self.low)

    def of(self, values: Array) -> Integers:
        """Return the level of every value; values out of bounds get the nearest level."""
        return np.maximum(np.searchsorted(self.low, values, side="right") - 1, 0)


def levels_of(column: Column) -> Levels:
    """Return the public levels of a column that is not behaviour.

    Dates by calendar decade, long lists by their declared areas, numbers in equal steps of their bounds, rounded where
    these are whole.

    Raises:
        DataError: the schema declares neither levels nor bounds.
    """
    if column.kind == "binary" and not column.levels:
        return _points(2)
    if column.levels:
        return _areas(column) if column.areas or len(column.levels) > _MOST else _points(len(column.levels))
    low, high = _bounds(column)
    if column.kind == "date":
        return _decades(low, high)
    edges = np.linspace(low, high, _MOST // 2 + 1)
    if high - low >= len(edges) - 1 and float(low).is_integer() and float(high).is_integer():
        edges = np.rint(edges)
    return Levels(edges[:-1], edges[1:])


def counts_up_to(most: float, ratio: float = 2.0) -> Levels:
    """Return levels of counts up to ``most``, each ``ratio`` times as wide: 0, 1, 2, 3 to 4, 5 to 8, 9 to 16, ..."""
    powers = ratio ** np.arange(np.ceil(np.log(max(most, 1.0)) / np.log(ratio) - 1e-9) + 1)
    low = np.concatenate([[0.0, 1.0], powers[:-1] + 1])
    return Levels(low, np.append(low[1:] - 1, most))


def count_levels(columns: Collection[Column]) -> Levels:
    """Return the levels of a source's behaviour columns: their bands where coarsened, else steps of growing width."""
    bands = np.array(max((column.bands for column in columns), key=len))
    return Levels(bands, bands) if bands.size else counts_up_to(max(map(most_of, columns)))


def most_of(column: Column) -> float:
    """Return the largest count that the schema of a behaviour column permits."""
    return column.bands[-1] if column.bands else _bounds(column)[1]


def _points(number: int) -> Levels:
    each = np.arange(float(number))
    return Levels(each, each)


def _areas(column: Column) -> Levels:
    """Return the runs of levels of one declared area, or runs of equal length."""
    places = np.arange(len(column.levels))
    area = np.array(column.areas) if column.areas else places * _MOST // len(places)
    low = np.flatnonzero(np.diff(area, prepend=-1)).astype(float)
    return Levels(low, np.append(low[1:] - 1, places[-1]))


def _decades(low: float, high: float) -> Levels:
    first, last = (int(str(np.datetime64(int(day), "D"))[:4]) for day in (low, high))
    starts = [np.datetime64(f"{year}-01-01", "D").astype(np.int64) for year in range(first // 10 * 10, last + 1, 10)]
    begin = np.array(starts, dtype=float)
    begin[0] = low
    return Levels(begin, np.append(begin[1:] - 1, high))


def _bounds(column: Column) -> tuple[float, float]:
    if column.bounds is None:
        raise DataError.about(column.name, "schema.no_range")
    return column.bounds
