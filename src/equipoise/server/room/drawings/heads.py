"""A line-up: numbered faces on the projector, numbers to choose from on a phone, and clues in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from equipoise.rooms.activities.line_up import Person
from equipoise.server.room.drawings.parts import say
from equipoise.server.room.markup import Markup, joined, tag
from equipoise.texts.catalogue import texts
from equipoise.texts.phrases import value_in_words
from equipoise.ui.charts.svg import image
from equipoise.ui.shared.crowd.faces import face, portrait


def heads(
    people: Sequence[Person], standing: Collection[int], *, marked: int | None = None, columns: int, alt: str
) -> Markup:
    """Return everybody's face with the number below; who does not stand is faded and struck out.

    Args:
        people: the line-up, in order. standing: who still fits, by place. marked: who was looked for, in the solution.
        columns: people in a row. alt: the same in words.
    """
    faces = (_head(place, one, place in standing, place == marked) for place, one in enumerate(people))
    return tag("div", *faces, class_="heads", role="img", aria_label=alt, style=f"--columns:{columns}")


def one_head(person: Person, place: int) -> Markup:
    """Return one face with its number and name, for a phone."""
    picture = tag("span", _face(person), class_="face")
    return tag("span", picture, tag("b", say("game.number", number=place + 1)), tag("span", person.name), class_="one")


def numbers(standing: Collection[int], name: str, prefix: str = "", chosen: int | None = None) -> Markup:
    """Return the numbers of those who still stand as radio buttons.

    Args:
        standing: by place. name: of the field. prefix: of the values, before the number. chosen: who is chosen now.
    """
    choices = (
        tag(
            "label",
            tag("input", type="radio", name=name, value=f"{prefix}{place + 1}", required=True, checked=place == chosen),
            tag("span", str(place + 1)),
        )
        for place in sorted(standing)
    )
    return tag("div", *choices, class_="numbers")


def clue_in_words(field: str, words: str) -> str:
    """Return a clue as people say it: "lives in LK1A-01", "bought 2 times: garden"."""
    source, _, topic = field.rpartition("_")
    if source == "purchases":
        return say("clue.purchases", topic=texts()[f"trace.topic.{topic}"], count=words)
    return say(f"clue.{field}", value=value_in_words(words))


def _head(place: int, person: Person, stands: bool, marked: bool) -> Markup:
    state = "target" if marked else None if stands else "away"
    return tag("span", _face(person), tag("b", str(place + 1)), class_=state)


def _face(person: Person) -> Markup:
    return _drawn(person.sex, person.age, person.person)


@lru_cache(maxsize=512)
def _drawn(sex: str, age: int, number: int) -> Markup:
    return Markup(image(portrait(face(sex, age, number), coat="#8494a6")))


def statement(*pieces: str | Markup) -> Markup:
    """Return a large line: the number of people who are left, and what it is a number of."""
    return tag("p", joined(*pieces), class_="left")
