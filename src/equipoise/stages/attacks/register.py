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
    for begin, end in pairwise(starts.tolist()):
        boxes = matcher.covering(values[order[begin]], shared)
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
    box = np.repeat(slices.box, slices.count)
    within = np.arange(box.size) - np.repeat(np.cumsum(slices.count) - slices.count, slices.count)
    person = order[np.repeat(slices.start, slices.count) + within]
    for place in rest:
        value = values[person, place]
        inside = (matcher.low[box, place] <= value) & (value <= matcher.high[box, place])
        box, person = box[inside], person[inside]
    return box, person


def compared(matcher: Matcher, people: Floats) -> tuple[Integers, Integers]:
    """Return the pairs of a box and a person inside it, comparing block by block; a person's pairs are together."""
    found = [np.empty((2, 0), dtype=np.int64)]
    for block in matcher.blocks(people):
        at, column = np.divmod(np.flatnonzero(block.inside), len(block.boxes))
        found.append(np.stack([block.boxes[column], block.points[at]]))
    box, person = np.hstack(found)
    return box, person


def _slices_of_one(box: Integers, person: Integers) -> tuple[Integers, Slices]:
    order = np.argsort(box, kind="stable")
    return person[order], Slices(box[order], np.arange(len(box)), np.ones(len(box), dtype=np.int64))
