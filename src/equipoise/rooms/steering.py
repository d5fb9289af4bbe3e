"""What the desk's commands do to the state of a room. Pure: the store decides whose command came first."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence

from equipoise.core.errors import DataError
from equipoise.rooms.step import Phase, RoomState, Step

Command = Callable[[RoomState, Sequence[Step], float], RoomState]


def steered(state: RoomState, steps: Sequence[Step], command: str, now: float) -> RoomState:
    """Return the state after a command: the same object if it changes nothing, else one of the next version.

    Args:
        state: before it. steps: of the room. now: seconds since 1970.
        command: "next", "back", "close", "reopen", "reveal", "again", "end", "hide:<answer>" or "show:<answer>".

    Raises:
        DataError: there is no such command.
    """
    name, _, number = command.partition(":")
    if name in ("hide", "show") and number.isdecimal():
        after = _hidden(state, int(number), hide=name == "hide")
    elif command in COMMANDS:
        after = COMMANDS[command](state, steps, now)
    else:
        raise DataError.about(command, "room.command", known=(*COMMANDS, "hide", "show"))
    return state if after == state else dataclasses.replace(after, version=state.version + 1)


def present(state: RoomState, steps: Sequence[Step]) -> Step | None:
    """Return the step that is shown; None in the lobby."""
    return steps[state.position] if state.position >= 0 else None


def _next(state: RoomState, steps: Sequence[Step], now: float) -> RoomState:
    if state.ended:
        return state
    step = present(state, steps)
    if step is None or state.phases[step.key] == "revealed":
        return _entered(state, steps, state.position + 1, now)
    following = state.rounds.get(step.key, 0) + 1
    if following >= step.rounds:
        return _in_phase(state, step, "revealed")
    again = _in_phase(state, step, "open")
    return dataclasses.replace(again, rounds=dict(state.rounds) | {step.key: following}, since=now)


def _entered(state: RoomState, steps: Sequence[Step], position: int, now: float) -> RoomState:
    """Show the step at a position: as it was left, or anew. Behind the last one the workshop ends."""
    if position >= len(steps):
        return dataclasses.replace(state, ended=True)
    step = steps[position]
    first: Phase = "open" if step.asks else "revealed"
    phases = {step.key: first} | dict(state.phases)
    return dataclasses.replace(state, position=position, phases=phases, since=now)


def _back(state: RoomState, steps: Sequence[Step], now: float) -> RoomState:
    """Show the step before, as it was left; an end is taken back first."""
    if state.ended:
        return dataclasses.replace(state, ended=False)
    return dataclasses.replace(state, position=state.position - 1, since=now) if state.position >= 0 else state


def _turned(phase: Phase, allowed: Sequence[Phase]) -> Command:
    """Return the command that puts a step that asks into a phase, from one of the allowed ones."""

    def turn(state: RoomState, steps: Sequence[Step], now: float) -> RoomState:
        step = present(state, steps)
        if step is None or not step.asks or state.ended or state.phases[step.key] not in allowed:
            return state
        return _in_phase(state, step, phase)

    return turn


def _again(state: RoomState, steps: Sequence[Step], now: float) -> RoomState:
    return state if state.ended else dataclasses.replace(state, since=now)


def _end(state: RoomState, steps: Sequence[Step], now: float) -> RoomState:
    return dataclasses.replace(state, ended=True)


def _in_phase(state: RoomState, step: Step, phase: Phase) -> RoomState:
    return dataclasses.replace(state, phases=dict(state.phases) | {step.key: phase})


def _hidden(state: RoomState, answer: int, *, hide: bool) -> RoomState:
    return dataclasses.replace(state, hidden=state.hidden | {answer} if hide else state.hidden - {answer})


COMMANDS: Mapping[str, Command] = {
    "next": _next,
    "back": _back,
    "close": _turned("closed", ("open",)),
    "reopen": _turned("open", ("closed", "revealed")),
    "reveal": _turned("revealed", ("open", "closed")),
    "again": _again,
    "end": _end,
}
"""What the desk may say, beside hiding a text and showing it."""
