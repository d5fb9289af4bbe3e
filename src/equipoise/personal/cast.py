"""The people whose data are shown: invented people with a story, or the nearest invented twin of a visitor's answers.

A story names facts (``data/people/stories.toml``), and the world is searched for a customer for whom all of them hold,
so that a story never contradicts the data. All people are among those whose past campaigns may be in the training data,
so that their erasure has an effect.
"""

from __future__ import annotations

import dataclasses
import tomllib
from functools import cache
from typing import Any

import numpy as np

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Flags, Floats
from equipoise.core.errors import DataError
from equipoise.core.resources import data
from equipoise.core.vocabulary import FIRST_PARTY, HOUSEHOLDS, OCCUPATIONS, SEXES, TOPICS, TRAITS
from equipoise.runtime.remembered import remembered
from equipoise.shared.folds import deal
from equipoise.shared.identity import full_name
from equipoise.shared.world import World
from equipoise.stages.consent.ask import ask
from equipoise.stages.consent.settings import ConsentSettings
from equipoise.texts.phrases import Phrase


@dataclasses.dataclass(frozen=True, kw_only=True)
class Story:
    """A story without its person.

    Attributes:
        key: its name in the file; its words are the text ``cast.<key>``. facts: what has to hold of the person.
    """

    key: str
    facts: tuple[tuple[str, Any], ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Character:
    """An invented customer with a story.

    Attributes:
        key: the story's. customer: the place in the world. name: full name. sex: one of `SEXES`. age: completed years.
        told: the story with the facts filled in.
    """

    key: str
    customer: int
    name: str
    sex: str
    age: int
    told: Phrase


@dataclasses.dataclass(frozen=True, kw_only=True)
class Answers:
    """A visitor's five answers. They are used once, to find a twin, and never stored.

    Attributes:
        age: years. sex: one of `SEXES`. household: place in `HOUSEHOLDS`. topic: what they buy or look at most.
        agrees: whether they say yes to a cookie banner.
    """

    age: int
    sex: str
    household: int
    topic: str
    agrees: bool


@cache
def stories() -> tuple[Story, ...]:
    """Return all stories, in the order to show them.

    Raises:
        DataError: the file cannot be read.
    """
    path = data("people", "stories.toml")
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        return tuple(Story(key=key, facts=tuple(story["facts"].items())) for key, story in told.items())
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise DataError.about(path.name, "cast.unreadable", reason=error) from error


def characters(settings: Settings) -> tuple[Character, ...]:
    """Return the customers with a story in this world; a small world may lack some."""
    chain = Chain(settings)

    def search() -> tuple[Character, ...]:
        world = chain.population.value
        found: list[Character] = []
        for story in stories():
            fits = np.flatnonzero(holds(world, dict(story.facts)) & _learnable(world))
            taken = {one.customer for one in found}
            free = next((place for place in fits.tolist() if place not in taken), None)
            if free is not None:
                found.append(_played(world, story, free))
        return tuple(found)

    return remembered("personal.cast", search, chain.population, stories()).value


def holds(world: World, facts: dict[str, Any]) -> Flags:
    """Return for which customers all facts hold (shape: customers).

    Facts: ``age`` and ``neighbours`` as [least, most]; ``sex``, ``household``, ``occupation`` as a level; traits as
    true or false; ``likes``: the topic bought most; ``bought``: topic -> least number of purchases; ``banner``: "yes",
    "no" or "ignored", at a banner as it is by default.

    Raises:
        DataError: there is no such fact.
    """
    every = np.ones(world.size, dtype=bool)
    for name, wanted in facts.items():
        every &= _holds(world, name, wanted)
    return every


def _holds(world: World, name: str, wanted: Any) -> Flags:
    people, bought = world.customers, world.events["purchases"].counts[: world.size]
    match name:
        case "age":
            return np.asarray((people.age >= wanted[0]) & (people.age < wanted[1] + 1))
        case "neighbours":
            size = world.geography.sizes[people.postcode]
            return np.asarray((size >= wanted[0]) & (size <= wanted[1]))
        case "sex":
            return np.asarray(people.sex == SEXES.index(wanted))
        case "household":
            return np.asarray(people.household == HOUSEHOLDS.index(wanted))
        case "occupation":
            return np.asarray(people.occupation == OCCUPATIONS.index(wanted))
        case "likes":
            own = bought[:, TOPICS.index(wanted)]
            return np.asarray((own > 0) & (own == bought.max(axis=1)))
        case "bought":
            enough = [bought[:, TOPICS.index(topic)] >= least for topic, least in wanted.items()]
            return np.asarray(np.logical_and.reduce(enough))
        case "banner":
            return _at_the_banner(world, wanted)
        case _ if name in TRAITS:
            return np.asarray(getattr(people, name) == wanted)
    raise DataError.about(name, "cast.fact")


def _at_the_banner(world: World, wanted: str) -> Flags:
    said = ask(ConsentSettings(), world.customers.privacy_concern, world.seed)
    agreed = said.answered.any(axis=1)
    answers = {"yes": agreed & ~said.ignored, "no": ~agreed & ~said.ignored, "ignored": said.ignored}
    return np.asarray(answers[wanted])


def _learnable(world: World) -> Flags:
    """Return whose past campaigns may be in the training data if they agree (shape: customers)."""
    return deal(np.ones(world.size, dtype=bool), world.seed).history


def _played(world: World, story: Story, customer: int) -> Character:
    name = full_name(int(world.identifiers.name[customer]))
    people = world.people
    bought = world.events["purchases"].counts[customer]
    facts: dict[str, object] = {
        "name": name.split()[0],
        "age": int(people.age[customer]),
        "home": world.geography.names[people.postcode[customer]],
        "neighbours": f"{world.geography.sizes[people.postcode[customer]]:,}",
        "purchases": int(bought.sum()),
    } | {f"bought_{topic}": int(bought[place]) for place, topic in enumerate(TOPICS)}
    return Character(
        key=story.key,
        customer=customer,
        name=name,
        sex=SEXES[people.sex[customer]],
        age=int(people.age[customer]),
        told=Phrase(f"cast.{story.key}", facts),
    )


def twin(settings: Settings, answers: Answers) -> tuple[int, int]:
    """Return the customer who is nearest to five answers, and on how many of the five they agree.

    Nearest by Gower's dissimilarity (1971, doi:10.2307/2528823): the mean over the answers of the distance divided by
    the range, or of 0 and 1 where there is no order. The answers are not stored.
    """
    world = Chain(settings).population.value
    apart = _dissimilarity(world, answers)
    order = np.where(_learnable(world), apart.mean(axis=1), np.inf)
    nearest = int(order.argmin())
    same = apart[nearest] < np.array([1.5 / 77, 0.01, 0.01, 0.01, 0.01])  # an age counts as the same within a year
    return nearest, int(same.sum())


def _dissimilarity(world: World, answers: Answers) -> Floats:
    """Return how far every customer is from each answer, 0 to 1 (shape: customers x 5)."""
    people = world.customers
    signs = sum(world.events[source].counts[: world.size].astype(np.int64) for source in FIRST_PARTY)
    busiest = np.asarray(signs).argmax(axis=1)
    agreed = _at_the_banner(world, "yes")
    return np.column_stack(
        [
            np.minimum(np.abs(people.age - (answers.age + 0.5)) / 77, 1.0),  # 18 to 95
            people.sex != SEXES.index(answers.sex),
            np.abs(people.household - answers.household) / (len(HOUSEHOLDS) - 1),
            busiest != TOPICS.index(answers.topic),
            agreed != answers.agrees,
        ]
    ).astype(np.float64)
