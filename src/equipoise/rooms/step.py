"""Steps: what a room shows one after the other. A part of the agenda becomes one step or several."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Literal

Phase = Literal["open", "closed", "revealed"]
"""Whether a step takes answers, takes no more, or shows what they were. What asks nothing is revealed at once."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Step:
    """One thing on the projector, and one thing on a phone.

    Attributes:
        key: unique in the room: the item's id, a dot, and the name of the part ("codes.guess").
        kind: how it is answered and drawn: a name in `equipoise.rooms.activities.registry.STEPS`.
        title: small above it. text: what is said or asked, large.
        minutes: how long the timer runs; 0 for no timer.
        asks: whether people answer. rounds: how often "next" goes on within the step before it is revealed.
        by: who gives one answer: each person, or each team.
        truth: whether the answer can be right, so that the debrief compares before and after.
        notes: what the desk shows to the facilitator alone.
        spec: what the kind needs besides.
    """

    key: str
    kind: str
    title: str
    text: str
    minutes: int = 0
    asks: bool = True
    rounds: int = 1
    by: Literal["person", "team"] = "person"
    truth: bool = False
    notes: tuple[str, ...] = ()
    spec: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def silent(self) -> Step:
        """Return the step as one that asks nothing."""
        return dataclasses.replace(self, asks=False)


@dataclasses.dataclass(frozen=True, kw_only=True)
class RoomState:
    """Where a room stands; every change raises its version by one.

    Attributes:
        version: of this state. position: the place of the step that is shown; -1 in the lobby.
        phases: of every step that was shown, by key. rounds: the round of each, from 0.
        since: when the present step was opened, in seconds since 1970. hidden: ids of answers whose text is hidden.
        ended: whether the workshop is over; answers are then refused, and the debrief is ready.
        deletes: when everything in the room is deleted, in seconds since 1970.
    """

    version: int = 0
    position: int = -1
    phases: Mapping[str, Phase] = dataclasses.field(default_factory=dict)
    rounds: Mapping[str, int] = dataclasses.field(default_factory=dict)
    since: float = 0.0
    hidden: frozenset[int] = frozenset()
    ended: bool = False
    deletes: float = 0.0


@dataclasses.dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer as the store holds it.

    Attributes:
        id: of the row. step: its key. by: the id of the participant or the name of the team. round: from 0.
        value: what the kind's `check` returned, ready for JSON. at: when, in seconds since 1970.
    """

    id: int
    step: str
    by: str
    round: int
    value: Any
    at: float


@dataclasses.dataclass(frozen=True, kw_only=True)
class Participant:
    """Somebody in a room. Nothing tells who it is but what they typed themselves.

    Attributes:
        id: random. place: the how-manyeth who joined, from 1. nickname: "" where none was asked for or given.
        team: "" where there are none. joined, seen: seconds since 1970.
    """

    id: str
    place: int
    nickname: str = ""
    team: str = ""
    joined: float = 0.0
    seen: float = 0.0
