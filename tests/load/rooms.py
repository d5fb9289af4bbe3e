"""Measure a room full of people: ``python tests/load/rooms.py --checkout . --database sqlite``.

A server is started with a room; people join, a projector and a desk are open, a question is asked, everybody answers
within ten seconds, and the answers are revealed. All phones wait for what is new, as the pages do.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import dataclasses
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
from sqlalchemy import URL

import postgresql
from equipoise.learn.keys import own_key
from equipoise.rooms.agenda import Agenda, Item
from equipoise.rooms.room import Room
from equipoise.rooms.service import Rooms
from equipoise.rooms.storage.database import SQLITE, VARIABLE, Database
from load.phones import Device
from load.server import Server, commit, leave_no_server, serve

STEP = "which.vote"
JOINING, ANSWERING = 30.0, 10.0
"""Seconds within which all people join, and answer."""
PORT = 8790
HEAD = (
    "| database | people | code | joined p95 s | answered p50 s | p95 s | slowest s | projector behind s | revealed s "
    "| all phones s | cores | errors | aims |"
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Figures:
    """What a room full of people meets; all times in seconds.

    Attributes:
        people: how many. joined: until a join was acknowledged, 95th percentile. p50, p95, slowest: of answers.
        behind: the longest time from an acknowledgement until the projector counted it.
        revealed, phones: from the desk's command until the projector, and the last phone, showed the answers.
        cores: that the server took while people answered. problems: what went wrong.
    """

    people: int
    joined: float
    p50: float
    p95: float
    slowest: float
    behind: float
    revealed: float
    phones: float
    cores: float
    problems: tuple[str, ...]

    def missed(self) -> list[str]:
        """Return which aims are missed."""
        aims = {"p95 < 1 s": self.p95 < 1, "projector < 2 s": self.behind < 2, "no error": not self.problems}
        return [aim for aim, met in aims.items() if not met]

    def row(self, database: str, code: str) -> str:
        """Return the figures as a row of the table."""
        times = (self.joined, self.p50, self.p95, self.slowest, self.behind, self.revealed, self.phones, self.cores)
        missed = self.missed()
        aims = f"**missed: {', '.join(missed)}**" if missed else "met"
        cells = (database, self.people, code, *(f"{one:.2f}" for one in times), len(self.problems), aims)
        return f"| {' | '.join(map(str, cells))} |"


@contextlib.contextmanager
def place(kind: str) -> Iterator[URL]:
    """Yield the address of a new database, which the server and this process share, and the key of both."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = URL.create(SQLITE, database=str(folder / "rooms.sqlite"))
        if kind == "postgresql":
            url = postgresql.new_database(stack.enter_context(postgresql.server()))
        own = {VARIABLE: url.render_as_string(hide_password=False), "XDG_DATA_HOME": str(folder)}
        before = dict(os.environ)
        os.environ.update(own)
        try:
            yield url
        finally:
            os.environ.clear()
            os.environ.update(before)


def opened(rooms: Rooms) -> Room:
    """Return a new room in which one question is asked."""
    spec = {"text": "What comes first?", "options": ["Offers that fit", "Privacy", "Fairness"]}
    vote = Item(id="which", kind="vote", title="What first?", minutes=2, spec=spec)
    return rooms.open(Agenda(id="load", order=1, title="Load", lead="A full room.", items=(vote,)))


async def measure(server: Server, rooms: Rooms, people: int) -> Figures:
    """Fill a room, ask, and return the figures."""
    room = opened(rooms)
    page, draw = f"/room/{room.code}", random.Random(1)
    phones = [Device(server.port, page) for _ in range(people)]
    joined = await asyncio.gather(
        *(_later(draw.uniform(0, JOINING), phone.send, f"{page}/join", {}) for phone in phones)
    )
    screens = [Device(server.port, f"{page}/{role}") for role in ("projector", "desk")]
    for screen, role in zip(screens, ("projector", "desk"), strict=True):
        await screen.send(f"{page}/{role}/enter", {"key": rooms.link(room.id, role)})
    watching = [asyncio.create_task(device.watch()) for device in (*phones, *screens)]
    projector, desk = screens
    await asyncio.sleep(2)
    await _steer(desk, rooms, room, "next")
    await asyncio.sleep(2)
    computing, started = server.cpu(), time.monotonic()
    acknowledged: list[float] = []
    seconds = await asyncio.gather(
        *(_later(draw.uniform(0, ANSWERING), _answer, phone, page, acknowledged) for phone in phones)
    )
    cores = (server.cpu() - computing) / (time.monotonic() - started)
    await asyncio.sleep(3)
    pressed = time.monotonic()
    await _steer(desk, rooms, room, "reveal")
    await asyncio.sleep(5)
    for task in watching:
        task.cancel()
    after = [min((when - pressed for when, _ in one.told if when > pressed), default=np.inf) for one in phones]
    return Figures(
        people=people,
        joined=float(np.percentile(joined, 95)),
        p50=float(np.percentile(seconds, 50)),
        p95=float(np.percentile(seconds, 95)),
        slowest=max(seconds),
        behind=behind(sorted(acknowledged), list(projector.counts())),
        revealed=min((when - pressed for when, _ in projector.told if when > pressed), default=np.inf),
        phones=max(after),
        cores=cores,
        problems=tuple(problem for one in (*phones, *screens) for problem in one.problems),
    )


def behind(acknowledged: list[float], counts: list[tuple[float, int]]) -> float:
    """Return the longest time from an acknowledgement until the projector counted at least so many answers.

    Args:
        acknowledged: when each answer was, in order. counts: when the projector showed how many.
    """
    waits = [
        min((shown - when for shown, count in counts if count >= number and shown >= when), default=np.inf)
        if not any(count >= number and shown < when for shown, count in counts)
        else 0.0
        for number, when in enumerate(acknowledged, start=1)
    ]
    return max(waits, default=0.0)


async def _later(seconds: float, do, *arguments) -> float:  # type: ignore[no-untyped-def]
    await asyncio.sleep(seconds)
    return await do(*arguments)


async def _answer(phone: Device, page: str, acknowledged: list[float]) -> float:
    seconds = await phone.send(f"{page}/answer?step={STEP}&round=0", {"option": str(random.randrange(3))})
    acknowledged.append(time.monotonic())
    return seconds


async def _steer(desk: Device, rooms: Rooms, room: Room, command: str) -> None:
    version = rooms.state(room.id).version
    await desk.send(f"{desk.path}/steer", {"command": command, "version": str(version)})


def run(checkout: Path, kind: str, people: int, port: int = PORT, log: Path | None = None) -> Figures:
    """Start a database and a server, and return the figures of one room."""
    with place(kind) as url, serve(checkout, port, log=log) as server:
        rooms = Rooms(Database(url), own_key())
        try:
            return asyncio.run(measure(server, rooms, people))
        finally:
            rooms.close()


def main() -> None:
    """Measure what was asked for, and print the rows of the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkout", type=Path, default=Path(), help="the code that is measured")
    parser.add_argument("--database", action="append", choices=("sqlite", "postgresql"), help="may be given again")
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--log", type=Path, help="where the server's output goes")
    options = parser.parse_args()
    leave_no_server()
    checkout = options.checkout.resolve()
    print(HEAD, "|---" * (HEAD.count("|") - 1) + "|", sep="\n")
    for kind in options.database or ("sqlite", "postgresql"):
        found = run(checkout, kind, options.people, log=options.log)
        print(found.row(kind, commit(checkout)), flush=True)
        for problem in sorted(set(found.problems))[:10]:
            print(problem, file=sys.stderr)


if __name__ == "__main__":
    main()
