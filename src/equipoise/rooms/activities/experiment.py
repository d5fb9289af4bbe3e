"""A lesson's experiment in a room: the engine runs both settings, and all that is drawn of them is kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from equipoise.chain.asking import question
from equipoise.learn.lesson import Lesson, Lit, lesson, lessons
from equipoise.rooms.activities import truth
from equipoise.rooms.activities.truth import Truth
from equipoise.runtime.compute import Question
from equipoise.studies.crowd.facts import Crowd, crowd

Pair = tuple[Truth | None, Truth | None]
"""A number under the first and under the second setting."""
OFFERS = "headlines.treated_alike"
"""The measure that counts offers, not people."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Experiment:
    """What came out of a lesson's two settings.

    Attributes:
        lesson: whose it is. numbers: one pair a claim. asked: the number that the room guessed; None where it chose.
        crowds: the hundred under both settings; None where none is `lit`.
    """

    lesson: Lesson
    numbers: tuple[Pair, ...]
    asked: Truth | None
    crowds: tuple[Crowd, Crowd] | None


def taught(name: str) -> Lesson:
    """Return a lesson by its id, in its latest version, or by its key ("codes@3").

    Raises:
        DataError: there is none.
    """
    return lessons()[name] if name in lessons() else lesson(name)


def lit(one: Lesson) -> Lit | None:
    """Return whom a room sees lit; None where a lesson lights nobody, or groups apart, for which a screen is small."""
    return None if one.crowd is None or one.crowd.split else one.crowd


def questions(one: Lesson) -> tuple[Question[Any], ...]:
    """Return what the engine is asked: the outcome of both settings, and the crowd of both if it is `lit`."""
    sides = (one.before.settings, one.after.settings)
    functions = (one.run, crowd) if lit(one) else (one.run,)
    return tuple(question(function, side) for function in functions for side in sides)


def kept(one: Lesson, answers: Sequence[Any]) -> dict[str, Any]:
    """Return what is kept of the answers to `questions`, ready for JSON."""
    before, after, *crowds = answers
    shown = lit(one)
    return {
        "numbers": [[truth.kept(side) for side in pair] for pair in _numbers(one, before, after)],
        "crowds": [_kept(each, shown.fact) for each in crowds] if shown else [],
    }


def read(one: Lesson, values: Mapping[str, Any]) -> Experiment:
    """Return an experiment from what `kept` kept."""
    numbers = tuple((Truth.read(before), Truth.read(after)) for before, after in values["numbers"])
    crowds = [_read(each) for each in values["crowds"]]
    estimate = one.estimate
    asked = numbers[estimate.claim][estimate.side == "after"] if estimate else None
    return Experiment(lesson=one, numbers=numbers, asked=asked, crowds=(crowds[0], crowds[1]) if crowds else None)


def _numbers(one: Lesson, before: Any, after: Any) -> list[Pair]:
    read = [claim.read(before, after) for claim in one.claims]
    return [(Truth.of(each.before), Truth.of(each.after)) for each in read]


def _kept(each: Crowd, fact: str) -> dict[str, Any]:
    """Return of a crowd what a picture of one fact needs."""
    return {
        "people": each.people.tolist(),
        "name": list(each.name),
        "sex": list(each.sex),
        "age": each.age.tolist(),
        "lit": {fact: each.lit[fact].tolist()},
        "why": {fact: list(each.why[fact])},
        "of_all": {name: value for name, value in each.of_all.items() if name == fact},
        "attack": each.attack,
        "clues": each.clues,
        "luck": each.luck,
    }


def _read(values: Mapping[str, Any]) -> Crowd:
    return Crowd(
        **dict(values)
        | {
            "people": np.array(values["people"], dtype=np.int64),
            "age": np.array(values["age"], dtype=np.int64),
            "name": tuple(values["name"]),
            "sex": tuple(values["sex"]),
            "lit": {fact: np.array(flags, dtype=bool) for fact, flags in values["lit"].items()},
            "why": {fact: tuple(reasons) for fact, reasons in values["why"].items()},
            "groups": {},
        }
    )
