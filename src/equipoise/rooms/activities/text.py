"""Free text: what people write, shown after the reveal only, unless the desk hides it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from equipoise.core.errors import DataError, printable
from equipoise.rooms.activities.kind import Moment, Uncomputed, asked
from equipoise.rooms.agenda import Item
from equipoise.rooms.step import Answer, Participant, Step

MOST = 200
"""Letters of a text."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Note:
    """What somebody wrote; nothing tells who. ``id`` is that of the answer, by which the desk can hide it."""

    id: int
    text: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Notes:
    """All texts that are shown, the first ones first."""

    notes: tuple[Note, ...]


class Text(Uncomputed):
    """One short text. The spec has ``text``, which asks for it."""

    def steps(self, item: Item) -> tuple[Step, ...]:
        """Return the one step."""
        return (asked(item, text=str(item.spec["text"]), spec={}),)

    def check(self, step: Step, value: Mapping[str, Any], moment: Moment) -> str:
        """Return the text as one line.

        Raises:
            DataError: it is empty or too long.
        """
        return one_line(value.get("text", ""), MOST)

    def result(
        self, step: Step, answers: Sequence[Answer], people: Sequence[Participant], computed: Any, round: int
    ) -> Notes:
        """Return the texts."""
        listed = sorted(answers, key=lambda answer: answer.id)
        return Notes(notes=tuple(Note(id=answer.id, text=str(answer.value)) for answer in listed))


def one_line(typed: object, most: int) -> str:
    """Return what somebody typed as one line of printable signs.

    Raises:
        DataError: nothing is left, or more than ``most`` letters.
    """
    line = printable(" ".join(str(typed).split()))
    if not 0 < len(line) <= most:
        raise DataError.about(line, "room.text", most=most)
    return line
