"""Rooms: what was chosen when one was opened. It never changes; where a room stands is its `RoomState`."""

from __future__ import annotations

import dataclasses

from equipoise.core.errors import DataError
from equipoise.rooms.agenda import Agenda
from equipoise.rooms.step import Step


@dataclasses.dataclass(frozen=True, kw_only=True)
class Room:
    """A workshop with a code.

    Attributes:
        id: random, and never shown. code: what people type; see `equipoise.rooms.codes`.
        agenda: its own adapted copy. steps: what the agenda becomes, in order.
        nickname: whether people are asked for one. teams: their names; none if there are no teams.
        by_chance: whether people are put into teams by chance; otherwise they choose.
        rehearsal: whether it is tried out with invented participants. language: of all its texts.
        created: seconds since 1970.
    """

    id: str
    code: str
    agenda: Agenda
    steps: tuple[Step, ...]
    nickname: bool = False
    teams: tuple[str, ...] = ()
    by_chance: bool = False
    rehearsal: bool = False
    language: str = "en"
    created: float = 0.0

    def step(self, key: str) -> Step:
        """Return the step with this key.

        Raises:
            DataError: the room has no such step.
        """
        for step in self.steps:
            if step.key == key:
                return step
        raise DataError.about(key, "room.no_step")
