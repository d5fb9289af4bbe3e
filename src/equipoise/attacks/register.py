"""A public register of people, matched against a release when nobody knows who is in it.

People are kept sorted so that those inside a box form a few contiguous slices: counting them and drawing one of them
takes a binary search each, for any size of the register.
"""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import numpy as np

from equipoise.arrays import Floats, Integers
from equipoise.attacks.matching import Matcher, draw, group, row_keys


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
    """
    values = people[:, matcher.places]
    order, slices = _exact_slices(matcher, values) if matcher.exact else _slices(matcher, values)
    first, last = np.searchsorted(slices.box, [matcher.box_of_row, matcher.box_of_row + 1])
    total = np.concatenate([[0], np.cumsum(slices.count)])
    rows = np.flatnonzero(total[last] > total[first])
    named = np.full(len(matcher.box_of_row), -1, dtype=np.int64)
    u = rng.random(len(named))
    run, offset = draw(slices.count, first[rows], last[rows], u[rows])
    named[rows] = order[slices.start[run] + offset]
    return named


def _exact_slices(matcher: Matcher, values: Floats) -> tuple[Integers, Slices]:
    keys = row_keys(np.vstack([matcher.low, values]))
    boxes, wanted = keys[: len(matcher.low)], keys[len(matcher.low) :]
    order = np.argsort(wanted, kind="stable")
    begin = np.searchsorted(wanted[order], boxes)
    end = np.searchsorted(wanted[order], boxes, side="right")
    return order, Slices(np.arange(len(boxes)), begin, end - begin)


def _slices(matcher: Matcher, values: Floats) -> tuple[Integers, Slices]:
    """Block on all fields but the one with most values, in which each block is sorted."""
    distinct = [len(np.unique(column)) for column in values.T]
    last = int(np.argmax(distinct))
    shared = [place for place in range(len(distinct)) if place != last]
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
