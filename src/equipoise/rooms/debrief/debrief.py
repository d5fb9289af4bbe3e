"""What a workshop came to: every question that was revealed, what the room learned, and what was promised."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from equipoise.rooms.activities.commit import Commitment, Commitments
from equipoise.rooms.activities.registry import STEPS
from equipoise.rooms.learned import Learned, learned
from equipoise.rooms.room import Room
from equipoise.rooms.service import Rooms
from equipoise.rooms.step import Answer, Participant, RoomState, Step


@dataclasses.dataclass(frozen=True, kw_only=True)
class Asked:
    """One question.

    Attributes:
        step: what was asked. n: how many people, or teams, have answered.
        result: what `equipoise.rooms.activities.kind.Kind.result` made of their answers. It leaves small groups out.
    """

    step: Step
    n: int
    result: Any


@dataclasses.dataclass(frozen=True, kw_only=True)
class Debrief:
    """A workshop afterwards.

    Attributes:
        room: with its agenda. people: how many joined. ended: whether it is over.
        asked: the questions that were revealed, in order. commitments: by their dates.
        learned: the questions that were asked before and after.
    """

    room: Room
    people: int
    ended: bool
    asked: tuple[Asked, ...]
    commitments: tuple[Commitment, ...]
    learned: tuple[Learned, ...]


def debrief(
    room: Room,
    state: RoomState,
    people: Sequence[Participant],
    answers: Mapping[str, Sequence[Answer]],
    computed: Mapping[str, Any],
) -> Debrief:
    """Return what a room came to so far.

    Args:
        room: the room. state: where it stands; what is not revealed yet is left out, and so is what was hidden.
        people: everybody who joined. answers: to every step, by its key. computed: what the engine found, by step.
    """
    told = [step for step in room.steps if step.asks and _told(step, state)]
    shown = {
        step.key: [answer for answer in answers.get(step.key, ()) if answer.id not in state.hidden] for step in told
    }
    asked = tuple(
        Asked(
            step=step,
            n=len({answer.by for answer in answers.get(step.key, ())}),
            result=STEPS[step.kind].result(
                step, shown[step.key], people, computed.get(step.key), state.rounds.get(step.key, 0)
            ),
        )
        for step in told
    )
    found = [one.result for one in asked if isinstance(one.result, Commitments)]
    return Debrief(
        room=room,
        people=len(people),
        ended=state.ended,
        asked=asked,
        commitments=tuple(sorted((each for one in found for each in one.commitments), key=_by_date)),
        learned=learned(told, shown, computed),
    )


def of_room(service: Rooms, room: str) -> Debrief:
    """Return the debrief of a room as it is now.

    Raises:
        DataError: there is no such room any more.
    """
    found, state = service.room(room), service.state(room)
    keys = [step.key for step in found.steps if step.asks]
    answers = {key: service.answers(room, key) for key in keys}
    computed = {key: value for key in keys if (value := service.computed(room, key)) is not None}
    return debrief(found, state, service.people(room), answers, computed)


def _told(step: Step, state: RoomState) -> bool:
    phase = state.phases.get(step.key)
    return phase == "revealed" or (state.ended and phase is not None)


def _by_date(one: Commitment) -> tuple[Any, int]:
    return one.when, one.id
