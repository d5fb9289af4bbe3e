"""Equivalence classes, and the distribution of a sensitive column in them: the basis of l-diversity and t-closeness.

Protections enforce these quantities and measures report them, so that both use this module.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
import pandas as pd

from equipoise.core.arrays import Array, Floats, Integers
from equipoise.shared.column import Column

_MOST = 2**62
_CLOSE = 2**24
"""Whole numbers are close together up to this difference."""


def number_rows(columns: Iterable[Array | pd.Series], rows: int) -> Integers:
    """Number the rows of a table from 0, so that equal rows share a number (shape: rows).

    A missing value equals a missing value. Without columns all rows are equal.
    """
    number, numbers = np.zeros(rows, dtype=np.int64), 1
    for column in columns:
        codes, size = _numbered(column)
        if numbers * size > _MOST:
            number, seen = pd.factorize(number)
            numbers = len(seen)
        number, numbers = number * size + codes, numbers * size
    return pd.factorize(number)[0].astype(np.int64)


def whole_codes(column: Array) -> tuple[Integers, int, int] | None:
    """Return numbers as whole numbers from 0, how many of these there may be, and which number is 0 (shape: rows).

    None unless all numbers are whole and close together. This is several times faster than to look for equal ones.
    """
    if not column.size or column.dtype.kind not in "fi":
        return None
    with np.errstate(invalid="ignore"):  # what is no whole number of 64 bits is seen below
        whole = column.astype(np.int64, copy=False)
    low, high = int(whole.min()), int(whole.max())
    if high - low >= _CLOSE or not (whole is column or (whole == column).all()):
        return None
    return whole - low, high - low + 1, low


def order_of(numbers: Integers) -> Integers:
    """Return the stable order that sorts whole numbers from 0, in linear time: numpy sorts 16 bits by digits."""
    order = np.argsort(numbers.astype(np.uint16), kind="stable")
    digits = numbers >> 16
    while digits.any():
        order = order[np.argsort(digits.astype(np.uint16)[order], kind="stable")]
        digits = digits >> 16
    return order


def _numbered(column: Array | pd.Series) -> tuple[Integers, int]:
    whole = whole_codes(column) if isinstance(column, np.ndarray) else None
    if whole is not None:
        return whole[:2]
    codes, values = pd.factorize(column, use_na_sentinel=False)
    return codes, len(values)


@dataclasses.dataclass(frozen=True, eq=False)
class Attribute:
    """A sensitive column, each value encoded as its place in a list of values.

    The list is the declared one, which may hold values that do not occur; without one, the sorted values that occur,
    after a place of its own for missing ones if there are any.

    Attributes:
        places: shape rows, or rows x columns where several columns are taken `together`.
        size: length of the list. ordered: whether the values are ordered.
    """

    places: Integers
    size: int
    ordered: bool

    @classmethod
    def of(cls, column: Column, values: pd.Series) -> Attribute:
        """Read a column.

        Raises:
            DataError: a value is undeclared.
        """
        places = column.encode(values) if column.levels else pd.factorize(values, sort=True)[0]
        places = places.astype(np.int64) - min(0, int(places.min(initial=0)))
        size = max(len(column.levels), int(places.max(initial=-1)) + 1)
        return cls(places, size, ordered=column.kind in ("ordered", "number", "date"))

    @classmethod
    def together(cls, attributes: Sequence[Attribute]) -> Attribute:
        """Return nominal columns as one, their lists concatenated; `over` then returns each group once for each column.

        This evaluates all columns in one pass.
        """
        ends = np.cumsum([attribute.size for attribute in attributes])
        moved = [each.places + end - each.size for each, end in zip(attributes, ends, strict=True)]
        return cls(np.column_stack(moved), int(ends[-1]), ordered=False)

    @cached_property
    def shares(self) -> Floats:
        """The share of all rows with each value (shape: size)."""
        return np.bincount(self.places.ravel(), minlength=self.size) / len(self.places)

    def over(self, groups: Integers, rows: Integers | None = None) -> Spread:
        """Return the distribution of the values in groups of ``rows`` (of all rows if None), in the order of groups."""
        places = self.places if rows is None else self.places[rows]
        if places.ndim > 1:
            columns = places.shape[1]
            groups, places = (groups[:, None] * columns + np.arange(columns)).ravel(), places.ravel()
        pairs, counts = _tally(groups * self.size + places)
        group, place = np.divmod(pairs, self.size)
        starts = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]]))
        return Spread(self, place, counts, starts)


@dataclasses.dataclass(frozen=True, eq=False)
class Spread:
    """The counts of each value of an attribute in each group; pairs that do not occur are left out.

    Attributes:
        attribute: the column, with its distribution over the whole table.
        place, count: value and number of rows of every pair, by group and then by value (shape: pairs).
        starts: the first pair of every group (shape: groups).
    """

    attribute: Attribute
    place: Integers
    count: Integers
    starts: Integers

    @cached_property
    def distinct(self) -> Integers:
        """How many different values each group has: distinct l-diversity."""
        return np.diff(self.starts, append=self.place.size)

    @cached_property
    def _sizes(self) -> Integers:
        """The size of each pair's group."""
        return np.repeat(np.add.reduceat(self.count, self.starts), self.distinct)

    @cached_property
    def entropy_l(self) -> Floats:
        """The exponential of each group's entropy: the number of equally frequent values that would be as diverse.

        A group is entropy l-diverse if its entropy is at least log(l). Machanavajjhala et al., "l-diversity", 2007,
        definition 4.1, doi:10.1145/1217299.1217302.
        """
        shares = self.count / self._sizes
        return np.exp(-np.add.reduceat(shares * np.log(shares), self.starts))

    def most_to_rest(self, l: int) -> Floats:  # noqa: E741 - the field's standard name
        """Return ``r_1 / (r_l + ... + r_m)`` of each group, r being its counts from the largest to the smallest.

        A group is recursively (c, l)-diverse if this is below c. It is infinite where a group has fewer than ``l``
        values. Machanavajjhala et al., "l-diversity", 2007, definition 4.2, doi:10.1145/1217299.1217302.
        """
        group = np.repeat(np.arange(self.starts.size), self.distinct)
        count = self.count[np.lexsort((-self.count, group))].astype(float)
        place = np.arange(count.size) - self.starts[group]
        rest = np.add.reduceat(np.where(place >= l - 1, count, 0.0), self.starts)
        return np.asarray(np.divide(count[self.starts], rest, out=np.full(rest.size, np.inf), where=rest > 0))

    @cached_property
    def distance(self) -> Floats:
        """The earth mover's distance of each group's distribution from the whole table's, 0 to 1.

        Values are equally far apart when nominal, and as far as their places differ, over the range, when ordered. Li,
        Li, Venkatasubramanian, "t-closeness", ICDE 2007, section 4, doi:10.1109/ICDE.2007.367856.
        """
        if self.attribute.size < 2:
            return np.zeros(self.starts.size)
        if self.attribute.ordered:
            return self._ordered_distance()
        surplus: Floats = np.maximum(self.count / self._sizes - self.attribute.shares[self.place], 0.0)
        return np.add.reduceat(surplus, self.starts)

    def _ordered_distance(self) -> Floats:
        """Return the area between the distribution functions of group and table, over the range.

        Between two neighbouring values of the group, the group's function is constant, and the table's crosses it at
        most once. So four look-ups in the cumulative area of the table's function give the area between them.
        """
        table = np.cumsum(self.attribute.shares)
        area = np.concatenate([[0.0], np.cumsum(table)])
        total = np.cumsum(self.count)
        earlier = np.repeat(total[self.starts] - self.count[self.starts], self.distinct)
        height = (total - earlier) / self._sizes
        until = np.append(self.place[1:], 0)
        until[np.append(self.starts[1:], self.place.size) - 1] = self.attribute.size
        crossing = np.clip(np.searchsorted(table, height), self.place, until)
        above = height * (crossing - self.place) - (area[crossing] - area[self.place])
        below = area[until] - area[crossing] - height * (until - crossing)
        between: Floats = np.add.reduceat(above + below, self.starts) + area[self.place[self.starts]]
        return between / (self.attribute.size - 1)

    @cached_property
    def log_ratio(self) -> Floats:
        """The largest |ln| of a value's share in each group over its share in the table.

        Infinite where a group lacks a value that occurs in the table. A table is delta-disclosure-private if all are
        below delta. Brickell, Shmatikov, "The cost of privacy", KDD 2008, doi:10.1145/1401890.1401904.
        """
        shares = self.attribute.shares
        ratio = np.abs(np.log(self.count / self._sizes / shares[self.place]))
        return np.where(self.distinct < np.count_nonzero(shares), np.inf, np.maximum.reduceat(ratio, self.starts))


def _tally(keys: Integers) -> tuple[Integers, Integers]:
    """Return the keys that occur, sorted, and how often each does."""
    if int(keys.max()) < 4 * keys.size:
        counts = np.bincount(keys)
        found = np.flatnonzero(counts)
        return found, counts[found]
    return np.unique(keys, return_counts=True)
