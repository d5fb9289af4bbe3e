"""Whoever buys from the partner: his copy, with the people whom he has matched, against a register of the population.

Goal: put a name on a row. Knowledge: a register of name, birth date, sex and postcode that lists a part of the
population with addresses, without knowing who is a customer, as in `linkage`. The partner has written the details of
his own customers beside their rows. Raw addresses and plain hashes of them join with the buyer's list too (Marx et al.
2018, doi:10.18420/sicherheit2018_04); codes with a key that the buyer lacks join nobody.
"""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd

from equipoise.core.arrays import Floats, Integers
from equipoise.core.errors import DataError
from equipoise.shared.column import Column
from equipoise.shared.release import Release
from equipoise.shared.schema import Schema
from equipoise.stages.attacks.base import Attack, Auxiliary, Scored, Truth
from equipoise.stages.attacks.identity import (
    IdentityGuesses,
    PeopleNamed,
    beside_luck,
    lacking_rows,
    one_per_target,
    score_links,
)
from equipoise.stages.attacks.matching import Matcher, known_places
from equipoise.stages.attacks.register import name_people


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Bought:
    """What the buyer has beside the copy.

    Attributes:
        people: the register, and the targets' places in it; "name" is one of its fields.
        listed: the place in the register of the person whose address has the code of each row, -1 for none.
        written: the register's fields that the partner has written beside each row; NaN where he knows nobody
            (shape: rows x fields).
    """

    people: Auxiliary
    listed: Integers
    written: Floats


class Buyer(Attack[Bought, Truth, IdentityGuesses]):
    """Name a person of the register for every row."""

    name = "buyer"
    kind = "identity"

    def infeasible(self, release: Release, knowledge: Bought) -> str:
        """Needs rows of people, and a register."""
        missing = "no_known_fields" if knowledge.people.register is None else ""
        return lacking_rows(release, knowledge.people) or missing

    def guess(self, release: Release, knowledge: Bought, rng: np.random.Generator) -> IdentityGuesses:
        """Look each row up in the register, by all that is known of it; and again with controls in targets' places."""
        people = knowledge.people
        if people.register is None or people.register_target is None:
            raise DataError.about("register", "attack.register")
        place, doctored = people.register_target, people.register.copy()
        taken, moved = place[people.control_for], one_per_target(people)
        moved = moved[taken[moved] >= 0]
        doctored[taken[moved]] = people.controls[moved]
        gone = np.isin(knowledge.listed, taken[moved])
        without = dataclasses.replace(knowledge, listed=np.where(gone, -1, knowledge.listed))
        return beside_luck(
            release, people, rng,
            targets=np.arange(len(people.targets)), controls=one_per_target(people),
            attack=PeopleNamed(_named(release, knowledge, people.register, rng), place),
            control=PeopleNamed(_named(release, without, doctored, rng), taken),
        )  # fmt: skip

    def score(self, guesses: IdentityGuesses, truth: Truth) -> Scored:
        """A hit is a target who is named for the own row."""
        return score_links(self.name, guesses, truth)


def _named(release: Release, knowledge: Bought, register: Floats, rng: np.random.Generator) -> Integers:
    """Return for every row a person of the register: by the code, by what the partner wrote, or by details."""
    fields, named = knowledge.people.fields, knowledge.listed.copy()
    written = (named < 0) & ~np.isnan(knowledge.written).any(axis=1)
    parts = (written, _points(knowledge.written, fields)), ((named < 0) & ~written, release)
    for flags, table in parts:
        rows = np.flatnonzero(flags)
        if rows.size and known_places(table, fields):
            named[rows] = name_people(Matcher(table.take(rows), fields), register, rng)
    return named


def _points(values: Floats, fields: tuple[str, ...]) -> Release:
    """Return the written values as a table."""
    schema = Schema(tuple(Column(name=name, role="quasi", kind="number") for name in fields))
    return Release(pd.DataFrame(index=range(len(values))), values, values, schema)
