"""Matching of randomised answers: the probabilities of the flips are public, the draws are not.

A row that shows another level may still be the person's, so every row is a candidate. The probability that a
person's own row shows the combination c is a product over the known fields: the truthful probability p where c agrees
with the record, (1 - p) / (m - 1) where it does not. All rows that show c are equally likely, so each has the
probability of c divided by their number (Bayes' rule; Warner 1965, doi:10.1080/01621459.1965.10480775).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from equipoise.core.arrays import Floats, Integers
from equipoise.shared.column import Column
from equipoise.shared.release import Release
from equipoise.stages.attacks.matching import CELLS, Block, Matcher, draw, group, row_keys


class NoisyMatcher(Matcher):
    """The distinct combinations of answers in the known fields, prepared for matching with people's records."""

    def __init__(self, release: Release, fields: Sequence[str]) -> None:
        super().__init__(release, fields)
        self.exact = False
        self._columns = [release.schema[fields[place]] for place in self.places]
        chances = [chances_of(release, column) for column in self._columns]
        self._truth, self._other = np.array(chances, dtype=float).reshape(-1, 2).T
        self._answered = [column.name in release.truthful for column in self._columns]

    def distinct(self, points: Floats) -> tuple[Floats, Integers]:
        """Return the probability of every box for each kind of person, and the kind of each point.

        Points (shape: points x fields) are of one kind if they have the same levels.

        Returns:
            Probabilities that a person's row shows the box (shape: kinds x boxes), and kinds (shape: points).
        """
        values = points[:, self.places]
        levels = [
            column.band_of(value) if answered else value
            for column, value, answered in zip(self._columns, values.T, self._answered, strict=True)
        ]
        keys = row_keys(np.array(levels, dtype=float).reshape(len(levels), len(points)).T)
        every, kind = _numbered(keys)
        one = np.empty(every, dtype=np.int64)
        one[kind] = np.arange(len(kind))
        chance = np.ones((every, len(self.low)))
        for place, value in enumerate(values[one].T):
            agrees = (self.low[:, place] <= value[:, None]) & (value[:, None] <= self.high[:, place])
            chance *= np.where(agrees, self._truth[place], self._other[place])
        return chance, kind

    def blocks(self, points: Floats) -> Iterator[Block]:
        """Yield all points, kind by kind, with all their candidate boxes; see `Matcher.blocks`."""
        chance, kind = self.distinct(points)
        order, starts = group(kind)
        every = np.arange(len(self.low))
        for begin, end in pairwise(starts.tolist()):
            own = chance[kind[order[begin]]]
            boxes = every if own.all() else np.flatnonzero(own)
            step = max(1, CELLS // max(1, len(boxes)))
            for cut in range(begin, end, step) if len(boxes) else ():
                members = order[cut : min(end, cut + step)]
                inside = np.ones((len(members), len(boxes)), dtype=bool)
                yield Block(members, boxes, inside, own[boxes] / self.count[boxes])


def matcher_of(release: Release, fields: Sequence[str]) -> Matcher:
    """Return the matcher of a release in the known fields."""
    return NoisyMatcher(release, fields) if release.truthful else Matcher(release, fields)


def chances_of(release: Release, column: Column) -> tuple[float, float]:
    """Return the probability that an answer shows the true level, and that it shows each other one."""
    truth = release.truthful.get(column.name, 1.0)
    return truth, (1.0 - truth) / max(len(column.bands) - 1, 1)


def likely_people(matcher: NoisyMatcher, people: Floats, rng: np.random.Generator) -> Integers:
    """Return for every row the most likely person of a register (people x fields); ties are broken at random."""
    chance, kind = matcher.distinct(people)
    order, starts = group(kind.astype(np.min_scalar_type(len(chance))))  # short numbers are sorted in linear time
    best = chance.max(axis=0, initial=0.0)
    box, tied = np.nonzero((chance >= best * (1 - 1e-9)).T & (best > 0)[:, None])
    first, last = np.searchsorted(box, [matcher.box_of_row, matcher.box_of_row + 1])
    rows = np.flatnonzero(last > first)
    u = rng.random(len(matcher.box_of_row))
    item, offset = draw(np.diff(starts)[tied], first[rows], last[rows], u[rows])
    named = np.full(len(u), -1, dtype=np.int64)
    named[rows] = order[starts[tied[item]] + offset]
    return named


def _numbered(keys: Integers) -> tuple[int, Integers]:
    """Return how many different keys there are, and their numbers; without sorting where keys are small."""
    if keys.max(initial=0) > 4 * len(keys):
        values, number = np.unique(keys, return_inverse=True)
        return len(values), number.astype(np.int64)
    number = np.cumsum(np.bincount(keys) > 0) - 1
    return int(number[-1]) + 1 if number.size else 0, number[keys]


def unbiased(values: Floats, shown: Floats, release: Release, names: Sequence[str]) -> Floats:
    """Return unbiased estimates of the true values of randomised columns.

    If f(level) is shown, its mean is (p - q) f(true level) + q sum(f), with q the probability of each other level.

    Args:
        values: f of the released answers (shape: rows x columns). shown: f of each column's levels, summed.
        release, names: the table, and its columns.
    """
    chances = np.array([chances_of(release, release.schema[name]) for name in names]).reshape(-1, 2)
    truth, other = chances.T
    other = np.where(truth < 1, other, 0.0)
    estimate: Floats = (values - other * shown) / (truth - other)
    return estimate
