"""Who waits for a change in a room: one look at the room, four times a second, for all of them together."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import reduce

from equipoise.core.errors import DataError
from equipoise.rooms.room import Room
from equipoise.rooms.service import Rooms
from equipoise.rooms.step import Answer, Participant
from equipoise.server.room.threads import aside
from equipoise.server.room.view import View, look

LOOK = 0.25
"""Seconds between two looks at whether the room has changed."""
AGAIN = 2.0
"""Seconds after which it is read again even so: people come, and a team's answer may have changed."""
BATCH = 5.0
"""Seconds between two times at which it is written down who is connected."""
IDLE = 60.0
"""Seconds after which a room is left that nobody waits for."""


class Watch:
    """A room as this server sees it. To be used in one event loop.

    Args:
        rooms: the store. room: the id of the room. code: its code.
    """

    def __init__(self, rooms: Rooms, room: str, code: str) -> None:
        self._rooms, self.room, self.code = rooms, room, code
        self._view: View | None = None
        self._gone: DataError | None = None
        self._ending = False
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._version: tuple[int, int] | None = None
        self._read = self._written = 0.0
        self._used = time.monotonic()
        self._open: Counter[str] = Counter()
        self._came: set[str] = set()
        self._persons: dict[str, Participant] = {}
        self._given: list[tuple[float, Answer]] = []

    async def view(self) -> View:
        """Return the room as it is now, or was `LOOK` seconds ago.

        Raises:
            DataError: it does not exist any more.
        """
        self._used = time.monotonic()
        if self._gone is None and (self._view is None or self._task is None or self._task.done()):
            await self.look()
            if self._task is None or self._task.done():
                self._task = asyncio.create_task(self._keep_looking())
        return self._present()

    async def until(self, stale: Callable[[View], bool], seconds: float) -> View | None:
        """Return the room as soon as it is no longer ``stale``; None if it still is after so many seconds.

        Raises:
            DataError: it does not exist any more.
        """
        view, end = await self.view(), time.monotonic() + seconds
        while stale(view):
            self._used = time.monotonic()
            if self._ending or self._used >= end:
                return None
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), end - self._used)
            view = self._present()
        return view

    async def look(self) -> View:
        """Read the room now and wake whoever waits for what changed; after something was written here."""
        began = time.monotonic()
        try:
            self._version = await aside(self._rooms.changed, self.room)
            view = await aside(look, self._rooms, self.room)
        except DataError as error:
            self._gone = error
        else:
            self._given = [(moment, answer) for moment, answer in self._given if moment >= began]
            self._view = reduce(View.plus, (answer for _, answer in self._given), view)
        self._read = time.monotonic()
        self._wake()
        return self._present()

    def given(self, answer: Answer) -> None:
        """Know an answer that was just written: who gave it sees it at once, all others at the next look."""
        self._given.append((time.monotonic(), answer))
        self._view = self._present().plus(answer)

    async def person(self, token: str) -> Participant | None:
        """Return who has this token; whoever was found once is remembered."""
        if token not in self._persons:
            found = await aside(self._rooms.participant, self.room, token) if token else None
            if found is None:
                return None
            self._persons[token] = found
        self._came.add(self._persons[token].id)
        return self._persons[token]

    @contextmanager
    def present(self, person: Participant) -> Iterator[None]:
        """Let somebody count as connected for as long as their phone waits."""
        self._open[person.id] += 1
        try:
            yield
        finally:
            self._open[person.id] -= 1
            self._open += Counter()  # without those whom no phone waits for

    @property
    def idle(self) -> bool:
        """Whether nobody has asked for the room for `IDLE` seconds, or it does not exist any more."""
        return self._gone is not None or time.monotonic() - self._used > IDLE

    def end(self) -> None:
        """Let everybody go who waits: the server stops."""
        self._ending = True
        self._wake()
        if self._task is not None:
            self._task.cancel()

    def _present(self) -> View:
        if self._gone is not None:
            raise self._gone
        assert self._view is not None, "it was read before"
        return self._view

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def _keep_looking(self) -> None:
        while not self.idle:
            await asyncio.sleep(LOOK)
            try:
                await self._write_seen()
                late = time.monotonic() - self._read > AGAIN
                if late or await aside(self._rooms.changed, self.room) != self._version:
                    await self.look()
            except DataError as error:
                self._gone = error
                self._wake()
            except Exception:  # a database that is away for a moment; phones are told when they ask again
                logging.getLogger(__name__).exception("room")
                await asyncio.sleep(1)

    async def _write_seen(self) -> None:
        if time.monotonic() - self._written < BATCH:
            return
        self._written = time.monotonic()
        there, self._came = self._came | set(self._open), set()
        if there:
            await aside(self._rooms.seen, self.room, there)


class Watches:
    """The rooms that somebody looks at through this server.

    Args:
        rooms: returns the store; it is opened when the first visitor comes.
    """

    def __init__(self, rooms: Callable[[], Rooms]) -> None:
        self.rooms = rooms
        self._watches: dict[str, Watch] = {}

    def of(self, room: Room) -> Watch:
        """Return the watch over a room; those that nobody has asked for in a long time are left."""
        if room.id not in self._watches:
            self._watches = {id: one for id, one in self._watches.items() if not one.idle}
            self._watches[room.id] = Watch(self.rooms(), room.id, room.code)
        return self._watches[room.id]

    def end(self) -> None:
        """Let everybody go who waits."""
        for watch in self._watches.values():
            watch.end()
