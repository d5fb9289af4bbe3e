"""A public register of people, matched with a release when the attacker does not know who is in it.

People are kept sorted so that those inside a box form a few contiguous slices: counting them and drawing one of them
takes a binary search each, for any size of the register.
"""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import numpy as np

from equipoise.core.arrays import Floats, Integers
from equipoise.stages.attacks.matching import CELLS, Matcher, draw, group, row_keys, split_fields
from equipoise.stages.attacks.noisy import NoisyMatcher, likely_people

SOME = 1000
"""About how many people tell which field leaves fewest pairs."""


@dataclasses.dataclass(frozen=True, eq=False)
class Slices:
    """Runs of sorted people inside boxes: ``start`` and ``count`` of each run, sorted by ``box``."""

    box: Integers
    start: Integers
    count: Integers


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
    values = people[:, matcher.places]
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
    values = people[:, matcher.places]
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
    order = np.argsort(wanted, kind="stable")
    begin = np.searchsorted(wanted[order], boxes)
    end = np.searchsorted(wanted[order], boxes, side="right")
    return order, Slices(np.arange(len(boxes)), begin, end - begin)


def _in_blocks(matcher: Matcher, values: Floats, shared: list[int], last: int) -> tuple[Integers, Slices]:
    """Block on the fields with few values; each block is sorted by the last field."""
    order, starts = group(row_keys(values[:, [*shared, last]]), row_keys(values[:, shared]))
    line = values[order, last]
    found = []
    firsts = values[order[starts[:-1]]]
    for (begin, end), boxes in zip(pairwise(starts.tolist()), matcher.covering(firsts, shared), strict=True):
        low = begin + np.searchsorted(line[begin:end], matcher.low[boxes, last])
        high = begin + np.searchsorted(line[begin:end], matcher.high[boxes, last], side="right")
        found.append(np.stack([boxes, low, high - low]))
    box, start, count = np.hstack(found) if found else np.empty((3, 0), dtype=np.int64)
    by_box = np.argsort(box, kind="stable")
    return order, Slices(box[by_box], start[by_box], count[by_box])


def _filtered(
    matcher: Matcher, values: Floats, order: Integers, slices: Slices, rest: list[int]
) -> tuple[Integers, Integers]:
    """Return the pairs of box and person within the slices that agree in the fields ``rest`` too."""
    within = np.cumsum(slices.count) - slices.count
    box = np.repeat(slices.box, slices.count)
    place_of = np.arange(box.size) + np.repeat(slices.start - within, slices.count)
    for place in rest[:1]:  # neighbours in the order are neighbours in memory, and so are the pairs of a box
        value = values[order, place][place_of]
        low, high = (np.repeat(ends[slices.box, place], slices.count) for ends in (matcher.low, matcher.high))
        inside = (low <= value) & (value <= high)
        box, place_of = box[inside], place_of[inside]
    person = order[place_of]
    for place in rest[1:]:
        value = values[person, place]
        inside = (matcher.low[box, place] <= value) & (value <= matcher.high[box, place])
        box, person = box[inside], person[inside]
    return box, person


def compared(matcher: Matcher, people: Floats) -> tuple[Integers, Integers]:
    """Return the pairs of a box and a person inside it; a person's pairs are together, sorted by box.

    People are blocked on the fields with few values. In a block, sorted by the field that leaves fewest pairs, those
    inside a box are one slice; the other fields are compared pair by pair, in bounded pieces.
    """
    values = people[:, matcher.places]
    shared, rest = split_fields(values, len(matcher.low))
    first = min(rest, key=lambda place: _fitting(matcher, values, place))
    others = [place for place in rest if place != first]
    order, slices = _in_blocks(matcher, values, shared, first)
    piece = np.cumsum(slices.count) // CELLS
    found = [
        _filtered(matcher, values, order, Slices(slices.box[a:b], slices.start[a:b], slices.count[a:b]), others)
        for a, b in pairwise([0, *(np.flatnonzero(np.diff(piece)) + 1).tolist(), len(piece)])
    ]
    box, person = (np.concatenate(each) for each in zip(*found, strict=True))
    in_block = np.argsort(row_keys(values[:, shared]), kind="stable")
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
    order = np.argsort(box, kind="stable")
    return person[order], Slices(box[order], np.arange(len(box)), np.ones(len(box), dtype=np.int64))
