"""The effects of thresholds by group, computed from sums.

Scores are places in the company's ranking, in percent of those it may score. All counts of fairness are summed once for
every group and step of the ranking; a threshold then only looks up sums, whatever the number of customers.
"""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.core.arrays import Array, Flags, Floats, Integers, freeze

STEPS = 200
"""Steps of the ranking; a threshold is a step from 0 (everybody who is scored) to 200 (nobody)."""
_SELECTED, _HITS, _BENEFIT, _BENEFIT_SQUARED, _CALIBRATION, _CALIBRATION_SQUARED = range(6)


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Tally:
    """Counts and sums by true group (each shape: ... x groups).

    Attributes:
        people, deserving: how many there are, and how many would have been selected under perfect knowledge.
        selected, hits: how many are selected, and how many of those are deserving.
        benefit, benefit_squared: sums of the extra visits that the offers bring.
        scored: how many are scored. calibration, calibration_squared: sums over them of predicted less true visits.
    """

    people: Floats
    deserving: Floats
    selected: Floats
    hits: Floats
    benefit: Floats
    benefit_squared: Floats
    scored: Floats
    calibration: Floats
    calibration_squared: Floats

    @property
    def counts(self) -> Floats:
        """People by group, selected and deserving (shape: ... x groups x 2 x 2), as `measure.fairness` takes them."""
        misses, false = self.deserving - self.hits, self.selected - self.hits
        others = self.people - self.deserving - false
        passed, chosen = np.stack([others, misses], axis=-1), np.stack([false, self.hits], axis=-1)
        return np.stack([passed, chosen], axis=-2)


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Ranked:
    """Sums over the customers in the company's ranking; made by `rank`.

    Attributes:
        sums: of those at or above each step (shape: groups with a threshold x steps + 1 x true groups x facts).
        passed: the counts while nobody is selected (every field's shape: true groups).
    """

    sums: Floats
    passed: Tally

    @property
    def selected(self) -> Floats:
        """How many are selected at each step (shape: groups with a threshold x steps + 1)."""
        return np.asarray(self.sums[..., _SELECTED].sum(axis=-1))

    def at(self, thresholds: Integers) -> Tally:
        """Return what is counted under thresholds (shape: ... x groups with a threshold; each a step)."""
        steps = np.asarray(thresholds)
        chosen = self.sums[np.arange(len(self.sums)), steps].sum(axis=-3)
        added = {name: chosen[..., fact] for fact, name in enumerate(_ADDED)}
        before = {field.name: getattr(self.passed, field.name) for field in dataclasses.fields(Tally)}
        shape = chosen.shape[:-1]
        return Tally(**{name: np.broadcast_to(value, shape) + added.get(name, 0) for name, value in before.items()})


_ADDED = ("selected", "hits", "benefit", "benefit_squared", "calibration", "calibration_squared")


def steps_of(uplift: Floats) -> Integers:
    """Return the step at which each person is still selected, from 0 to 199, by their place in the ranking."""
    rank = np.empty(uplift.size, dtype=np.int64)
    rank[np.argsort(uplift, kind="stable")] = np.arange(uplift.size)
    return rank * STEPS // max(uplift.size, 1)


def rank(
    step: Integers,
    known: Integers,
    group: Integers,
    groups: tuple[int, int],
    deserving: Flags,
    benefit: Floats,
    calibration: Floats,
) -> Ranked:
    """Return the sums over all counted customers.

    Args:
        step: of `steps_of`; -1 for those whom the company may not score.
        known: the group that the company holds, whose threshold applies, of those who are scored. group: the true one.
        groups: how many groups have a threshold, and how many true groups there are.
        deserving: who would be selected under perfect knowledge.
        benefit: extra visits that an offer brings, while passed over and when selected (shape: people x 2).
        calibration: predicted less true visits, likewise; ignored for those who are not scored.
    """
    scored = step >= 0
    off = np.where(scored[:, None], calibration, 0.0)
    facts = np.stack(
        [np.ones(step.size), deserving, *_moved(benefit), *_moved(off)], axis=1
    )[scored]  # fmt: skip
    shape = (groups[0], STEPS + 1, groups[1])
    cell = np.ravel_multi_index((known[scored], step[scored], group[scored]), shape)
    added = [np.bincount(cell, weights=fact, minlength=np.prod(shape)).reshape(shape) for fact in facts.T]
    sums = np.stack(added, axis=-1)[:, ::-1].cumsum(axis=1)[:, ::-1].copy()
    freeze(sums)

    def total(values: Array) -> Floats:
        return np.bincount(group, weights=values, minlength=groups[1]).astype(np.float64)

    nobody = np.zeros(groups[1])
    return Ranked(
        sums=sums,
        passed=Tally(
            people=total(np.ones(step.size)), deserving=total(deserving), selected=nobody, hits=nobody,
            benefit=total(benefit[:, 0]), benefit_squared=total(benefit[:, 0] ** 2), scored=total(scored),
            calibration=total(off[:, 0]), calibration_squared=total(off[:, 0] ** 2),
        ),
    )  # fmt: skip


def _moved(values: Floats) -> tuple[Floats, Floats]:
    """Return by how much a value, and its square, change when a person is selected."""
    return values[:, 1] - values[:, 0], values[:, 1] ** 2 - values[:, 0] ** 2
