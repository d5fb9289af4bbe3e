"""The candidate rows of every person: computed once, and shared by all attacks with the same knowledge."""

from __future__ import annotations

import dataclasses
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np

from equipoise.core.arrays import Flags, Floats, Integers
from equipoise.shared.equivalence import order_of
from equipoise.shared.release import Release
from equipoise.stages.attacks.base import Auxiliary
from equipoise.stages.attacks.matching import Matcher, draw
from equipoise.stages.attacks.noisy import NoisyMatcher, matcher_of
from equipoise.stages.attacks.register import compared, few_pairs

WORTH_JOINING = 16
"""Pairs per point up to which a join on equal fields is faster than comparing blocks: true of names, not of sex."""


@dataclasses.dataclass(frozen=True, eq=False)
class Candidates:
    """The boxes that may hold each point's row, as one list of pairs.

    Attributes:
        matcher: the boxes. size: how many points there are.
        point: the points that have a candidate, each once. run: the run of pairs that each of them has; points may
            share one. start: where each run begins.
        box: the box of every pair. weight: the likelihood, per person of the box, that it gives to the points.
    """

    matcher: Matcher
    size: int
    point: Integers
    run: Integers
    start: Integers
    box: Integers
    weight: Floats

    @cached_property
    def owner(self) -> Integers:
        """The run that each pair belongs to (shape: pairs)."""
        return np.repeat(np.arange(len(self.start)), np.diff(self.start, append=len(self.box)))

    def pick(self, rng: np.random.Generator) -> Integers:
        """Return the most likely row of each point, -1 where none matches; ties are broken at random."""
        u, rows = rng.random(self.size), np.full(self.size, -1, dtype=np.int64)
        if self.point.size:
            best = np.maximum.reduceat(self.weight, self.start)
            tied = np.flatnonzero(self.weight == best[self.owner])
            first = np.searchsorted(tied, self.start)
            last, box = np.append(first[1:], len(tied)), self.box[tied]
            item, offset = draw(self.matcher.count[box], first[self.run], last[self.run], u[self.point])
            rows[self.point] = self.matcher.rows[self.matcher.start[box[item]] + offset]
        return rows

    def pool(self, values: Floats) -> tuple[Floats, Integers]:
        """Return the likelihood-weighted mean of row values over the people who may be each point, and their number.

        Args:
            values: one number per released row, a cohort's mean for a cohort (shape: rows).

        Returns:
            Means (shape: points; NaN where there is no candidate) and candidate counts (shape: points).
        """
        means, counts = np.full(self.size, np.nan), np.zeros(self.size, dtype=np.int64)
        if self.point.size:
            sums, (people, weight) = self.matcher.sums(values), self._people
            means[self.point] = (np.add.reduceat(self.weight * sums[self.box], self.start) / weight)[self.run]
            counts[self.point] = people[self.run]
        return means, counts

    @cached_property
    def _people(self) -> tuple[Floats, Floats]:
        """The people in the boxes of each run: their number, and the sum of their likelihoods (shape: runs each)."""
        people = self.matcher.people[self.box]
        return np.add.reduceat(people, self.start), np.add.reduceat(self.weight * people, self.start)

    def means(self, values: Floats) -> Floats:
        """Return the likelihood-weighted mean over the points that may belong to each box (shape: boxes).

        Boxes that no point fits get the mean over all points.

        Args:
            values: one number per point (shape: points).
        """
        runs, boxes = len(self.start), len(self.matcher.low)
        count, total = (np.bincount(self.run, weights=each, minlength=runs) for each in (None, values[self.point]))
        fitting, sums = (
            np.bincount(self.box, weights=self.weight * each[self.owner], minlength=boxes) for each in (count, total)
        )
        everybody = np.full(boxes, values.mean() if values.size else np.nan)
        means: Floats = np.divide(sums, fitting, out=everybody, where=fitting > 0)
        return means


def find(matcher: Matcher, points: Floats) -> Candidates:
    """Return the candidates of the points (shape: points x fields)."""
    if isinstance(matcher, NoisyMatcher):
        return _by_kind(matcher, points)
    if matcher.exact:
        box = matcher.locate(points)
        point = np.flatnonzero(box >= 0)
        return _weighed(matcher, len(points), point, np.arange(point.size), box[point])
    joined = few_pairs(matcher, points, WORTH_JOINING * len(points))
    if joined is None:
        box, point = compared(matcher, points)
    else:
        order = order_of(joined[1])
        box, point = joined[0][order], joined[1][order]
    return _grouped(matcher, len(points), point, box)


def _grouped(matcher: Matcher, size: int, owner: Integers, box: Integers) -> Candidates:
    start = np.flatnonzero(np.diff(owner, prepend=-1))
    return _weighed(matcher, size, owner[start], start, box)


def _weighed(matcher: Matcher, size: int, point: Integers, start: Integers, box: Integers) -> Candidates:
    return Candidates(matcher, size, point, np.arange(point.size), start, box, matcher.likelihood[box])


def _by_kind(matcher: NoisyMatcher, points: Floats) -> Candidates:
    """Return the candidates, found once for all points of a kind."""
    chance, kind = matcher.distinct(points)
    possible: Flags = np.any(chance > 0, axis=1)
    point = np.flatnonzero(possible[kind])
    owner, box = np.nonzero(chance)
    start = np.flatnonzero(np.diff(owner, prepend=-1))
    run = (np.cumsum(possible) - 1)[kind[point]]
    return Candidates(matcher, len(points), point, run, start, box, chance[owner, box] / matcher.count[box])


@dataclasses.dataclass(frozen=True, eq=False)
class Matched:
    """A release, prepared for matching with an attacker's records of targets and control people."""

    release: Release
    matcher: Matcher
    target_records: Floats
    control_records: Floats

    @cached_property
    def targets(self) -> Candidates:
        """The candidates of the targets, found when they are first asked for: not every attack looks for them."""
        return find(self.matcher, self.target_records)

    @cached_property
    def controls(self) -> Candidates:
        """The candidates of the control people, found when they are first asked for."""
        return find(self.matcher, self.control_records)


_KNOWN: WeakKeyDictionary[Auxiliary, Matched] = WeakKeyDictionary()


def matched(release: Release, knowledge: Auxiliary) -> Matched:
    """Return the release matched with targets and control people; attacks with the same knowledge share the result."""
    found = _KNOWN.get(knowledge)
    if found is None or found.release is not release:
        matcher = matcher_of(release, knowledge.fields)
        found = Matched(release, matcher, knowledge.targets, knowledge.controls)
        _KNOWN[knowledge] = found
    return found
