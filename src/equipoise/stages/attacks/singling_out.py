"""Singling out: describe a person so precisely that exactly one person fits.

Goal: a predicate that isolates one person in the true table, without any name. Knowledge: the release alone.
Source: Cohen and Nissim, "Towards formalizing the GDPR's notion of singling out", PNAS 2020,
doi:10.1073/pnas.1914598117: a predicate isolates if exactly one record satisfies it. Baseline and control measure how
often a predicate isolates by chance.
"""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.core.arrays import Flags, Floats, Integers
from equipoise.numerics.stats import residual_risk, wilson
from equipoise.shared.release import Release
from equipoise.shared.results import AttackResult
from equipoise.shared.schema import Schema
from equipoise.stages.attacks.base import Attack, Auxiliary, Scored, Truth, sample
from equipoise.stages.attacks.noisy import chances_of
from equipoise.stages.attacks.predicates import Predicates, Table, numbers
from equipoise.stages.attacks.small_counts import CohortClaims, claims

ROWS = 300
BEHAVIOURS = (4, 8)
"""How many behaviour columns a predicate uses at first, and at most."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class SinglingGuesses:
    """The claims "exactly one person satisfies this".

    Attributes:
        schema: the columns of the predicates, in order.
        rows: the release row that each predicate was made from.
        claimed: whether the predicate isolates the row in the release; if not, the attacker abstains.
        predicates: one per row. baseline: predicates made without any row, column by column.
        control: a uniform draw per predicate that decides which control person takes the place of the row's person.
    """

    schema: Schema
    rows: Integers
    claimed: Flags
    predicates: Predicates
    baseline: Predicates
    control: Floats


class SinglingOut(Attack[Auxiliary, Truth, SinglingGuesses | CohortClaims]):
    """Describe a row by its box and its rarest behaviour; claim it if that isolates the row in the release.

    Cohorts are attacked by their small counts.
    """

    name = "singling_out"
    kind = "identity"

    def infeasible(self, release: Release, knowledge: Auxiliary) -> str:
        """Needs rows with columns to describe; for cohorts, behaviour, since only its totals can be one person's."""
        if not len(release):
            return "empty_table"
        box = () if release.rows == "cohorts" else release.schema.names("quasi")
        return "" if box + release.schema.names("behaviour") else "no_behaviour"

    def guess(self, release: Release, knowledge: Auxiliary, rng: np.random.Generator) -> SinglingGuesses | CohortClaims:
        """Make a predicate for each of a sample of rows; the targets are not used."""
        if release.rows == "cohorts":
            return claims(release, rng)
        rows = sample(len(release), ROWS, rng)
        schema = release.schema.only(release.schema.names("quasi", "behaviour"))
        description = Description(release, schema)
        predicates, claimed = description.isolating(rows) if not release.truthful else description.hoped_for(rows)
        return SinglingGuesses(
            schema=schema,
            rows=rows,
            claimed=claimed,
            predicates=predicates,
            baseline=description.shuffled(predicates, rng),
            control=rng.random(len(rows)),
        )

    def score(self, guesses: SinglingGuesses | CohortClaims, truth: Truth) -> Scored:
        """A hit is a claim that exactly one person in the true table satisfies.

        For the control, a control person replaces the row's person in the true table. Where no row is a person's own,
        the control rate is that among the control people, and the attack rate that among equally many people of the
        table: a table that is independent of all records has the same rate for both.
        """
        if isinstance(guesses, CohortClaims):
            return guesses.score(self.name, truth)
        table = Table(numbers(truth.exact, guesses.schema))
        others = numbers(truth.control_exact, guesses.schema)
        if not truth.own_rows:
            return self._score_apart(guesses, table, others, truth)
        predicate, row = guesses.predicates.matches(table)
        count = np.bincount(predicate, minlength=len(guesses.rows))
        isolated = guesses.claimed & (count == 1)
        own = np.bincount(predicate[guesses.rows[predicate] == row], minlength=len(guesses.rows))
        elsewhere = np.empty(0, dtype=bool)
        if len(others):
            there = guesses.predicates.holds(others[(guesses.control * len(others)).astype(np.int64)])
            elsewhere = guesses.claimed & (count - own + there == 1)
        return self._scored(guesses, guesses.baseline.counts(table) == 1, isolated, elsewhere, truth)

    def _score_apart(self, guesses: SinglingGuesses, table: Table, others: Floats, truth: Truth) -> Scored:
        """Score claims from a table in which no row is a person's own."""
        people = len(table.values)
        some = np.arange(len(others)) * people // len(others) if 0 < len(others) < people else np.arange(people)
        sampled = Table(table.values[some])
        isolated, elsewhere = (
            guesses.claimed & (guesses.predicates.counts(each) == 1) for each in (sampled, Table(others))
        )
        there = elsewhere if len(others) else np.empty(0, dtype=bool)
        return self._scored(guesses, guesses.baseline.counts(sampled) == 1, isolated, there, truth)

    def _scored(
        self, guesses: SinglingGuesses, lucky: Flags, isolated: Flags, elsewhere: Flags, truth: Truth
    ) -> Scored:
        attack, control = (wilson(int(found.sum()), len(found)) for found in (isolated, elsewhere))
        result = AttackResult(
            name=self.name,
            kind=self.kind,
            attack=attack,
            baseline=wilson(int(lucky.sum()), len(lucky)),
            control=control,
            risk=residual_risk(attack, control),
            details={"claimed": wilson(int(guesses.claimed.sum()), len(isolated))},
        )
        hits = _by_target(guesses.rows, isolated, truth.row)
        return Scored(result=result, hits=hits, control_hits=elsewhere.astype(np.float64))


class Description:
    """The description of rows: the box in the quasi-identifiers, and behaviour."""

    def __init__(self, release: Release, schema: Schema) -> None:
        quasi = [place for place, column in enumerate(schema.columns) if column.role == "quasi"]
        behaviour = [place for place, column in enumerate(schema.columns) if column.role == "behaviour"]
        self.low = np.empty((len(release), len(schema.columns)), order="F")
        self.low[:, behaviour] = numbers(release.exact, schema.only(schema.names("behaviour")))
        self.high = self.low.copy(order="F")
        self.low[:, quasi], self.high[:, quasi] = release.low, release.high
        self.quasi, self.behaviour = np.array(quasi, dtype=np.int64), np.array(behaviour, dtype=np.int64)
        self.table = Table(self.low)  # predicates are tested on the low end of an interval
        self._chances = np.array([chances_of(release, column) for column in schema.columns]).reshape(-1, 2)

    def isolating(self, rows: Integers) -> tuple[Predicates, Flags]:
        """Describe each row by its box and its rarest values, more of them where few do not isolate it.

        Returns the predicates, of equally many conditions, and whether each isolates its row in the release.
        """
        rarest = self._asking(rows, np.tile(self.behaviour, (len(rows), 1))).columns
        box = np.tile(self.quasi, (len(rows), 1))
        few, many = (self._asking(rows, np.hstack([box, rarest[:, :size]])) for size in BEHAVIOURS)
        enough = few.counts(self.table) == 1
        claimed = enough.copy()
        claimed[~enough] = many.only(~enough).counts(self.table) == 1
        return _either(few, many, enough), claimed

    def hoped_for(self, rows: Integers) -> tuple[Predicates, Flags]:
        """Describe each row of random answers by as many of them as most likely describe one person.

        With the first m conditions the row's person is described with probability T, the product of the probabilities
        of a true answer, and others are expected to be L, by the shares of everybody, estimated without bias (Warner
        1965). One person is described with probability ``T exp(-L) + (1 - T) L exp(-L)``, all answers and people being
        independent. Returns the predicates, of equally many conditions, and that each is claimed.
        """
        every = np.tile(np.concatenate([self.quasi, self.behaviour]), (len(rows), 1))
        asked = self._asking(rows, every)
        truth, other = self._chances[asked.columns].transpose(2, 0, 1)
        share = (asked.supports(self.table) / len(self.low) - other) / np.maximum(truth - other, 1e-9)
        own = np.cumprod(truth, axis=1)
        others = len(self.low) * np.cumprod(np.clip(share, 1 / len(self.low), 1.0), axis=1)
        best = np.argmax((own + (1 - own) * others) * np.exp(-others), axis=1)
        place = np.minimum(np.arange(every.shape[1]), best[:, None])  # the last condition is repeated
        return asked.only((np.arange(len(rows))[:, None], place)), np.ones(len(rows), dtype=bool)

    def shuffled(self, made: Predicates, rng: np.random.Generator) -> Predicates:
        """Return predicates on the same columns with every interval from another random row."""
        rows = rng.integers(len(self.low), size=made.columns.shape)
        drawn = Predicates(made.columns, self.low[rows, made.columns], self.high[rows, made.columns])
        return drawn.rarest_first(self.table)

    def _asking(self, rows: Integers, columns: Integers) -> Predicates:
        own = rows[:, None]
        return Predicates(columns, self.low[own, columns], self.high[own, columns]).rarest_first(self.table)


def _either(few: Predicates, many: Predicates, enough: Flags) -> Predicates:
    """Return the shorter predicates where they isolate, with the last condition repeated to equal length."""
    padding = ((0, 0), (0, many.columns.shape[1] - few.columns.shape[1]))
    chosen = [
        np.where(enough[:, None], np.pad(short, padding, mode="edge"), long)
        for short, long in ((few.columns, many.columns), (few.low, many.low), (few.high, many.high))
    ]
    return Predicates(*chosen)


def _by_target(rows: Integers, isolated: Flags, row_of_target: Integers) -> Floats:
    by_row = np.full(max(rows.max(initial=-1), row_of_target.max(initial=-1)) + 2, np.nan)  # the last: no row
    by_row[rows] = isolated
    return by_row[row_of_target]
