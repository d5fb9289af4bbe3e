"""Commit: what is done, who does it, and by when. It is part of the workshop's file, and says so before it is sent."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from equipoise.core.errors import DataError
from equipoise.rooms.activities.kind import Moment, Uncomputed, asked
from equipoise.rooms.activities.text import MOST, one_line
from equipoise.rooms.agenda import Item
from equipoise.rooms.step import Answer, Participant, Step

MOST_WHO = 60
"""Letters of a role or a name."""
AHEAD = 366
"""Days that a commitment may reach into the future."""


@dataclass(frozen=True, kw_only=True)
class Commitment:
    """What is done, by whom (a role, or a name if somebody typed one), and by when; ``id`` is that of the answer."""

    id: int
    what: str
    who: str
    when: datetime.date


@dataclass(frozen=True, kw_only=True)
class Commitments:
    """All that are shown, the next ones first."""

    commitments: tuple[Commitment, ...]


class Commit(Uncomputed):
    """One commitment. The spec has ``text``, and perhaps ``roles`` to choose from and the ``days`` that it suggests."""

    def steps(self, item: Item) -> tuple[Step, ...]:
        """Return the one step."""
        roles, days = [str(role) for role in item.spec.get("roles", ())], int(item.spec.get("days", 14))
        if not 0 <= days <= AHEAD:
            raise ValueError(days)
        return (asked(item, text=str(item.spec["text"]), spec={"roles": roles, "days": days}),)

    def check(self, step: Step, value: Mapping[str, Any], moment: Moment) -> dict[str, str]:
        """Return what, who and when: a name that was typed, or else the role that was chosen.

        Raises:
            DataError: something is missing or too long, or the date lies in the past or too far ahead.
        """
        return {
            "what": one_line(value.get("what", ""), MOST),
            "who": one_line(str(value.get("name", "")).strip() or value.get("role", ""), MOST_WHO),
            "when": _date(str(value.get("when", ""))).isoformat(),
        }

    def result(
        self, step: Step, answers: Sequence[Answer], people: Sequence[Participant], computed: Any, round: int
    ) -> Commitments:
        """Return the commitments by their dates."""
        listed = [
            Commitment(
                id=answer.id,
                what=answer.value["what"],
                who=answer.value["who"],
                when=datetime.date.fromisoformat(answer.value["when"]),
            )
            for answer in answers
        ]
        return Commitments(commitments=tuple(sorted(listed, key=lambda one: (one.when, one.id))))


def _date(typed: str) -> datetime.date:
    try:
        when = datetime.date.fromisoformat(typed)
    except ValueError as error:
        raise DataError.about(typed, "room.date", days=AHEAD) from error
    ahead = (when - datetime.date.today()).days
    if not -1 <= ahead <= AHEAD:  # a phone may be a day behind the server
        raise DataError.about(typed, "room.date", days=AHEAD)
    return when
