"""What a kind of activity and a kind of step have to know."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeVar

from equipoise.rooms.agenda import Item
from equipoise.rooms.step import Answer, Participant, Step
from equipoise.runtime.compute import Question

R = TypeVar("R", covariant=True)
"""What the answers come to: a frozen dataclass of the kind's own."""
FEWEST = 5
"""From how many answers on it is shown how they are spread; of fewer, only how many they are."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Moment:
    """What a room knows when an answer comes; most kinds need none of it, games need all.

    Attributes:
        me: who answers. people: everybody in the room.
        mine: earlier answers to the step by me, or by my team. everybody: all answers to the step.
        computed: see `Kind.computed`; None if it is not ready. round: of the step, from 0.
    """

    me: Participant
    people: Sequence[Participant] = ()
    mine: Sequence[Answer] = ()
    everybody: Sequence[Answer] = ()
    computed: Any = None
    round: int = 0


class Activity(Protocol):
    """A kind of agenda item: it becomes steps. Most become one; a lesson becomes guess, reveal, quiz, discussion."""

    def steps(self, item: Item) -> tuple[Step, ...]:
        """Return the steps of an item.

        Raises:
            ReasonError, KeyError, TypeError, ValueError: its spec cannot be used.
        """


class Kind(Protocol[R]):
    """A kind of step: what it computes, which answers it takes, and what they come to. Pure; it knows no page."""

    def questions(self, step: Step) -> tuple[Question[Any], ...]:
        """Return what the engine is asked when the room opens; none for most kinds."""

    def computed(self, step: Step, answers: Sequence[Any]) -> Any:
        """Return what is kept of the engine's answers, ready for JSON."""

    def check(self, step: Step, value: Mapping[str, Any], moment: Moment) -> Any:
        """Return an answer as it is stored; it takes the place of the same person's or team's in the same round.

        Args:
            step: what was asked.
            value: what a phone sent: strings and lists of strings by the names of a form's fields.
            moment: what the room knows.

        Raises:
            DataError: it is none of the answers that the step takes.
        """

    def result(
        self, step: Step, answers: Sequence[Answer], people: Sequence[Participant], computed: Any, round: int
    ) -> R:
        """Return what the answers come to, for the pages to draw.

        Args:
            answers: to this step, those that are shown: what the desk has hidden is left out. people: everybody in the
            room. computed: see `computed`; None if it is not ready.
            round: the round of the step, for kinds with several.
        """


class Uncomputed:
    """A kind that does not ask the engine."""

    def questions(self, step: Step) -> tuple[Question[Any], ...]:
        """Return nothing."""
        return ()

    def computed(self, step: Step, answers: Sequence[Any]) -> Any:
        """Return nothing."""


def asked(item: Item, *, text: str, spec: Mapping[str, Any], truth: bool = False) -> Step:
    """Return the one step of an item whose kind of step has the same name, and which is asked for all its minutes."""
    return Step(
        key=f"{item.id}.{item.kind}",
        kind=item.kind,
        title=item.title,
        text=text,
        minutes=item.minutes,
        truth=truth,
        notes=item.ask + item.mistakes,
        spec=spec,
    )


def common(item: Item) -> dict[str, Any]:
    """Return what every kind whose answers can be right keeps of an item: which earlier one it asks again, if any
    (``again``), and whether the truth is held back until then (``held``)."""
    return {name: item.spec[name] for name in ("again", "held") if name in item.spec}
