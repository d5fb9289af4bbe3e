"""The board of the game, from the engine: who stands there, what each answers, and whom that fits in every table."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import reduce
from typing import Any

import numpy as np

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Flags, Integers
from equipoise.core.errors import DataError
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import EDUCATIONS, HOUSEHOLDS, OCCUPATIONS, SEXES, TOPICS
from equipoise.rooms.activities.line_up import Person, people_of
from equipoise.shared.release import Release
from equipoise.shared.world import World
from equipoise.stages.attacks.filtering import fits
from equipoise.studies.guess_who import BARE

TABLES: Mapping[str, Mapping[str, Any]] = {
    "bare": {},
    "groups": {"protect.technique": "k_anonymity", "protect.k": 10, "protect.identifiers": "drop"},
    "coarse": {"minimise.birth_precision": "decade", "minimise.postcode_precision": "region"},
    "less": {"minimise.sources": ()},
}
"""The table without protection, and the three that a side may choose from, by the levers that differ from it."""
PROTECTIONS = tuple(name for name in TABLES if name != "bare")
ASKS = ("sex", "decade", "district", "household", "education", "occupation", "purchases")
"""What one may ask for."""
ALIKE, GROUPS = 6, 4
"""The line-up: people of so many groups, so many of each, who look alike in the table of groups."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Board:
    """Everything that the engine says of a game; it holds the truth, so that a phone is told only parts of it.

    Attributes:
        people: the line-up. told: by what one asks for, what each person answers, in words.
        fits: by table and by what one asks for: of each person, whom the answer fits, as a number with one bit a
            person (the first person is 1, the second 2, the third 4).
    """

    people: tuple[Person, ...]
    told: Mapping[str, tuple[str, ...]]
    fits: Mapping[str, Mapping[str, tuple[int, ...]]]

    def standing(self, table: str, asked: tuple[str, ...], person: int) -> frozenset[int]:
        """Return whom all answers about a person fit in a table, by place in the line-up."""
        bits = (self.fits[table][ask][person] for ask in asked)
        left = reduce(int.__and__, bits, (1 << len(self.people)) - 1)
        return frozenset(place for place in range(len(self.people)) if left >> place & 1)

    def alike(self, table: str) -> float:
        """Return how many people of the line-up fit somebody of whom all is told, on average."""
        return float(np.mean([len(self.standing(table, ASKS, person)) for person in range(len(self.people))]))

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Board:
        """Read what `dataclasses.asdict` made of a board, also after JSON."""
        return cls(
            people=tuple(Person(**one) for one in values["people"]),
            told={ask: tuple(words) for ask, words in values["told"].items()},
            fits={table: {ask: tuple(bits) for ask, bits in of.items()} for table, of in values["fits"].items()},
        )


@dataclasses.dataclass(frozen=True)
class _Answer:
    """What somebody answers: the words, and the column with the range of values that fits them."""

    words: str
    field: str
    low: float
    high: float


def board(settings: Settings) -> Board:
    """Return the board of a shop's world.

    Raises:
        DataError: too few people look alike in the table of groups.
    """
    chains = {name: Chain(settings.replace(**BARE | dict(levers))) for name, levers in TABLES.items()}
    tables = {name: chain.exposure.table.value for name, chain in chains.items()}
    world = chains["bare"].population.value
    held = np.all([vault.row >= 0 for _, vault in tables.values()], axis=0)
    people = _line_up(tables["groups"][0], tables["groups"][1].row, held, settings.population.seed)
    bare, vault = tables["bare"]
    answers = {ask: [_answer(world, bare, vault.row, ask, int(person)) for person in people] for ask in ASKS}
    return Board(
        people=people_of(world, people),
        told={ask: tuple(one.words for one in given) for ask, given in answers.items()},
        fits={
            name: {ask: tuple(_bits(release, own.row[people], one) for one in answers[ask]) for ask in ASKS}
            for name, (release, own) in tables.items()
        },
    )


def _line_up(release: Release, row: Integers, held: Flags, seed: int) -> Integers:
    """Return people of some groups of the protected table, in random order."""
    draws, customers = stream(seed, "room.guess_who"), np.flatnonzero(held)
    ends = np.hstack([release.low, release.high])[row[customers]]
    _, group = np.unique(ends, axis=0, return_inverse=True)
    large = np.flatnonzero(np.bincount(group.ravel()) >= ALIKE)
    if large.size < GROUPS:
        raise DataError.about(seed, "room.no_line_up")
    chosen = draws.choice(large, GROUPS, replace=False)
    members = [draws.choice(customers[group.ravel() == one], ALIKE, replace=False) for one in chosen]
    return np.asarray(draws.permutation(np.concatenate(members)))


def _answer(world: World, bare: Release, row: Integers, ask: str, person: int) -> _Answer:
    people, places = world.people, world.geography
    match ask:
        case "sex":
            return _exactly(SEXES, "sex", int(people.sex[person]))
        case "decade":
            year = int(np.datetime64(int(people.birth_day[person]), "D").astype("datetime64[Y]").astype(int)) + 1970
            ends = [np.datetime64(str(end), "D").astype(int) for end in (year // 10 * 10, year // 10 * 10 + 10)]
            return _Answer(str(year // 10 * 10), "birth_date", float(ends[0]), float(ends[1]) - 1)
        case "district":
            home = int(people.postcode[person])
            there = np.flatnonzero(places.district == places.district[home])
            return _Answer(places.names[home].split("-")[0], "postcode", float(there[0]), float(there[-1]))
        case "purchases":
            totals = [float(bare.exact[f"purchases_{topic}"].iloc[row[person]]) for topic in TOPICS]
            topic, most = TOPICS[int(np.argmax(totals))], max(totals)
            return _Answer(f"{topic} {most:.0f}", f"purchases_{topic}", most, most)
    levels = {"household": HOUSEHOLDS, "education": EDUCATIONS, "occupation": OCCUPATIONS}[ask]
    return _exactly(levels, ask, int(getattr(people, ask)[person]))


def _exactly(levels: tuple[str, ...], field: str, code: int) -> _Answer:
    return _Answer(levels[code], field, float(code), float(code))


def _bits(release: Release, row: Integers, answer: _Answer) -> int:
    """Return which of the rows may belong to somebody who gives this answer, one bit a row."""
    quasi = release.schema.names("quasi")
    if answer.field in quasi:
        place = quasi.index(answer.field)
        fit = (release.low[:, place] <= answer.high) & (answer.low <= release.high[:, place])
    elif answer.field in release.schema:
        fit = fits(release, answer.field, answer.low)
    else:
        fit = np.ones(len(release), dtype=bool)
    return sum(1 << place for place, one in enumerate(fit[row].tolist()) if one)
