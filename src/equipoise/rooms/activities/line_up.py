"""Who stands in a game's line-up: whom to draw, and nothing that a game is about."""

from __future__ import annotations

import dataclasses

from equipoise.core.arrays import Integers
from equipoise.core.vocabulary import SEXES
from equipoise.shared.identity import full_name
from equipoise.shared.world import World


@dataclasses.dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody invented. ``person`` is the place among all customers, which gives the face; age in years."""

    person: int
    name: str
    sex: str
    age: int


def people_of(world: World, places: Integers) -> tuple[Person, ...]:
    """Return these customers."""
    return tuple(
        Person(
            person=int(place),
            name=full_name(int(world.identifiers.name[place])),
            sex=SEXES[world.customers.sex[place]],
            age=int(world.customers.age[place]),
        )
        for place in places
    )
