"""What the server does for rooms while nobody asks: delete those that are due, and compute what is missing."""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from types import FrameType

from equipoise.rooms.service import Rooms
from equipoise.server.room.threads import aside
from equipoise.server.room.watch import Watches

EVERY = 60.0
"""Seconds between two looks at which rooms are due."""
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
        try:
            opened = await aside(rooms)
            await aside(opened.purge)
            for room in await aside(opened.unready):
                threading.Thread(target=_compute, args=(opened, room), name="room-compute", daemon=True).start()
        except Exception:  # what cannot be done now is tried again
            logging.getLogger(__name__).exception("rooms")
        await asyncio.sleep(EVERY)


def _compute(rooms: Rooms, room: str) -> None:
    try:
        rooms.compute(room)
    except Exception:  # the room says that it is not ready, and it is tried again
        logging.getLogger(__name__).exception("room")


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
