"""A public register of people, matched with a release when the attacker does not know who is in it.

People are kept sorted so that those inside a box form a few contiguous slices: counting them and drawing one of them
takes a binary search each, for any size of the register.
"""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import numpy as np

from equipoise.core.arrays import Floats, Integers
from equipoise.shared.equivalence import order_of
from equipoise.stages.attacks.matching import CELLS, Matcher, draw, group, row_keys, split_fields
from equipoise.stages.attacks.noisy import NoisyMatcher, likely_people

SOME = 1000
"""About how many people tell which field leaves fewest pairs."""
PAIRS = 1 << 16
"""About how many pairs are compared at a time."""


@dataclasses.dataclass(frozen=True, eq=False)
class Slices:
    """Runs of sorted people inside boxes: ``start`` and ``count`` of each run, sorted by ``box``."""

    box: Integers
    start: Integers
    count: Integers

    def part(self, begin: int, end: int) -> Slices:
        """Return some of the runs."""
        return Slices(self.box[begin:end], self.start[begin:end], self.count[begin:end])


def name_people(matcher: Matcher, people: Floats, rng: np.random.Generator) -> Integers:
    """Return for every released row a random one of the people inside its box, -1 where there is none.

    Args:
        matcher: the release in the known fields.
        people: the register (shape: people x fields).
        rng: the random stream.

    Where rows are randomised answers, it is one of the people who most likely give them.
    """
    if isinstance(matcher, NoisyMatcher):
        return likely_people(matcher, people, rng)
    order, slices = _inside(matcher, people)
    first, last = np.searchsorted(slices.box, [matcher.box_of_row, matcher.box_of_row + 1])
    total = np.concatenate([[0], np.cumsum(slices.count)])
    rows = np.flatnonzero(total[last] > total[first])
    named = np.full(len(matcher.box_of_row), -1, dtype=np.int64)
    u = rng.random(len(named))
    run, offset = draw(slices.count, first[rows], last[rows], u[rows])
    named[rows] = order[slices.start[run] + offset]
    return named


def _inside(matcher: Matcher, people: Floats) -> tuple[Integers, Slices]:
    """Return an order of the people, and the slices of it that lie in the boxes, by the cheapest applicable method."""
    values = people.T[matcher.places].T  # columns are read one by one
    points = [place for place in range(values.shape[1]) if (matcher.low[:, place] == matcher.high[:, place]).all()]
    if len(points) == values.shape[1]:
        return _equal(matcher, values, points)
    shared, rest = split_fields(values, len(matcher.low))
    if len(rest) == 1:
        return _in_blocks(matcher, values, shared, rest[0])
    return _slices_of_one(*(few_pairs(matcher, people, 4 * CELLS) or compared(matcher, people)))


def few_pairs(matcher: Matcher, people: Floats, most: int) -> tuple[Integers, Integers] | None:
    """Return the pairs of a box and a person inside it, found through the fields in which every box is a point.

    They are sorted by box. None where there is no such field, or where such fields leave more than ``most`` pairs
    to compare.
    """
    values = people.T[matcher.places].T  # columns are read one by one
    points = [place for place in range(values.shape[1]) if (matcher.low[:, place] == matcher.high[:, place]).all()]
    if not points:
        return None
    order, equal = _equal(matcher, values, points)
    if equal.count.sum() > most:
        return None
    shared, rest = split_fields(values, len(matcher.low))
    open_fields = [place for place in reversed([*shared, *rest]) if place not in points]
    return _filtered(matcher, values, order, equal, open_fields)


def _equal(matcher: Matcher, values: Floats, points: list[int]) -> tuple[Integers, Slices]:
    """Sort by the fields in which every box is a point; people equal to a box in them are one slice."""
    keys = row_keys(np.vstack([matcher.low, values])[:, points])
    boxes, wanted = keys[: len(matcher.low)], keys[len(matcher.low) :]
    order = order_of(wanted)
    begin = np.searchsorted(wanted[order], boxes)
    end = np.searchsorted(wanted[order], boxes, side="right")
    return order, Slices(np.arange(len(boxes)), begin, end - begin)


def _in_blocks(matcher: Matcher, values: Floats, shared: list[int], last: int) -> tuple[Integers, Slices]:
    """Block on the fields with few values; each block is sorted by the last field."""
    order, starts = group(row_keys(values.T[[*shared, last]].T), row_keys(values.T[shared].T))
    box, block = _covering(matcher, values[order[starts[:-1]]], shared)
    ends = np.concatenate([matcher.low[:, last][box], np.nextafter(matcher.high[:, last][box], np.inf)])
    begin, end = (np.tile(each[block], 2) for each in (starts[:-1], starts[1:]))
    first, beyond = _search(values[:, last][order], begin, end, ends).reshape(2, -1)
    return order, Slices(box, first, beyond - first)


def _covering(matcher: Matcher, firsts: Floats, shared: list[int]) -> tuple[Integers, Integers]:
    """Return the pairs of a box and a block whose values it covers in the fields ``shared``, sorted.

    Blocks that begin alike in these fields are compared together as far as they do (shape of firsts: blocks x fields,
    sorted by these).
    """
    box = np.arange(len(matcher.low) if len(firsts) else 0)
    node = np.zeros_like(box)
    begins, differs = np.zeros(1, dtype=np.int64), np.zeros(max(0, len(firsts) - 1), dtype=bool)
    for place in shared:
        differs = differs | (firsts[1:, place] != firsts[:-1, place])
        inner = np.concatenate([[0], np.flatnonzero(differs) + 1])
        first = np.searchsorted(inner, begins)
        children = np.diff(np.append(first, inner.size))[node]
        within = np.arange(children.sum()) - np.repeat(np.cumsum(children) - children, children)
        box, node, begins = np.repeat(box, children), np.repeat(first[node], children) + within, inner
        value = firsts[begins[node], place]
        covers = (matcher.low[:, place][box] <= value) & (value <= matcher.high[:, place][box])
        box, node = box[covers], node[covers]
    return box, node


def _search(line: Floats, begin: Integers, end: Integers, values: Floats) -> Integers:
    """Return where each value would stand in its part of a line, which is sorted from ``begin`` to ``end``."""
    place = begin
    for bit in reversed(range(int((end - begin).max(initial=0)).bit_length())):
        further = place + (1 << bit)
        below = (further <= end) & (line[np.minimum(further, line.size) - 1] < values)
        place = np.where(below, further, place)
    return place


def _filtered(
    matcher: Matcher, values: Floats, order: Integers, slices: Slices, rest: list[int]
) -> tuple[Integers, Integers]:
    """Return the pairs of box and person within the slices that agree in the fields ``rest`` too.

    The first of these fields is compared in pieces that fit into the processor's cache.
    """
    piece = np.cumsum(slices.count) // PAIRS
    cuts = [0, *(np.flatnonzero(np.diff(piece)) + 1).tolist(), len(piece)]
    line = values[:, rest[0]][order] if rest else None
    found = [_agreeing(matcher, slices.part(a, b), line, rest) for a, b in pairwise(cuts)]
    box, place_of = (np.concatenate(each) for each in zip(*found, strict=True))
    person = order[place_of]
    for place in rest[1:]:
        value = values[:, place][person]
        inside = (matcher.low[:, place][box] <= value) & (value <= matcher.high[:, place][box])
        box, person = box[inside], person[inside]
    return box, person


def _agreeing(matcher: Matcher, slices: Slices, line: Floats | None, rest: list[int]) -> tuple[Integers, Integers]:
    """Return the pairs of a box and a place in the order that agree in the first field of ``rest``, if there is one."""
    ends = np.cumsum(slices.count)
    place_of = np.arange(int(slices.count.sum()))
    place_of += np.repeat(slices.start + slices.count - ends, slices.count)
    if line is None:
        return np.repeat(slices.box, slices.count), place_of
    value = line[place_of]
    low, high = (np.repeat(side[:, rest[0]][slices.box], slices.count) for side in (matcher.low, matcher.high))
    fits = np.flatnonzero((low <= value) & (value <= high))
    return slices.box[np.searchsorted(ends, fits, side="right")], place_of[fits]


def compared(matcher: Matcher, people: Floats) -> tuple[Integers, Integers]:
    """Return the pairs of a box and a person inside it; a person's pairs are together, sorted by box.

    People are blocked on the fields with few values. In a block, sorted by the field that leaves fewest pairs, those
    inside a box are one slice; the other fields are compared pair by pair.
    """
    values = people.T[matcher.places].T  # columns are read one by one
    shared, rest = split_fields(values, len(matcher.low))
    first, *others = sorted(rest, key=lambda place: _fitting(matcher, values, place))
    order, slices = _in_blocks(matcher, values, shared, first)
    box, person = _filtered(matcher, values, order, slices, others)
    in_block = order_of(row_keys(values.T[shared].T))
    place = np.empty_like(in_block)
    place[in_block] = np.arange(len(in_block))
    pairs = np.sort(place[person] * len(matcher.low) + box)
    return pairs % len(matcher.low), in_block[pairs // len(matcher.low)]


def _fitting(matcher: Matcher, values: Floats, place: int) -> int:
    """Return how many pairs of a box and one of some people agree in one field."""
    some = np.sort(values[:: max(1, len(values) // SOME), place])
    low, high = matcher.low[:, place], matcher.high[:, place]
    return int((np.searchsorted(some, high, side="right") - np.searchsorted(some, low)).sum())


def _slices_of_one(box: Integers, person: Integers) -> tuple[Integers, Slices]:
    order = order_of(box)
    return person[order], Slices(box[order], np.arange(len(box)), np.ones(len(box), dtype=np.int64))
