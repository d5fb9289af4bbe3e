"""What a room is made of, read from the tables and written into them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select, update

from equipoise.rooms.step import Answer, Participant, RoomState
from equipoise.rooms.storage.tables import answers, computed, participants, rooms, states


def room(connection: Connection, room: str, now: float) -> Row[Any] | None:
    """Return what was chosen when a room was opened; None if it does not exist, or is due."""
    return connection.execute(select(rooms).where(rooms.c.id == room, rooms.c.deletes > now)).one_or_none()


def room_with(connection: Connection, code: str, now: float) -> str | None:
    """Return the id of the room with a code; None if there is none, or it is due."""
    return connection.scalar(select(rooms.c.id).where(rooms.c.code == code, rooms.c.deletes > now))


def due(connection: Connection, now: float) -> list[str]:
    """Return the ids of the rooms that are to be deleted."""
    return list(connection.scalars(select(rooms.c.id).where(rooms.c.deletes <= now)))


def state(connection: Connection, room: str, now: float, *, lock: bool = False) -> RoomState | None:
    """Return where a room stands; None if it does not exist, or is due.

    Args:
        lock: whether nobody else may write into the room until the transaction ends.
    """
    kept = [column for column in states.c if column.name not in ("room", "step", "round")]
    query = select(*kept, rooms.c.deletes).join(rooms).where(rooms.c.id == room, rooms.c.deletes > now)
    found = connection.execute(query.with_for_update(of=states) if lock else query).one_or_none()
    if found is None:
        return None
    values = dict(found._mapping)
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
    given = (
        select(func.count())
        .where(answers.c.room == states.c.room, answers.c.step == states.c.step, answers.c.round == states.c.round)
        .scalar_subquery()
    )
    query = select(states.c.version, given).join(rooms).where(rooms.c.id == room, rooms.c.deletes > now)
    found = connection.execute(query).one_or_none()
    return None if found is None else (found[0], found[1])


def digest(token: str) -> str:
    """Return what is stored of a participant's token, from which it cannot be found: it has 128 random bits."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _people(room: str) -> Select[Any]:
    kept = [column for column in participants.c if column.name not in ("room", "token")]
    return select(*kept).where(participants.c.room == room).order_by(participants.c.place)


def people(connection: Connection, room: str) -> tuple[Participant, ...]:
    """Return everybody in a room, in the order in which they came."""
    return tuple(Participant(**row._mapping) for row in connection.execute(_people(room)))


def person(connection: Connection, room: str, *, id: str | None = None, token: str = "") -> Participant | None:
    """Return somebody in a room by id, or by token."""
    who = participants.c.token == digest(token) if id is None else participants.c.id == id
    found = connection.execute(_people(room).where(who)).one_or_none()
    return None if found is None else Participant(**found._mapping)


def write_seen(connection: Connection, room: str, ids: Collection[str], now: float) -> None:
    """Write that these people are connected now."""
    there = participants.c.id.in_(ids)
    connection.execute(update(participants).where(participants.c.room == room, there).values(seen=now))


def answers_to(connection: Connection, room: str, step: str) -> tuple[Answer, ...]:
    """Return all answers to a step, of all its rounds, in the order in which they were given first."""
    kept = [column for column in answers.c if column.name != "room"]
    query = select(*kept).where(answers.c.room == room, answers.c.step == step).order_by(answers.c.id)
    return tuple(Answer(**row._mapping) for row in connection.execute(query))


def count(connection: Connection, room: str, step: str, round: int) -> int:
    """Return how many answers there are to a step in a round."""
    own = (answers.c.room == room, answers.c.step == step, answers.c.round == round)
    return connection.scalar(select(func.count()).select_from(answers).where(*own)) or 0


def write_answer(connection: Connection, room: str, answer: Answer) -> Answer:
    """Write an answer in the place of the one before, and return it with its id. The state is locked.

    Args:
        answer: its id is that of the one before, or 0 if there is none.
    """
    values = {"step": answer.step, "by": answer.by, "round": answer.round, "value": answer.value, "at": answer.at}
    if answer.id:
        connection.execute(update(answers).where(answers.c.id == answer.id).values(values))
        return answer
    made = connection.execute(answers.insert().values(values | {"room": room})).inserted_primary_key
    return Answer(**values | {"id": int(made[0]) if made else 0})


def result(connection: Connection, room: str, step: str) -> Any | None:
    """Return what the engine found for a step; None if it is not there yet."""
    query = select(computed.c.value).where(computed.c.room == room, computed.c.step == step)
    return connection.scalar(query)


def write_result(connection: Connection, room: str, step: str, value: Any) -> None:
    """Write what the engine found for a step; what is there, or belongs to a room that is gone, is left alone."""
    exists = connection.scalar(select(rooms.c.id).where(rooms.c.id == room).with_for_update())
    if exists is not None and result(connection, room, step) is None:
        connection.execute(computed.insert().values(room=room, step=step, value=value))


def unclaimed(connection: Connection, now: float) -> tuple[str, ...]:
    """Return the ids of rooms for which something is to be computed that no server computes."""
    waiting = (rooms.c.ready.is_(False), rooms.c.claimed <= now, rooms.c.deletes > now)
    return tuple(connection.scalars(select(rooms.c.id).where(*waiting)))
