"""Something is said or discussed, and nothing is asked: openings, discussions, closings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from equipoise.core.errors import DataError
from equipoise.rooms.activities.kind import Moment, Uncomputed
from equipoise.rooms.agenda import Item
from equipoise.rooms.step import Answer, Participant, Step


class Say(Uncomputed):
    """One text, large; each of its lines is a paragraph."""

    def steps(self, item: Item) -> tuple[Step, ...]:
        """Return the one step; the spec has its ``text``."""
        text = str(item.spec["text"])
        notes = item.ask + item.mistakes
        step = Step(key=f"{item.id}.say", kind="say", title=item.title, text=text, minutes=item.minutes, notes=notes)
        return (step.silent(),)

    def check(self, step: Step, value: Mapping[str, Any], moment: Moment) -> Any:
        """Refuse every answer.

        Raises:
            DataError: always.
        """
        raise DataError.about(step.key, "room.asks_nothing")

    def result(
        self, step: Step, answers: Sequence[Answer], people: Sequence[Participant], computed: Any, round: int
    ) -> None:
        """Return nothing."""
