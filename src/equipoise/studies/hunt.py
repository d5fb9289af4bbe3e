"""One round of the Attack lab: an invented target, what the attacker knows about them, the table, and the solution.

The player has the knowledge of the profile's attacker. `Hunt.secret` is for the solution; the chain never uses it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np

from equipoise.chain.knowledge import listed
from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Integers
from equipoise.core.errors import DataError
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import SEXES, TOPICS
from equipoise.runtime.remembered import remembered
from equipoise.shared.folds import held_back
from equipoise.shared.identity import full_name
from equipoise.shared.release import Release
from equipoise.shared.world import World
from equipoise.stages.attacks.filtering import fits, fitting
from equipoise.stages.attacks.profiles import PROFILES
from equipoise.stages.attacks.reversal import opened
from equipoise.studies.trace import why_no_row

Known = tuple[str, float, str]
"""Column, value and words."""


@dataclasses.dataclass(frozen=True)
class Clue:
    """One thing that the attacker knows.

    Attributes:
        field: its column. value: on the column's own scale; of purchases, the smallest number.
        words: the value as people say it. usable: whether the table has something to compare it with.
    """

    field: str
    value: float
    words: str
    usable: bool


@dataclasses.dataclass(frozen=True)
class Secret:
    """The solution of a round, shown at the end.

    Attributes:
        customer: the target's place in the world.
        row: the row that holds the target's data, a cohort's if rows are cohorts; -1 if there is none.
        absent: why there is none (a key of `trace.why_no_row`), or "".
    """

    customer: int
    row: int
    absent: str = ""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Hunt:
    """One round.

    Attributes:
        name: the target's invented name. clues: what the attacker knows, in the order of the profile.
        release: the table that the attacker holds, with names where pseudonyms could be reversed.
        reversed: whether they could. sure: whether the attacker knows that the target is a customer.
        inside: whether the attacker holds the raw table behind a synthetic release.
        secret: the truth.
    """

    name: str
    clues: tuple[Clue, ...]
    release: Release
    reversed: bool
    sure: bool
    inside: bool
    secret: Secret

    def usable(self, wanted: Mapping[str, float]) -> dict[str, float]:
        """Return those of the ``wanted`` values whose columns this table has."""
        known = {clue.field for clue in self.clues if clue.usable}
        return {field: value for field, value in wanted.items() if field in known}

    def fitted(self, wanted: Mapping[str, float]) -> Integers:
        """Return the rows that may belong to a person with the ``wanted`` values, in the order of the table."""
        return np.flatnonzero(fitting(self.release, self.usable(wanted)))

    def ruled_out_by(self, wanted: Mapping[str, float]) -> tuple[str, ...]:
        """Return the columns in which the target's own row does not show the ``wanted`` value; part of the solution."""
        row = self.secret.row
        known = self.usable(wanted).items() if row >= 0 else ()
        return tuple(field for field, value in known if not fits(self.release, field, value)[row])

    def odds(self, wanted: Mapping[str, float]) -> int | None:
        """Return n if the target is one of n people who fit, None if not among them; part of the solution."""
        rows = self.fitted(wanted)
        if self.secret.row not in rows:
            return None
        return len(rows) if self.release.people is None else int(self.release.people[rows].sum())


def hunt(settings: Settings, number: int) -> Hunt:
    """Return the round about the target with this number, from 1 on; after the last target comes the first again.

    A number belongs to the same person under every protection, as long as the world and the people on the attacker's
    register are the same.

    Raises:
        DataError: the number is below 1.
    """
    if number < 1:
        raise DataError.about(number, "study.target")
    chain = Chain(settings)
    targets = targets_of(chain)
    return about(chain, int(targets[(number - 1) % targets.size]))


def about(chain: Chain, customer: int) -> Hunt:
    """Return the round about a customer, by place in the world."""
    world, profile = chain.population.value, PROFILES[chain.settings.attack.profile]
    found, vault = chain.exposure.table.value
    table = remembered("hunt.table", lambda: opened(found), chain.exposure.table)
    known = _facts(world, customer, profile.fields) + _purchases(chain.exposure.topics.value[customer])
    row = int(vault.row[customer])
    return Hunt(
        name=full_name(int(world.identifiers.name[customer])),
        clues=tuple(Clue(field, value, words, field in table.value.schema) for field, value, words in known),
        release=table.value,
        reversed=table.value is not found,
        sure=profile.knows_customers,
        inside=found.rows != chain.protect.value[0].rows,
        secret=Secret(customer, row, "" if row >= 0 else why_no_row(chain.exposure.folds.value, found.rows, customer)),
    )


def targets_of(chain: Chain) -> Integers:
    """Return the customers in the order of the rounds: those whom the attacker knows, in random order.

    People who are held back to measure the attacks are never targets, regardless of consent.
    """
    world, seed = chain.population.value, chain.seed
    profile = PROFILES[chain.settings.attack.profile]
    known = listed(profile, world, seed)[world.chosen[: world.size]] & ~held_back(world.size, seed)
    order = np.argsort(stream(seed, "lab.targets").random(world.size))
    return np.asarray(order[known[order]])


def _facts(world: World, customer: int, fields: tuple[str, ...]) -> list[Known]:
    people, name = world.people, int(world.identifiers.name[customer])
    born, sex, home = (int(column[customer]) for column in (people.birth_day, people.sex, people.postcode))
    facts = {
        "name": (name, full_name(name)),
        "birth_date": (born, str(np.datetime64(born, "D"))),
        "sex": (sex, SEXES[sex]),
        "postcode": (home, world.geography.names[home]),
    }
    return [(field, float(facts[field][0]), facts[field][1]) for field in fields]


def _purchases(seen: Integers) -> list[Known]:
    """Return the numbers of purchases that the attacker knows and the company still keeps."""
    topics, counts = np.unique(seen[seen >= 0], return_counts=True)
    pairs = zip(topics.tolist(), counts.tolist(), strict=True)
    return [(f"purchases_{TOPICS[topic]}", float(count), str(count)) for topic, count in pairs]
