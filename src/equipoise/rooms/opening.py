"""What is chosen when a room is opened, how it is kept, and into which team people come."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row

from equipoise.core.errors import DataError, printable
from equipoise.rooms import codes
from equipoise.rooms.activities.registry import STEPS, steps
from equipoise.rooms.agenda import Agenda
from equipoise.rooms.room import Room
from equipoise.rooms.step import RoomState
from equipoise.rooms.storage import tables

MOST_HOURS = 168.0
"""The longest that a room is kept: a week."""
MOST_TEAMS = 40
LONGEST_NAME = 24
"""Characters of a team's name."""


def new_room(agenda: Agenda, now: float, teams: Sequence[str], **options: Any) -> Room:
    """Return a new room that is not kept yet.

    Raises:
        DataError: a part of the agenda is of an unknown kind, or the teams cannot be used.
    """
    return Room(
        id=secrets.token_hex(16),
        code=codes.new_code(),
        agenda=agenda,
        steps=steps(agenda),
        teams=_names(teams),
        created=now,
        **options,
    )


def _names(teams: Sequence[str]) -> tuple[str, ...]:
    names = tuple(printable(name.strip()) for name in teams)
    if (
        len(names) > MOST_TEAMS
        or len(set(names)) < len(names)
        or not all(0 < len(name) <= LONGEST_NAME for name in names)
    ):
        raise DataError.about(", ".join(names), "room.teams", most=MOST_TEAMS, longest=LONGEST_NAME)
    return names


def seconds(hours: float) -> float:
    """Return for how long a room is kept.

    Raises:
        DataError: that is longer than `MOST_HOURS`, or no time at all.
    """
    if not 0 < hours <= MOST_HOURS:
        raise DataError.about(f"{hours:g}", "room.hours", most=MOST_HOURS)
    return hours * 3600


def write(connection: Connection, room: Room, deletes: float) -> None:
    """Keep a new room, which stands in the lobby.

    Raises:
        sqlalchemy.exc.IntegrityError: another room has its code.
    """
    values = {
        "id": room.id,
        "code": room.code,
        "agenda": room.agenda.to_dict(),
        "nickname": room.nickname,
        "teams": list(room.teams),
        "by_chance": room.by_chance,
        "rehearsal": room.rehearsal,
        "language": room.language,
        "created": room.created,
        "deletes": deletes,
        "ready": not any(STEPS[step.kind].questions(step) for step in room.steps),
        "claimed": 0.0,
    }
    connection.execute(tables.rooms.insert().values(values))
    state = RoomState()
    lobby = {"version": state.version, "position": state.position, "since": room.created, "ended": state.ended}
    empty: dict[str, Any] = {"step": "", "round": 0, "phases": {}, "rounds": {}, "hidden": []}
    connection.execute(tables.states.insert().values(lobby | empty | {"room": room.id}))


def read(row: Row[Any]) -> Room:
    """Return a room as it is kept.

    Raises:
        DataError: its agenda has a part of a kind that this version does not know.
    """
    agenda = Agenda.read(row.agenda["id"], row.agenda)
    return Room(
        id=row.id,
        code=row.code,
        agenda=agenda,
        steps=steps(agenda),
        nickname=row.nickname,
        teams=tuple(row.teams),
        by_chance=row.by_chance,
        rehearsal=row.rehearsal,
        language=row.language,
        created=row.created,
    )


def team_of(room: Room, chosen: str, others: Sequence[str]) -> str:
    """Return the team of somebody who joins: "" if there are none.

    Args:
        chosen: what they chose. Where chance decides, it is one of the smallest teams instead.
        others: the teams of all who are there.

    Raises:
        DataError: there is no such team.
    """
    if not room.teams:
        return ""
    if room.by_chance:
        sizes = Counter(others)
        fewest = min(sizes[name] for name in room.teams)
        return secrets.choice([name for name in room.teams if sizes[name] == fewest])
    if chosen not in room.teams:
        raise DataError.about(chosen, "room.team", known=room.teams)
    return chosen
