"""Who may answer what, and when."""

from __future__ import annotations

from collections.abc import Sequence

from equipoise.core.errors import DataError
from equipoise.rooms import steering
from equipoise.rooms.step import Participant, RoomState, Step


def speaker(step: Step, person: Participant) -> str:
    """Return for whom somebody answers: for the team where teams do, and they are in one, else for themselves."""
    return person.team if step.by == "team" and person.team else person.id


def open_round(state: RoomState, steps: Sequence[Step], step: Step) -> int:
    """Return the round to which an answer would belong now.

    Raises:
        DataError: the step is not shown, or takes no answers any more.
    """
    if not step.asks:
        raise DataError.about(step.key, "room.asks_nothing")
    if state.ended or steering.present(state, steps) != step or state.phases.get(step.key) != "open":
        raise DataError.about(step.title, "room.closed")
    return state.rounds.get(step.key, 0)
