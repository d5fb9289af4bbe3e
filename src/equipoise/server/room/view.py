"""What a room's pages show at one moment, read from the store once for all of them."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from equipoise.rooms.activities.registry import STEPS
from equipoise.rooms.answering import speaker
from equipoise.rooms.room import Room
from equipoise.rooms.service import Rooms
from equipoise.rooms.step import Answer, Participant, Phase, RoomState, Step

HERE = 15.0
"""Seconds since a person was last seen within which they count as connected: three batches of `watch.BATCH`."""


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class View:
    """A room at one moment.

    Attributes:
        room: what was chosen when it was opened. state: where it stands. people: everybody who has joined.
        answers: all answers to the present step. computed: what the engine found for it; None if it is not there.
        here: how many are connected. copied: see `Rooms.copied`.
    """

    room: Room
    state: RoomState
    people: tuple[Participant, ...] = ()
    answers: tuple[Answer, ...] = ()
    computed: Any = None
    here: int = 0
    copied: bool = False

    @property
    def step(self) -> Step | None:
        """What is shown; None in the lobby, and after the end."""
        return self.room.steps[self.state.position] if self.state.position >= 0 and not self.state.ended else None

    @property
    def following(self) -> Step | None:
        """The step after the present one; None if that is the last."""
        place = self.state.position + 1
        return self.room.steps[place] if place < len(self.room.steps) else None

    @property
    def phase(self) -> Phase | None:
        """Of the present step; None where there is none."""
        return None if self.step is None else self.state.phases[self.step.key]

    @property
    def round(self) -> int:
        """Of the present step, from 0."""
        return 0 if self.step is None else self.state.rounds.get(self.step.key, 0)

    @property
    def revealed(self) -> bool:
        """Whether there is a result to show."""
        return self.step is not None and self.step.asks and self.phase == "revealed"

    @property
    def waits(self) -> bool:
        """Whether the engine still works for the present step."""
        return self.step is not None and self.computed is None and bool(STEPS[self.step.kind].questions(self.step))

    @cached_property
    def by(self) -> Mapping[str, Answer]:
        """The answers of the present round, by who gave them: a person's id or a team's name."""
        return {answer.by: answer for answer in self.answers if answer.round == self.round}

    def mine(self, person: Participant) -> Answer | None:
        """Return what this person, or their team, has answered in this round."""
        return None if self.step is None else self.by.get(speaker(self.step, person))

    @cached_property
    def latest(self) -> Mapping[str, Answer]:
        """The answers of the last round in which each has answered the present step, by who gave them."""
        return {answer.by: answer for answer in sorted(self.answers, key=lambda answer: answer.round)}

    def plus(self, answer: Answer) -> View:
        """Return the room with an answer more, or one in the place of the same person's; of another step, as it is."""
        if self.step is None or answer.step != self.step.key:
            return self
        others = tuple(one for one in self.answers if one.id != answer.id)
        return dataclasses.replace(self, answers=(*others, answer))

    @property
    def answered(self) -> int:
        """How many have answered in this round."""
        return len(self.by)

    @property
    def asked(self) -> int:
        """How many could answer: people who are connected or have answered, or teams with somebody in them."""
        if self.step is not None and self.step.by == "team" and self.room.teams:
            return len({person.team for person in self.people})
        return max(self.here, self.answered)

    @cached_property
    def result(self) -> Any:
        """What the answers come to, without those that the desk has hidden."""
        return self._result([answer for answer in self.answers if answer.id not in self.state.hidden])

    @cached_property
    def whole(self) -> Any:
        """What all answers come to, for the desk."""
        return self._result(self.answers)

    def _result(self, answers: Any) -> Any:
        assert self.step is not None, "there is a result only of a step"
        return STEPS[self.step.kind].result(self.step, tuple(answers), self.people, self.computed, self.round)


def look(rooms: Rooms, room: str) -> View:
    """Read a room.

    Raises:
        DataError: there is no such room any more.
    """
    state, people, now = rooms.state(room), rooms.people(room), time.time()
    seen = View(room=rooms.room(room), state=state, people=people, copied=rooms.copied)
    step = seen.step
    answers = rooms.answers(room, step.key) if step is not None and step.asks else ()
    computed = rooms.computed(room, step.key) if step is not None else None
    here = sum(now - person.seen < HERE for person in people)
    return dataclasses.replace(seen, answers=answers, computed=computed, here=here)
