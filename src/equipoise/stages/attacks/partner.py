"""The partner himself: which row is whose among his own customers, and what their rows say about a trait.

Goal: put a name on a row, and learn a trait. Knowledge: name, address, birth date, sex and postcode of his own
customers. He joins by the code of the address where both have it, else by the details that the copy holds, as in
`linkage`. A plain hash of an address joins as the address itself does (Article 29 Working Party 2014, opinion 05/2014,
WP216, section 4; Marx et al. 2018, doi:10.18420/sicherheit2018_04).
"""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.core.arrays import Floats, Integers
from equipoise.shared.partnership import join
from equipoise.shared.release import Release
from equipoise.stages.attacks.base import Attack, Auxiliary, Scored, Truth
from equipoise.stages.attacks.candidates import Candidates, matched
from equipoise.stages.attacks.identity import (
    IdentityGuesses,
    RowsNamed,
    beside_luck,
    lacking_rows,
    one_per_target,
    score_links,
)
from equipoise.stages.attacks.matching import known_places
from equipoise.stages.attacks.posterior import known_to_panel, learnable, opinion
from equipoise.stages.attacks.traits import TraitGuesses, accuse_all, score_traits

SURE = 12.0
"""Log-odds that a plain answer in a row adds or takes away."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class OwnCustomers:
    """The attacker's own customers, and the codes by which they may be joined.

    Attributes:
        people: their records. rows: the code of every row; None: rows have none.
        targets, controls: the codes of their addresses, which need not be those that the shop has.
    """

    people: Auxiliary
    rows: Integers | None
    targets: Integers
    controls: Integers


class Partner(Attack[OwnCustomers, Truth, IdentityGuesses]):
    """Name a row for every own customer."""

    name = "partner"
    kind = "identity"

    def infeasible(self, release: Release, knowledge: OwnCustomers) -> str:
        """Needs rows of people, and a code or a detail in common with them."""
        return _lacking(release, knowledge)

    def guess(self, release: Release, knowledge: OwnCustomers, rng: np.random.Generator) -> IdentityGuesses:
        """Take the row with the person's code, else one that fits the details best."""
        people = knowledge.people
        rows, in_their_place = named_rows(release, knowledge, rng)
        return beside_luck(
            release, people, rng,
            targets=np.arange(len(people.targets)), controls=one_per_target(people),
            attack=RowsNamed(rows), control=RowsNamed(in_their_place),
        )  # fmt: skip

    def score(self, guesses: IdentityGuesses, truth: Truth) -> Scored:
        """A hit is a person linked to the own row."""
        return score_links(self.name, guesses, truth)


class PartnerTraits(Attack[OwnCustomers, Truth, TraitGuesses]):
    """Accuse the own customers whose rows speak most for the trait."""

    name = "partner_traits"
    kind = "trait"

    def infeasible(self, release: Release, knowledge: OwnCustomers) -> str:
        """Needs, beside a join, answers to the question itself, or behaviour and a panel to learn from."""
        people = knowledge.people
        told = people.trait in release.schema or (_behaviour(release, people) and learnable(people))
        return _lacking(release, knowledge) or ("" if told else "no_behaviour")

    def guess(self, release: Release, knowledge: OwnCustomers, rng: np.random.Generator) -> TraitGuesses:
        """Add what the named row says to what the known details say."""
        people, said = knowledge.people, _said(release, knowledge.people)
        rows = named_rows(release, knowledge, rng)
        targets, controls = (
            opinion(people, records) + np.where(row >= 0, said[row], 0.0)
            for row, records in zip(rows, (people.targets, people.controls), strict=True)
        )
        return accuse_all(targets, controls, people, rng)

    def score(self, guesses: TraitGuesses, truth: Truth) -> Scored:
        """A hit is an accused person who has the trait."""
        return score_traits(self.name, guesses, truth)


def named_rows(release: Release, knowledge: OwnCustomers, rng: np.random.Generator) -> tuple[Integers, Integers]:
    """Return the row named for every target and for every control person, -1 for none."""
    people, by_details = knowledge.people, None
    if known_places(release, knowledge.people.fields):
        by_details = matched(release, people)
    sides = (
        (knowledge.targets, None if by_details is None else by_details.targets),
        (knowledge.controls, None if by_details is None else by_details.controls),
    )
    first, second = (_named(knowledge.rows, codes, found, rng) for codes, found in sides)
    return first, second


def _named(rows: Integers | None, codes: Integers, found: Candidates | None, rng: np.random.Generator) -> Integers:
    none = np.full(len(codes), -1, dtype=np.int64)
    by_code = none if rows is None else join(rows, codes)
    return np.where(by_code >= 0, by_code, none if found is None else found.pick(rng))


def _lacking(release: Release, knowledge: OwnCustomers) -> str:
    people = knowledge.people
    joinable = knowledge.rows is not None or bool(known_places(release, people.fields))
    return lacking_rows(release, people) or ("" if joinable else "no_known_fields")


def _said(release: Release, people: Auxiliary) -> Floats:
    """Return by how much each row changes the log-odds of the trait (shape: rows)."""
    if people.trait in release.schema:
        return np.where(release.exact[people.trait].to_numpy(dtype=float) > 0, SURE, -SURE)
    assert people.panel is not None  # else the attack is infeasible
    fields = [people.fields[place] for place in known_to_panel(people)]
    score = people.panel.guesser(fields, _behaviour(release, people)).score_behaviour(release)
    return np.asarray(score - score.mean())


def _behaviour(release: Release, people: Auxiliary) -> list[str]:
    columns = () if people.panel is None else people.panel.records.columns
    return [name for name in release.schema.names("behaviour") if name in columns]
