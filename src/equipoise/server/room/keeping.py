"""What the server does for rooms while nobody asks: delete those that are due, and compute what is missing."""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from types import FrameType

from equipoise.core.errors import Cancelled, DataError
from equipoise.rooms.service import Rooms
from equipoise.rooms.storage.database import address, is_there
from equipoise.server.room.threads import aside
from equipoise.server.room.watch import Watches

EVERY = 60.0
"""Seconds between two looks. What became due while no server ran is deleted at the first one."""
_log = logging.getLogger(__name__)
_STOPS = (signal.SIGTERM, signal.SIGINT)


@asynccontextmanager
async def kept(watches: Watches) -> AsyncIterator[None]:
    """Keep the rooms in order while the server runs, and keep no phone waiting when it stops."""
    task = asyncio.create_task(_keep(watches.rooms))
    loop = asyncio.get_running_loop()
    with _when_stopped(lambda: loop.call_soon_threadsafe(watches.end)):
        try:
            yield
        finally:
            watches.end()
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def _keep(rooms: Callable[[], Rooms]) -> None:
    while True:
        for room in await aside(look, rooms):
            threading.Thread(target=compute, args=(rooms(), room), name="room-compute", daemon=True).start()
        await asyncio.sleep(EVERY)


def look(rooms: Callable[[], Rooms]) -> tuple[str, ...]:
    """Delete what is due, and return the rooms for which something has to be computed.

    What fails is logged and tried again at the next look. A server on which no room was ever opened makes no database.
    """
    try:
        if not is_there(address()):
            return ()
    except (RuntimeError, OSError):  # there is no place for a file; whoever opens a room is told
        return ()
    try:
        rooms().purge()
        return rooms().unready()
    except Exception:
        _log.exception("the rooms that are due could not be deleted")
        return ()


def compute(rooms: Rooms, room: str) -> None:
    """Compute what a room needs. The server may end meanwhile, or the room be deleted."""
    try:
        rooms.compute(room)
    except (Cancelled, DataError):
        pass
    except Exception:  # the room says that it is not ready, and it is tried again
        _log.exception("what a room needs could not be computed")


@contextmanager
def _when_stopped(stop: Callable[[], object]) -> Iterator[None]:
    """Call ``stop`` as soon as the process is told to end: the web server waits for every open request first."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _STOPS}

    def handle(number: int, frame: FrameType | None) -> None:
        stop()
        earlier = before[signal.Signals(number)]
        if callable(earlier):
            earlier(number, frame)

    for number in _STOPS:
        signal.signal(number, handle)
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)
