"""Scoring of attacks on identity: whether the attacker links the target to the target's own row."""

from __future__ import annotations

import dataclasses
from typing import Protocol

import numpy as np

from equipoise.core.arrays import Flags, Integers
from equipoise.numerics.stats import residual_risk, wilson
from equipoise.shared.release import Release
from equipoise.shared.results import AttackResult
from equipoise.stages.attacks.base import Auxiliary, Scored, Truth


class Links(Protocol):
    """Guesses that link people to rows."""

    def hits(self, who: Integers, rows: Integers) -> Flags:
        """Return for each of the people ``who`` whether the guess links them to their row in ``rows``."""


@dataclasses.dataclass(frozen=True, eq=False)
class RowsNamed:
    """One row per person: ``row[i]`` is the row guessed for person i, -1 for none."""

    row: Integers

    def hits(self, who: Integers, rows: Integers) -> Flags:
        """See `Links`."""
        found: Flags = (self.row[who] == rows) & (rows >= 0)
        return found


@dataclasses.dataclass(frozen=True, eq=False)
class PeopleNamed:
    """One person per row: ``person[r]`` is the register place named for row r; ``place[i]`` that of person i."""

    person: Integers
    place: Integers

    def hits(self, who: Integers, rows: Integers) -> Flags:
        """See `Links`."""
        place = self.place[who]
        found: Flags = (rows >= 0) & (place >= 0) & (self.person[rows] == place)
        return found


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class IdentityGuesses:
    """The guesses of an attack on identity.

    Attributes:
        targets: the attacked targets. controls: the attacked control people.
        attack, baseline: guesses by target. control: guesses by control person.
        control_for: the target in whose place each control person was put (shape: all controls).
        size: how many targets there are.
    """

    targets: Integers
    controls: Integers
    attack: Links
    baseline: Links
    control: Links
    control_for: Integers
    size: int


def random_rows(release: Release, size: int, rng: np.random.Generator) -> RowsNamed:
    """Return the baseline: for each of ``size`` targets, a row drawn uniformly at random."""
    return RowsNamed(rng.integers(len(release), size=size))


def lacking(release: Release, auxiliary: Auxiliary) -> str:
    """Return why no attack is possible, or ""."""
    if not len(release):
        return "empty_table"
    return "" if len(auxiliary.targets) else "no_targets"


def lacking_rows(release: Release, auxiliary: Auxiliary) -> str:
    """Return why nobody can be linked to a row, or "": rows of cohorts and synthetic rows belong to no person."""
    return "no_person_rows" if release.rows != "people" else lacking(release, auxiliary)


def score_links(name: str, guesses: IdentityGuesses, truth: Truth) -> Scored:
    """Score guesses about rows: naming the own row is a hit; for a control person, the row of the replaced target."""
    own = guesses.attack.hits(guesses.targets, truth.row[guesses.targets])
    luck = guesses.baseline.hits(guesses.targets, truth.row[guesses.targets])
    other = guesses.control.hits(guesses.controls, truth.row[guesses.control_for[guesses.controls]])
    attack, control = (wilson(int(found.sum()), len(found)) for found in (own, other))
    hits, control_hits = np.full(guesses.size, np.nan), np.full(guesses.control_for.size, np.nan)
    hits[guesses.targets], control_hits[guesses.controls] = own, other
    result = AttackResult(
        name=name,
        kind="identity",
        attack=attack,
        baseline=wilson(int(luck.sum()), len(luck)),
        control=control,
        risk=residual_risk(attack, control),
    )
    return Scored(result=result, hits=hits, control_hits=control_hits)
