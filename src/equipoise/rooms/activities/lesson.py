"""A whole lesson with a group: situation, guess and reveal, quiz, discussion. Any lesson runs without extra work."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from equipoise.learn.lesson import Lesson
from equipoise.learn.question import shuffled
from equipoise.rooms.activities.experiment import taught
from equipoise.rooms.activities.number import Number
from equipoise.rooms.activities.say import Say
from equipoise.rooms.activities.vote import Vote, options_of
from equipoise.rooms.agenda import Item
from equipoise.rooms.step import Step
from equipoise.rooms.words import say


class Taught:
    """All of a lesson; the spec names it (``lesson``). The reveal is the guess, once it is revealed."""

    def steps(self, item: Item) -> tuple[Step, ...]:
        """Return situation, guess, every question of the quiz, and discussion; their minutes are those of the item."""
        one = taught(str(item.spec["lesson"]))
        parts = (_situation(item, one), _guess(item, one), *_quiz(item, one), _discussion(item, one))
        return tuple(
            dataclasses.replace(step, key=f"{item.id}.{name}", minutes=minutes)
            for (name, step), minutes in zip(parts, shared_out(item.minutes, weights(one)), strict=True)
        )


Part = tuple[str, Step]
"""A step, and the name of the part that it is."""


def weights(one: Lesson) -> list[float]:
    """Return how long each step takes by the lesson's run sheet, in minutes.

    A run sheet has the opening first, situation and guess second, and the discussion last. What stands between is the
    reveal and a visit to a lab, in whose place a room has the quiz: the reveal takes as long as two of its questions.
    """
    opening, guess, *between, talk = [step.minutes for step in one.facilitator.run_sheet]
    each = sum(between) / (2 + len(one.quiz))
    return [opening + guess / 2, guess / 2 + 2 * each, *([each] * len(one.quiz)), talk]


def shared_out(minutes: int, parts: Sequence[float]) -> list[int]:
    """Return whole minutes in proportion to ``parts`` that add up to ``minutes``.

    The method of largest remainders (Hamilton's): round down, then one more to the parts that lost most by it.
    """
    exact = [minutes * part / sum(parts) for part in parts]
    shared = [int(each) for each in exact]
    lost = sorted(range(len(parts)), key=lambda place: shared[place] - exact[place])
    for place in lost[: minutes - sum(shared)]:
        shared[place] += 1
    return shared


def _situation(item: Item, one: Lesson) -> Part:
    led = one.facilitator
    said = dataclasses.replace(item, kind="say", title=_title("situation", one), spec={"text": one.situation})
    (step,) = Say().steps(said)
    return "situation", dataclasses.replace(step, notes=(led.opening, *item.ask))


def _guess(item: Item, one: Lesson) -> Part:
    kind = Number() if one.estimate else Vote()
    name = "number" if one.estimate else "vote"
    asked = dataclasses.replace(item, kind=name, title=_title("guess", one), spec={"lesson": one.key})
    (step,) = kind.steps(asked)
    return "guess", dataclasses.replace(step, notes=one.facilitator.ask + item.mistakes)


def _quiz(item: Item, one: Lesson) -> list[Part]:
    found: list[Part] = []
    for place, question in enumerate(one.quiz):
        order = shuffled(len(question.options), one.key, place)
        spec = {"text": question.text, "options": options_of(question, order)}
        (step,) = Vote().steps(dataclasses.replace(item, kind="vote", title=_title("quiz", one), spec=spec))
        found.append((f"quiz{place + 1}", dataclasses.replace(step, notes=one.facilitator.mistakes)))
    return found


def _discussion(item: Item, one: Lesson) -> Part:
    spec = {"text": "\n".join(one.facilitator.discussion)}
    (step,) = Say().steps(dataclasses.replace(item, kind="say", title=_title("discussion", one), spec=spec))
    return "discussion", dataclasses.replace(step, notes=one.facilitator.mistakes)


def _title(part: str, one: Lesson) -> str:
    return say(f"activity.lesson.{part}", lesson=one.title)
