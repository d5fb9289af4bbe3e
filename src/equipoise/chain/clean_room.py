"""Questions to the clean room of a run, one after the other; and how far differencing gets with more noise."""

from __future__ import annotations

import dataclasses
from typing import Final

import numpy as np

from equipoise.chain.partnership import Partnership
from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Flags
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import AGE_BAND_LIMITS, TOPICS, TRAITS
from equipoise.shared.identity import full_name
from equipoise.shared.results import AttackResult
from equipoise.shared.world import age_in_years
from equipoise.stages.partners.clean_room import Answer
from equipoise.stages.partners.shared_copy import strongest_topic

LISTS: Final = ("all", "women", "men", "young", "middle", "old")
"""The lists that the partner may ask about: parts of its own customers by what it knows of them."""
NOISES: Final = (0.0, 3.0, 1.0, 0.3, 0.1)
"""Noise at which differencing is shown: none, then more and more."""
_ROOM: Final = {"partners.join": "clean_room"}


@dataclasses.dataclass(frozen=True)
class Query:
    """One question.

    Attributes:
        people: one of `LISTS`. has: a trait or a topic that the counted people have; "" for any.
        without: the place in the partner's list of somebody who is left out; -1: nobody is.
    """

    people: str = "all"
    has: str = ""
    without: int = -1


@dataclasses.dataclass(frozen=True)
class Known:
    """One of the partner's customers: the place in its list, the name, and whether the room can find the person."""

    place: int
    name: str
    inside: bool


def conditions(settings: Settings) -> tuple[str, ...]:
    """Return what can be asked for: traits where the survey is shared, topics where interests or totals are."""
    fields = settings.partners.fields
    traits = TRAITS if "survey" in fields and settings.minimise.survey else ()
    return (*traits, *(TOPICS if {"interest", "totals"} & set(fields) else ()))


def ask_room(settings: Settings, queries: tuple[Query, ...]) -> tuple[Answer, ...]:
    """Return the answers to these questions in their order; the same questions always get the same answers.

    Answer i has the noise of the stream "partners.room.i".
    """
    partnership = _of(settings)
    return tuple(_answered(partnership, query, number) for number, query in enumerate(queries))


def some_known(settings: Settings) -> tuple[Known, ...]:
    """Return three of the partner's customers, one of whom the room cannot find; stream "partners.named"."""
    partnership = _of(settings)
    partner, found = partnership.partner.value, partnership.rows.value >= 0
    draws = stream(partnership.chain.seed, "partners.named").random(len(partner))
    order = np.argsort(draws)
    inside, outside = order[found[order]][:2], order[~found[order]][:1]
    places = sorted((int(place) for place in (*inside, *outside)), key=lambda place: draws[place])
    return tuple(Known(place, full_name(int(partner.name[place])), bool(found[place])) for place in places)


def by_noise(settings: Settings) -> tuple[AttackResult, ...]:
    """Return what differencing finds with the noise of each of `NOISES`."""
    rooms = (settings.replace(**_ROOM, **{"partners.noise": noise}) for noise in NOISES)
    return tuple(Partnership(Chain(room)).attack("differencing").value.result for room in rooms)


def _of(settings: Settings) -> Partnership:
    return Partnership(Chain(settings.replace(**_ROOM)))


def _answered(partnership: Partnership, query: Query, number: int) -> Answer:
    people = _listed(partnership, query.people)
    if query.without >= 0:
        people[query.without] = False
    room = dataclasses.replace(partnership.room, meets=partnership.room.meets & _having(partnership, query.has))
    return room.ask(people, number, stream(partnership.chain.seed, f"partners.room.{number}"))


def _listed(partnership: Partnership, people: str) -> Flags:
    """Return who is in the list (shape: directory), by what the partner knows."""
    birth, sex, _ = partnership.partner.value.details.T
    band = np.digitize(age_in_years(birth.astype(np.int64)), AGE_BAND_LIMITS)
    bands = {"young": 0, "middle": 1, "old": 2}
    if people in bands:
        return np.asarray(band == bands[people])
    return np.asarray(sex == LISTS.index(people) - 1) if people != "all" else np.ones(len(sex), dtype=bool)


def _having(partnership: Partnership, has: str) -> Flags:
    """Return whose row meets the condition (shape: directory)."""
    row, release = partnership.rows.value, partnership.copy.value.release
    meets = np.zeros(len(row), dtype=bool)
    if not has:
        return ~meets
    told = release.exact[has].to_numpy() > 0 if has in TRAITS else strongest_topic(release) == TOPICS.index(has)
    meets[row >= 0] = told[row[row >= 0]]
    return meets
