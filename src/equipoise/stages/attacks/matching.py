"""Which released rows may belong to a person: candidate matching on boxes.

A released row is a box: an interval for every known field. Boxes that are disjoint in all fields may overlap in the few
that an attacker knows, so every box that covers a record is a candidate. Its weight is the likelihood of the record in
it: one over its volume, which assumes a uniform distribution of records in the box.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from equipoise.core.arrays import Flags, Floats, Integers
from equipoise.shared.equivalence import order_of, whole_codes
from equipoise.shared.release import Release

CELLS = 1 << 22
"""How many comparisons of points and boxes are held in memory at once."""


def identifier_codes(values: pd.Series) -> Floats:
    """Return identifiers as numbers that are equal where the identifiers are: numbers stay, text is hashed."""
    if pd.api.types.is_numeric_dtype(values):
        return values.to_numpy(dtype=float)
    hashes = pd.util.hash_array(values.astype(str).to_numpy(dtype=object))
    return (hashes >> np.uint64(11)).astype(float)  # 53 bits: exact in a double


def known_places(release: Release, fields: Sequence[str]) -> list[int]:
    """Return the places in ``fields`` of those that the release still holds as a comparable column."""
    comparable = release.schema.names("quasi", "direct")
    return [place for place, name in enumerate(fields) if name in comparable]


def row_keys(table: Floats) -> Integers:
    """Return one whole number per row, equal exactly where rows are equal (shape of table: rows x columns)."""
    keys, span = np.zeros(len(table), dtype=np.int64), 1
    for column in table.T:
        codes, size = _codes(column)
        if span > (1 << 62) // size:
            keys, firsts = _distinct(keys)
            span = len(firsts)
        keys = keys * size + codes
        span *= size
    return keys


def group(keys: Integers, blocks: Integers | None = None) -> tuple[Integers, Integers]:
    """Return the order that sorts ``keys``, and where each run of equal ``blocks`` (by default: keys) begins and ends.

    No key is below zero. Blocks have to be runs of the sorted keys. The starts have one entry more than there are runs.
    """
    order = order_of(keys)
    runs = (keys if blocks is None else blocks)[order]
    starts = np.flatnonzero(runs[1:] != runs[:-1]) + 1
    return order, np.concatenate([[0], starts, [len(runs)]]) if len(runs) else np.zeros(1, dtype=np.int64)


def split_fields(values: Floats, boxes: int) -> tuple[list[int], list[int]]:
    """Split the fields into those to block on (few distinct values) and those to compare one by one.

    Each block compares all ``boxes`` once, so more blocks are worthwhile the more pairs there are to compare.
    """
    distinct = [_number_of_different(column) for column in values.T]
    order = sorted(range(len(distinct)), key=distinct.__getitem__)
    shared: list[int] = []
    blocks, limit = 1, max(256, len(values) // 64, boxes // 64)
    for place in order[:-1]:
        blocks = min(blocks * distinct[place], len(values))
        if blocks > limit:
            break
        shared.append(place)
    return shared, [place for place in order if place not in shared]


def draw(weights: Integers, first: Integers, last: Integers, u: Floats) -> tuple[Integers, Integers]:
    """Draw from weighted items, once for every range ``[first, last)`` of them with a positive total.

    Returns:
        The drawn item, and which of its ``weights[item]`` units it was (uniform over all units of the range).
    """
    before = np.concatenate([[0], np.cumsum(weights)])
    total = before[last] - before[first]
    ticket = before[first] + np.minimum((u * total).astype(np.int64), total - 1)
    item = np.searchsorted(before, ticket, side="right") - 1
    return item, ticket - before[item]


@dataclasses.dataclass(frozen=True, eq=False)
class Block:
    """Some points against some boxes: ``inside[i, j]`` tells whether box ``boxes[j]`` covers point ``points[i]``.

    ``likelihood`` is that of each of the boxes, per row.
    """

    points: Integers
    boxes: Integers
    inside: Flags
    likelihood: Floats


class Matcher:
    """The distinct boxes of a release in the known fields, prepared for matching with people's records.

    Attributes:
        places: the places in ``fields`` of the fields that the release holds; the others cannot be compared.
        low, high: the distinct boxes, the most likely first (shape: boxes x compared fields).
        count: rows in each box. box_of_row: the box of each row.
        people, people_of_row: people in each box and row; one a row, and more where rows are cohorts.
        rows, start: the rows of box b are ``rows[start[b]:start[b + 1]]``.
        likelihood: of a record in the box, per person: 1 / volume, in units of the columns' scales.
        exact: whether every box is a single point.
    """

    def __init__(self, release: Release, fields: Sequence[str]) -> None:
        self.places = known_places(release, fields)
        low, high = _intervals(release, [fields[place] for place in self.places])
        inverse, first = _distinct(row_keys(low if low is high else np.hstack([low, high])))
        volume = np.prod(np.ascontiguousarray(high[first] - low[first]) + 1.0, axis=1)
        order = np.argsort(volume, kind="stable")
        self.low, self.high = (np.asfortranarray(ends[first][order]) for ends in (low, high))
        self.count: Integers = np.bincount(inverse, minlength=len(first))[order]
        self.box_of_row: Integers = np.argsort(order)[inverse]
        self.rows: Integers = order_of(self.box_of_row)
        self.start: Integers = np.concatenate([[0], np.cumsum(self.count)])
        people = np.ones(len(release)) if release.people is None else release.people
        self.people_of_row: Floats = people.astype(float)
        self.people: Floats = self.sums(np.ones(len(release)))
        self.likelihood: Floats = 1.0 / volume[order]
        self.exact = bool((self.low == self.high).all())

    def locate(self, points: Floats) -> Integers:
        """Return the box that equals each point, -1 where none does. Needs exact boxes (shape: points x fields)."""
        keys = row_keys(np.vstack([self.low, points[:, self.places]]))
        boxes, wanted = keys[: len(self.low)], keys[len(self.low) :]
        order = np.argsort(boxes)
        place = np.minimum(np.searchsorted(boxes[order], wanted), len(boxes) - 1)
        return np.where(boxes[order][place] == wanted, order[place], -1)

    def blocks(self, points: Floats) -> Iterator[Block]:
        """Yield all points (shape: points x fields) with the boxes that may cover them, in bounded pieces.

        Points that agree in the fields with few values are compared together: only with the boxes that cover those
        values.
        """
        values = points[:, self.places]
        shared, rest = split_fields(values, len(self.low))
        order, starts = group(row_keys(values[:, shared]))
        firsts = values[order[starts[:-1]]]
        for (begin, end), boxes in zip(pairwise(starts.tolist()), self.covering(firsts, shared), strict=True):
            step = max(1, CELLS // max(1, len(boxes)))
            for cut in range(begin, end, step) if len(boxes) else ():
                members = order[cut : min(end, cut + step)]
                yield Block(members, boxes, self._inside(values[members], boxes, rest), self.likelihood[boxes])

    def sums(self, values: Floats) -> Floats:
        """Return the sum of row values over the people of each box (shape of values: rows)."""
        return np.add.reduceat((values * self.people_of_row)[self.rows], self.start[:-1])

    def rows_of(self, boxes: Integers) -> tuple[Integers, Integers]:
        """Return the rows in ``boxes``, box by box, and for each the place of its box in ``boxes``."""
        count = self.count[boxes]
        within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        place = np.repeat(np.arange(len(boxes)), count)
        return self.rows[self.start[boxes][place] + within], place

    def covering(self, table: Floats, shared: Sequence[int]) -> Iterator[Integers]:
        """Yield for each row of a table the boxes that cover it in the compared fields ``shared``.

        Rows that begin alike in these fields share the work if they follow each other (shape: rows x fields).
        """
        found, before = [np.arange(len(self.low))], np.full(len(shared), np.nan)
        for values in table[:, shared]:
            alike = int(np.argmax(np.append(values != before, True)))
            del found[alike + 1 :]
            for place, value in zip(shared[alike:], values[alike:], strict=True):
                boxes = found[-1]
                covers = (self.low[boxes, place] <= value) & (value <= self.high[boxes, place])
                found.append(boxes[covers])
            before = values
            yield found[-1]

    def _inside(self, values: Floats, boxes: Integers, rest: list[int]) -> Flags:
        inside = np.ones((len(values), len(boxes)), dtype=bool)
        for place in rest:
            point = values[:, place, None]
            inside &= self.low[boxes, place] <= point
            inside &= point <= self.high[boxes, place]
        return inside


def _distinct(keys: Integers) -> tuple[Integers, Integers]:
    """Return the place of each key among the sorted different ones, and where each of these occurs first."""
    codes, values = pd.factorize(keys)
    order, number = np.argsort(values), np.arange(len(keys))
    first, rank = np.empty(len(values), dtype=np.int64), np.empty(len(values), dtype=np.int64)
    first[codes[::-1]] = number[::-1]
    rank[order] = np.arange(len(values))
    return rank[codes], first[order]


def _intervals(release: Release, names: Sequence[str]) -> tuple[Floats, Floats]:
    quasi = release.schema.names("quasi")
    if not set(names) - set(quasi):
        places = [quasi.index(name) for name in names]
        low = release.low.T[places].T
        return low, low if release.low is release.high else release.high.T[places].T
    low, high = (np.empty((len(release), len(names)), order="F") for _ in range(2))  # columns are read one by one
    for place, name in enumerate(names):
        if name in quasi:
            low[:, place], high[:, place] = (ends[:, quasi.index(name)] for ends in (release.low, release.high))
        else:
            low[:, place] = high[:, place] = identifier_codes(release.exact[name])
    return low, high


def _number_of_different(column: Floats) -> int:
    whole = whole_codes(column)
    if whole is None or whole[1] > 4 * column.size:
        return len(np.unique(column))
    return int(np.count_nonzero(np.bincount(whole[0], minlength=whole[1])))


def _codes(column: Floats) -> tuple[Integers, int]:
    whole = whole_codes(column)
    if whole is not None:
        return whole[:2]
    values, codes = np.unique(column, return_inverse=True)
    return codes, max(1, len(values))
