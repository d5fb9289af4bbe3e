"""What attacks on identity have in common: they link people to rows, and a hit is the target's own row."""

from __future__ import annotations

import dataclasses
from abc import abstractmethod
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from equipoise.core.arrays import Flags, Integers
from equipoise.numerics.stats import residual_risk, wilson
from equipoise.shared.release import Release
from equipoise.shared.results import AttackResult
from equipoise.stages.attacks.base import Attack, Auxiliary, Scored, Truth, sample

TARGETS = 1000
CONTROLS = 500
"""How many targets and control people are searched for where a search takes long: the same ones in every release."""
TIE = 1e-4
"""Size of the random bonus that breaks ties; it is too small to change the order of other rows."""


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


def one_per_target(knowledge: Auxiliary) -> Integers:
    """Return the first control person of every target: only one record stands in a target's place at a time."""
    return np.unique(knowledge.control_for, return_index=True)[1]


def beside_luck(
    release: Release,
    knowledge: Auxiliary,
    rng: np.random.Generator,
    *,
    targets: Integers,
    controls: Integers,
    attack: Links,
    control: Links,
) -> IdentityGuesses:
    """Return an attack's guesses with those of the baseline, which are drawn after them."""
    size = len(knowledge.targets)
    return IdentityGuesses(
        targets=targets,
        controls=controls,
        attack=attack,
        control=control,
        baseline=random_rows(release, size, rng),
        control_for=knowledge.control_for,
        size=size,
    )


class Linking(Attack[Auxiliary, Truth, IdentityGuesses]):
    """An attack that links targets to rows."""

    kind = "identity"

    def score(self, guesses: IdentityGuesses, truth: Truth) -> Scored:
        """A hit is a target linked to the own row."""
        return score_links(self.name, guesses, truth)


class Searching(Linking):
    """An attack that searches for the rows of a sample of people."""

    @abstractmethod
    def search(
        self,
        release: Release,
        knowledge: Auxiliary,
        targets: Integers,
        controls: Integers,
        rng: np.random.Generator,
    ) -> Sequence[RowsNamed]:
        """Return the rows named for these targets, and those for these control people."""

    def guess(self, release: Release, knowledge: Auxiliary, rng: np.random.Generator) -> IdentityGuesses:
        """Name a row for a sample of targets and of control people."""
        targets = sample(len(knowledge.targets), TARGETS, rng, knowledge.coins)
        controls = sample(len(knowledge.controls), CONTROLS, rng, knowledge.control_coins)
        attack, control = self.search(release, knowledge, targets, controls, rng)
        return beside_luck(release, knowledge, rng, targets=targets, controls=controls, attack=attack, control=control)
