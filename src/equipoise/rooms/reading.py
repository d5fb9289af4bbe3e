"""What can be asked about rooms; nothing here changes one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection

from equipoise.core.errors import DataError
from equipoise.rooms import codes, opening
from equipoise.rooms.answering import speaker
from equipoise.rooms.recent import Recent
from equipoise.rooms.room import Room
from equipoise.rooms.step import Answer, Participant, RoomState
from equipoise.rooms.storage import rows
from equipoise.rooms.storage.database import Database

T = TypeVar("T")
FRESH = 0.25
"""Seconds for which `Reading.changed` remembers: many phones that wait for a change cost four queries a second."""


class Reading:
    """The questions about the rooms of a database; see `equipoise.rooms.service.Rooms` for the rest.

    Args:
        database: where they are kept. clock: returns seconds since 1970.
    """

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database, self._clock = database, clock
        self._opened: dict[str, Room] = {}
        self._results: dict[str, dict[str, Any]] = {}
        self._changed: Recent[tuple[int, int]] = Recent(FRESH)

    def room(self, id: str) -> Room:
        """Return the room with an id."""
        with self._database.reading() as connection:
            return self._room(connection, id)

    @property
    def copied(self) -> bool:
        """Whether who runs the database may have copies of what a room keeps; people are told so."""
        return self._database.copied

    def known(self, code: str) -> Room | None:
        """Return the room with a code, for visitors whose token or key is looked at next; others go through `find`.

        So nobody loses the room because a neighbour at the same address guesses codes.
        """
        with self._database.reading() as connection:
            found = rows.room_with(connection, codes.tidy(code), self._clock())
            return None if found is None else self._room(connection, found)

    def state(self, room: str) -> RoomState:
        """Return where a room stands."""
        with self._database.reading() as connection:
            return self._state(connection, room)

    def changed(self, room: str) -> tuple[int, int]:
        """Return the version of a room's state, and how many have answered the present step in its present round.

        It is one query, and up to `FRESH` seconds old where another server has changed the room.
        """

        def read() -> tuple[int, int]:
            with self._database.reading() as connection:
                return _found(rows.changed(connection, room, self._clock()), room)

        return self._changed.get(room, read)

    def participant(self, room: str, token: str) -> Participant | None:
        """Return who has this token in this room; None if nobody has."""
        with self._database.reading() as connection:
            return rows.person_with(connection, room, token)

    def people(self, room: str) -> tuple[Participant, ...]:
        """Return everybody in a room, in the order in which they came."""
        with self._database.reading() as connection:
            return rows.people(connection, room)

    def answers(self, room: str, step_key: str) -> tuple[Answer, ...]:
        """Return all answers to a step, of all rounds, whether it is revealed or not: for the server's own eyes."""
        with self._database.reading() as connection:
            return rows.answers_to(connection, room, step_key)

    def mine(self, room: str, step_key: str, participant: Participant) -> tuple[Answer, ...]:
        """Return what somebody, or their team, has answered to a step: one answer a round."""
        with self._database.reading() as connection:
            by = speaker(self._room(connection, room).step(step_key), participant)
            return rows.answers_by(connection, room, step_key, by)

    def shown(self, room: str, step_key: str) -> tuple[Answer, ...]:
        """Return all answers to a step if it is revealed, else none: for what everybody may see."""
        with self._database.reading() as connection:
            if self._state(connection, room).phases.get(step_key) != "revealed":
                return ()
            return rows.answers_to(connection, room, step_key)

    def count(self, room: str, step_key: str) -> int:
        """Return how many have answered a step, in its present round."""
        with self._database.reading() as connection:
            number = self._state(connection, room).rounds.get(step_key, 0)
            return rows.count(connection, room, step_key, number)

    def computed(self, room: str, step_key: str) -> Any | None:
        """Return what the engine found for a step; None if it is not there yet, or nothing was asked.

        Everybody gets the same object; nobody changes it.
        """
        with self._database.reading() as connection:
            return self._result(connection, room, step_key)

    def _room(self, connection: Connection, id: str) -> Room:
        known, now = self._opened.get(id), self._clock()
        if known is not None and rows.exists(connection, id, now):
            return known
        self._opened[id] = opening.read(_found(rows.room(connection, id, now), id))
        return self._opened[id]

    def _state(self, connection: Connection, room: str, *, lock: bool = False) -> RoomState:
        return _found(rows.state(connection, room, self._clock(), lock=lock), room)

    def _result(self, connection: Connection, room: str, step: str) -> Any | None:
        """Return what the engine found; it can be large, and is read once."""
        known = self._results.setdefault(room, {})
        if known.get(step) is None:
            known[step] = rows.result(connection, room, step)
        return known[step]

    def _forget_deleted(self, connection: Connection) -> None:
        """Remember nothing of rooms that do not exist any more."""
        for room in {*self._opened, *self._results}:
            if not rows.exists(connection, room, self._clock()):
                self._forget(room)

    def _forget(self, room: str) -> None:
        """Remember nothing of a room that was deleted."""
        self._opened.pop(room, None)
        self._results.pop(room, None)
        self._changed.forget(room)


def _found(kept: T | None, room: str) -> T:
    if kept is None:
        raise DataError.about(room, "room.unknown")
    return kept
