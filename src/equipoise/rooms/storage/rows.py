"""What a room is made of, read from the tables and written into them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, func, select, update

from equipoise.rooms.step import Answer, Participant, RoomState
from equipoise.rooms.storage.tables import answers, computed, participants, rooms, states

# The statements are built once: that takes longer than the database does.
_ROOM: BindParameter[str] = bindparam("the_room")
_STEP: BindParameter[str] = bindparam("the_step")
_NOW: BindParameter[float] = bindparam("now")
_LIVE = (rooms.c.id == _ROOM, rooms.c.deletes > _NOW)
_ROW = select(rooms).where(*_LIVE)
_EXISTS = select(rooms.c.id).where(*_LIVE)
_WITH_CODE = select(rooms.c.id).where(rooms.c.code == bindparam("code"), rooms.c.deletes > _NOW)
_DUE = select(rooms.c.id).where(rooms.c.deletes <= _NOW)
_UNCLAIMED = select(rooms.c.id).where(rooms.c.ready.is_(False), rooms.c.claimed <= _NOW, rooms.c.deletes > _NOW)
_STATE = select(*(column for column in states.c if column.name not in ("room", "step", "round")), rooms.c.deletes)
_STATE = _STATE.join(rooms).where(*_LIVE)
_LOCKED = _STATE.with_for_update(of=states)
_GIVEN = (
    select(func.count())
    .where(answers.c.room == states.c.room, answers.c.step == states.c.step, answers.c.round == states.c.round)
    .scalar_subquery()
)
_CHANGED = select(states.c.version, _GIVEN).join(rooms).where(*_LIVE)
_COUNT = select(func.count()).where(
    answers.c.room == _ROOM, answers.c.step == _STEP, answers.c.round == bindparam("the_round")
)
_PEOPLE = select(*(column for column in participants.c if column.name not in ("room", "token")))
_PEOPLE = _PEOPLE.where(participants.c.room == _ROOM).order_by(participants.c.place)
_BY_TOKEN = _PEOPLE.where(participants.c.token == bindparam("token"))
_BY_ID = _PEOPLE.where(participants.c.id == bindparam("the_id"))
_TEAMS = select(participants.c.team).where(participants.c.room == _ROOM)
_ANSWERS = select(*(column for column in answers.c if column.name != "room")).order_by(answers.c.id)
_ANSWERS = _ANSWERS.where(answers.c.room == _ROOM, answers.c.step == _STEP)
_MINE = _ANSWERS.where(answers.c.by == bindparam("the_by"))
_RESULT = select(computed.c.value).where(computed.c.room == _ROOM, computed.c.step == _STEP)


def room(connection: Connection, room: str, now: float) -> Row[Any] | None:
    """Return what was chosen when a room was opened; None if it does not exist, or is due."""
    return connection.execute(_ROW, {"the_room": room, "now": now}).one_or_none()


def exists(connection: Connection, room: str, now: float) -> bool:
    """Whether a room exists, and is not due."""
    return connection.scalar(_EXISTS, {"the_room": room, "now": now}) is not None


def room_with(connection: Connection, code: str, now: float) -> str | None:
    """Return the id of the room with a code; None if there is none, or it is due."""
    return connection.scalar(_WITH_CODE, {"code": code, "now": now})


def due(connection: Connection, now: float) -> list[str]:
    """Return the ids of the rooms that are to be deleted."""
    return list(connection.scalars(_DUE, {"now": now}))


def unclaimed(connection: Connection, now: float) -> tuple[str, ...]:
    """Return the ids of rooms for which something is to be computed that no server computes."""
    return tuple(connection.scalars(_UNCLAIMED, {"now": now}))


def state(connection: Connection, room: str, now: float, *, lock: bool = False) -> RoomState | None:
    """Return where a room stands; None if it does not exist, or is due.

    Args:
        lock: whether nobody else may write into the room until the transaction ends.
    """
    found = connection.execute(_LOCKED if lock else _STATE, {"the_room": room, "now": now}).one_or_none()
    if found is None:
        return None
    values = found._asdict()
    return RoomState(**values | {"hidden": frozenset(values["hidden"])})


def write_state(connection: Connection, room: str, state: RoomState, step: str) -> None:
    """Write where a room stands. The transaction has locked the state before.

    Args:
        step: the key of the step that is shown; "" in the lobby.
    """
    written = {
        "version": state.version,
        "position": state.position,
        "step": step,
        "round": state.rounds.get(step, 0),
        "phases": dict(state.phases),
        "rounds": dict(state.rounds),
        "since": state.since,
        "hidden": sorted(state.hidden),
        "ended": state.ended,
    }
    connection.execute(update(states).where(states.c.room == room).values(written))


def changed(connection: Connection, room: str, now: float) -> tuple[int, int] | None:
    """Return the version of a room's state and how many have answered; None if it does not exist, or is due."""
    found = connection.execute(_CHANGED, {"the_room": room, "now": now}).one_or_none()
    return None if found is None else (found[0], found[1])


def digest(token: str) -> str:
    """Return what is stored of a participant's token, from which it cannot be found: it has 128 random bits."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def people(connection: Connection, room: str) -> tuple[Participant, ...]:
    """Return everybody in a room, in the order in which they came."""
    return tuple(Participant(**row._asdict()) for row in connection.execute(_PEOPLE, {"the_room": room}))


def teams(connection: Connection, room: str) -> list[str]:
    """Return the team of everybody in a room."""
    return list(connection.scalars(_TEAMS, {"the_room": room}))


def person_with(connection: Connection, room: str, token: str) -> Participant | None:
    """Return who in a room has a token."""
    found = connection.execute(_BY_TOKEN, {"the_room": room, "token": digest(token)}).one_or_none()
    return None if found is None else Participant(**found._asdict())


def person(connection: Connection, room: str, id: str) -> Participant | None:
    """Return who in a room has an id."""
    found = connection.execute(_BY_ID, {"the_room": room, "the_id": id}).one_or_none()
    return None if found is None else Participant(**found._asdict())


def write_seen(connection: Connection, room: str, ids: Collection[str], now: float) -> None:
    """Write that these people are connected now."""
    there = participants.c.id.in_(ids)
    connection.execute(update(participants).where(participants.c.room == room, there).values(seen=now))


def answers_to(connection: Connection, room: str, step: str) -> tuple[Answer, ...]:
    """Return all answers to a step, of all its rounds, in the order in which they were given first."""
    return tuple(Answer(**row._asdict()) for row in connection.execute(_ANSWERS, {"the_room": room, "the_step": step}))


def answers_by(connection: Connection, room: str, step: str, by: str) -> tuple[Answer, ...]:
    """Return the answers of one person or team to a step, one a round."""
    found = connection.execute(_MINE, {"the_room": room, "the_step": step, "the_by": by})
    return tuple(Answer(**row._asdict()) for row in found)


def count(connection: Connection, room: str, step: str, round: int) -> int:
    """Return how many answers there are to a step in a round."""
    return connection.scalar(_COUNT, {"the_room": room, "the_step": step, "the_round": round}) or 0


def write_answer(connection: Connection, room: str, answer: Answer) -> Answer:
    """Write an answer in the place of the one before, and return it with its id. The state is locked.

    Args:
        answer: its id is that of the one before, or 0 if there is none.
    """
    values = {"step": answer.step, "by": answer.by, "round": answer.round, "value": answer.value, "at": answer.at}
    if answer.id:
        connection.execute(update(answers).where(answers.c.id == answer.id).values(values))
        return answer
    made = connection.execute(answers.insert(), values | {"room": room}).inserted_primary_key
    return Answer(**values | {"id": int(made[0]) if made else 0})


def result(connection: Connection, room: str, step: str) -> Any | None:
    """Return what the engine found for a step; None if it is not there yet."""
    return connection.scalar(_RESULT, {"the_room": room, "the_step": step})


def write_result(connection: Connection, room: str, step: str, value: Any) -> None:
    """Write what the engine found for a step; what is there, or belongs to a room that is gone, is left alone."""
    kept = connection.scalar(select(rooms.c.id).where(rooms.c.id == room).with_for_update())
    if kept is not None and result(connection, room, step) is None:
        connection.execute(computed.insert(), {"room": room, "step": step, "value": value})
