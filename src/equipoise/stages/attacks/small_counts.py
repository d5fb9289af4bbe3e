"""Singling out from averages: a cohort's total of one belongs to one person.

An average times the size of the cohort is a total. If a total of whole numbers is one, then exactly one of the cohort's
people contributes to it, and "is in this box, and has at least one" describes exactly one person. For this reason
statistical offices publish no small counts (Hundepool et al., "Statistical Disclosure Control", 2012,
doi:10.1002/9781118348239). Goal and definition are those of `singling_out`; rates are per person, not per row.
"""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.core.arrays import Floats, Integers
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.numerics.stats import clustered, residual_risk
from equipoise.shared.release import Release
from equipoise.shared.results import AttackResult
from equipoise.shared.schema import Schema
from equipoise.stages.attacks.base import Scored, Truth, sample
from equipoise.stages.attacks.predicates import Predicates, Table, numbers

COHORTS = 200
"""The largest number of cohorts in the sample."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class CohortClaims:
    """The claims "exactly one person satisfies this", several to a cohort.

    Attributes:
        schema: the columns of the predicates, in order.
        cohorts, people: the rows of the sampled cohorts, and how many people each holds.
        predicates: one for every total of one. of: the place in ``cohorts`` of each.
        baseline: the same with every interval from another random cohort.
        stand_in: a uniform draw for every person of a predicate's cohort that decides which control person takes
            their place; predicate after predicate.
    """

    schema: Schema
    cohorts: Integers
    people: Integers
    predicates: Predicates
    of: Integers
    baseline: Predicates
    stand_in: Floats

    def score(self, name: str, truth: Truth) -> Scored:
        """Count the people whom a claim describes uniquely.

        For the control, control people replace a cohort's people in the true table.
        """
        table = Table(numbers(truth.exact, self.schema))
        predicate, row = self.predicates.matches(table)
        attack = self._share(predicate, row)
        control = self._control(predicate, row, truth)
        claims = np.minimum(np.bincount(self.of, minlength=len(self.cohorts)), self.people)
        result = AttackResult(
            name=name,
            kind="identity",
            attack=attack,
            baseline=self._share(*self.baseline.matches(table)),
            control=control,
            risk=residual_risk(attack, control),
            details={"claimed": clustered(claims, self.people)},
        )
        return Scored(result=result, hits=np.full(len(truth.row), np.nan))

    def _share(self, predicate: Integers, person: Integers) -> Rate:
        """Return the share of people whom a predicate describes uniquely, from all pairs; everybody counts once."""
        alone = np.bincount(predicate, minlength=len(self.predicates))[predicate] == 1
        described = np.unique(np.stack([self.of[predicate[alone]], person[alone]]), axis=1)
        return clustered(np.bincount(described[0], minlength=len(self.cohorts)), self.people)

    def _control(self, predicate: Integers, row: Integers, truth: Truth) -> Rate:
        others = numbers(truth.control_exact, self.schema)
        if truth.released is None or not len(others):
            return UNKNOWN
        stays = truth.released[row] != self.cohorts[self.of[predicate]]
        asked = np.repeat(np.arange(len(self.predicates)), self.people[self.of])
        stranger = (self.stand_in * len(others)).astype(np.int64)
        fits = self.predicates.only(asked).holds(others[stranger])
        return self._share(
            np.concatenate([predicate[stays], asked[fits]]),
            np.concatenate([row[stays], len(truth.exact) + stranger[fits]]),
        )


def claims(release: Release, rng: np.random.Generator) -> CohortClaims:
    """Describe one person by every total of one in a sample of cohorts."""
    assert release.people is not None
    schema = release.schema.only(release.schema.names("quasi", "behaviour"))
    behaviour = np.array([column.role == "behaviour" for column in schema.columns])
    low, high = np.empty((len(release), behaviour.size)), np.full((len(release), behaviour.size), np.inf)
    low[:, ~behaviour], high[:, ~behaviour], low[:, behaviour] = release.low, release.high, 1.0
    cohorts = sample(len(release), COHORTS, rng)
    people = release.people[cohorts]
    averages = release.exact[list(schema.names("behaviour"))].to_numpy(dtype=float)[cohorts]
    of, column = np.nonzero(np.isclose(averages * people[:, None], 1.0))
    box = np.tile(np.flatnonzero(~behaviour), (of.size, 1))
    columns = np.column_stack([box, np.flatnonzero(behaviour)[column]])
    other, released = rng.integers(len(release), size=columns.shape), Table(low)
    own = cohorts[of][:, None]
    asked = (Predicates(columns, low[rows, columns], high[rows, columns]) for rows in (own, other))
    predicates, baseline = (each.rarest_first(released) for each in asked)
    return CohortClaims(
        schema=schema,
        cohorts=cohorts,
        people=people,
        predicates=predicates,
        of=of,
        baseline=baseline,
        stand_in=rng.random(people[of].sum()),
    )
