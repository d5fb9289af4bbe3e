"""What can be done with rooms. Pages and jobs use this class alone; it hides the database and who may do what."""

from __future__ import annotations

import dataclasses
import secrets
import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, delete
from sqlalchemy.exc import IntegrityError

from equipoise.core.errors import DataError, printable
from equipoise.learn.keys import own_key
from equipoise.rooms import codes, links, opening, steering
from equipoise.rooms.activities.kind import Moment
from equipoise.rooms.activities.registry import STEPS
from equipoise.rooms.agenda import Agenda
from equipoise.rooms.answering import open_round, speaker
from equipoise.rooms.computing import Computing, Report
from equipoise.rooms.guarding import Guard
from equipoise.rooms.later import Later
from equipoise.rooms.reading import Reading
from equipoise.rooms.room import Room
from equipoise.rooms.step import Answer, Participant, RoomState, Step
from equipoise.rooms.storage import rows, tables
from equipoise.rooms.storage.database import Database, address

MOST_PEOPLE = 1_000
"""The most people in a room."""
LONGEST_NICKNAME = 24
"""Characters."""


class Rooms(Reading):
    """The rooms of a database. All methods can be called by many threads, and by servers that share the database.

    A room is named by its `Room.id`. Wherever none exists with that id any more, ``DataError("room.unknown")`` is
    raised; a room that is due is gone, even if it is not deleted yet.

    Args:
        database: where they are kept. key: the secret of the server. clock: returns seconds since 1970.
    """

    def __init__(self, database: Database, key: bytes, clock: Callable[[], float] = time.time) -> None:
        super().__init__(database, clock)
        self._key = key
        self._guard = Guard(database, key, clock)
        self._computing = Computing(database, clock)
        self._to_clear = True

    def open(
        self,
        agenda: Agenda,
        *,
        hours: float = 24,
        nickname: bool = False,
        teams: Sequence[str] = (),
        by_chance: bool = False,
        rehearsal: bool = False,
        language: str = "en",
    ) -> Room:
        """Open a room with an agenda; it deletes itself after some hours.

        Args:
            hours: at most `equipoise.rooms.opening.MOST_HOURS`. For the others see `Room`.

        Raises:
            DataError: the hours or the teams cannot be used, or the agenda has a part of an unknown kind.
        """
        chosen = {"nickname": nickname, "by_chance": by_chance, "rehearsal": rehearsal, "language": language}
        room = opening.new_room(agenda, self._clock(), teams, **chosen)
        deletes = room.created + opening.seconds(hours)
        while True:
            with suppress(IntegrityError), self._database.writing() as connection:  # somebody has this code
                opening.write(connection, room, deletes)
                return room
            room = dataclasses.replace(room, code=codes.new_code())

    def find(self, code: str, *, address: str) -> Room:
        """Return the room with a code that somebody typed.

        Args:
            address: where the visitor comes from. It is stored only if there is no such room, and as a keyed hash.

        Raises:
            DataError: there is no such room, or the address has tried too many codes that do not exist.
        """
        meant = codes.tidy(code)
        with self._database.reading() as connection:
            self._guard.check(connection, address, code)
            found = rows.room_with(connection, meant, self._clock())
            if found is not None:
                return self._room(connection, found)
        if meant:  # what cannot be a code tells nothing
            self._guard.count(address, meant)
        raise DataError.about(code, "room.unknown")

    def link(self, room: str, role: links.Role) -> str:
        """Return the secret of a link for a role in a room."""
        return links.sign(room, role, self._key)

    def admits(self, room: str, role: links.Role, given: str, *, address: str) -> bool:
        """Whether a link's secret gives a role in a room. Wrong ones are counted by room and address.

        Raises:
            DataError: the address has tried too many.
        """
        if links.check(room, role, given, self._key):
            return True
        with self._database.reading() as connection:
            self._guard.check(connection, address, role, room)
        self._guard.count(address, given, room)
        return False

    def steer(self, room: str, command: str, *, version: int) -> RoomState:
        """Carry out a command of the desk, and return where the room stands then.

        Args:
            command: see `equipoise.rooms.steering.steered`.
            version: of the state that the desk has shown. If it is not the present one, nothing changes, so that two
                desks that press "next" at once go on by one step.

        Raises:
            DataError: there is no such command.
        """
        with self._database.writing() as connection:
            before = self._state(connection, room, lock=True)
            steps = self._room(connection, room).steps
            after = steering.steered(before, steps, command, self._clock())
            if after is before or before.version != version:
                return before
            step = steering.present(after, steps)
            rows.write_state(connection, room, after, "" if step is None else step.key)
        self._changed.forget(room)
        return after

    def join(self, room: str, *, nickname: str = "", team: str = "") -> tuple[Participant, str]:
        """Let somebody in, and return who it is and the token by which `participant` knows them again.

        Args:
            nickname: what they typed; left out if the room asks for none. team: what they chose, if they do.

        Raises:
            DataError: there is no such team, or the room is full.
        """
        token, now = secrets.token_urlsafe(16), self._clock()
        with self._database.writing() as connection:
            self._state(connection, room, lock=True)
            joined = self._room(connection, room)
            teams = rows.teams(connection, room)
            if len(teams) >= MOST_PEOPLE:
                raise DataError.about(joined.code, "room.full", most=MOST_PEOPLE)
            name = printable(nickname.strip()[:LONGEST_NICKNAME]) if joined.nickname else ""
            own = opening.team_of(joined, team, teams)
            somebody = Participant(
                id=secrets.token_hex(8), place=len(teams) + 1, nickname=name, team=own, joined=now, seen=now
            )
            values = dataclasses.asdict(somebody) | {"room": room, "token": rows.digest(token)}
            connection.execute(tables.participants.insert(), values)
        return somebody, token

    def seen(self, room: str, ids: Collection[str]) -> None:
        """Write that these people are connected now; the ids of others are passed over."""
        with self._database.writing() as connection:
            rows.write_seen(connection, room, ids, self._clock())

    def answer(self, room: str, step_key: str, participant: Participant, value: Mapping[str, Any]) -> Answer:
        """Keep an answer in the place of the one before; when this returns, it is on the disk.

        Args:
            participant: who `participant` says it is. value: what a phone sent; see `Kind.check`.

        Raises:
            DataError: the step is not the one that is open, the person is not in the room, or the step does not take
                this answer.
        """
        with self._database.writing() as connection:
            state = self._state(connection, room, lock=True)
            opened = self._room(connection, room)
            step = opened.step(step_key)
            number = open_round(state, opened.steps, step)
            moment = self._moment(connection, room, step, participant.id, number)
            kept = STEPS[step.kind].check(step, value, moment)
            id = next((one.id for one in moment.mine if one.round == number), 0)
            by = speaker(step, moment.me)
            given = Answer(id=id, step=step_key, by=by, round=number, value=kept, at=self._clock())
            return rows.write_answer(connection, room, given)

    def compute(self, room: str, report: Report = lambda done, of: None) -> None:
        """Ask the engine what the steps of a room need, and keep it; it takes as long as that takes.

        A server that does so claims the room. If it ends before it is done, another one that calls this after a while
        goes on with what is missing; while it has not ended, others return at once.

        Args:
            report: is told after each batch how many questions of a step are answered, and of how many.
        """
        self._computing.compute(self.room(room), report)

    def unready(self) -> tuple[str, ...]:
        """Return the rooms for which something is to be computed that no server computes now."""
        return self._computing.unclaimed()

    def delete(self, room: str) -> None:
        """Delete a room and all that belongs to it, also from what the database keeps beside its tables."""
        self._delete([room])

    def purge(self) -> int:
        """Delete the rooms that are due, and failures that are too old; return how many rooms those were.

        What this process remembers of rooms that another server has deleted is forgotten too.
        """
        self._guard.forget()
        with self._database.reading() as connection:
            found = rows.due(connection, self._clock())
            self._forget_deleted(connection)
        self._delete(found)
        return len(found)

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def _moment(self, connection: Connection, room: str, step: Step, person: str, number: int) -> Moment:
        """Return what the room knows when this person answers.

        Raises:
            DataError: nobody in the room has this id.
        """
        me = rows.person(connection, room, person)
        if me is None:
            raise DataError.about(person, "room.stranger")
        return Moment(
            me=me,
            people=Later(lambda: rows.people(connection, room)),
            mine=rows.answers_by(connection, room, step.key, speaker(step, me)),
            everybody=Later(lambda: rows.answers_to(connection, room, step.key)),
            computed=self._result(connection, room, step.key),
            round=number,
        )

    def _delete(self, rooms: Sequence[str]) -> None:
        if rooms:
            with self._database.writing() as connection:
                connection.execute(delete(tables.rooms).where(tables.rooms.c.id.in_(rooms)))
            for room in rooms:
                self._forget(room)
            self._to_clear = True
        if self._to_clear:  # also what an earlier process has deleted, or a reader has kept alive
            self._to_clear = not self._database.clear()


_lock = threading.Lock()
_rooms: Rooms | None = None


def rooms() -> Rooms:
    """Return the rooms of this process; the first call opens the database that `storage.database.address` names.

    Raises:
        SettingsError, DataError, OSError, RuntimeError, sqlalchemy.exc.SQLAlchemyError: the database or the key cannot
            be used.
    """
    global _rooms
    with _lock:
        if _rooms is None:
            _rooms = Rooms(Database(address()), own_key())
        return _rooms


def close() -> None:
    """Close the database of this process; the next call of `rooms` opens it again."""
    global _rooms
    with _lock:
        before, _rooms = _rooms, None
    if before is not None:
        before.close()
