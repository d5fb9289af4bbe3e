"""Letting the visitors of a scenario loose on a server and summing up what happened."""

from __future__ import annotations

import asyncio
import dataclasses
import itertools
import random
import time

from websockets.exceptions import WebSocketException

from load.client import Answer, Session
from load.figures import Click, Figures, Sample, sum_up
from load.scenarios import Group, Scenario
from load.server import Server
from load.visits import Lever, Visit, all_levers, see_toggles

PAGE = "playground"
_LOOK = 5.0
"""Seconds between two looks at what the server takes."""
_SETTLE = 1.0
"""Seconds before a visitor whose page could not be opened tries again."""
_THINKING = (0.5, 1.5)
"""A visitor thinks for between half and one and a half of a group's pause, as people differ.

Visitors who all think equally long fall into step: they click at one moment, are answered one after another, and think
again while the server does nothing.
"""


@dataclasses.dataclass
class Run:
    """A run while it goes on: what the visitors note, and the clock, in seconds since the start."""

    length: float
    started: float = dataclasses.field(default_factory=time.monotonic)
    clicks: list[Click] = dataclasses.field(default_factory=list)
    reached: set[str] = dataclasses.field(default_factory=set)

    def now(self) -> float:
        """Return the seconds since the start."""
        return time.monotonic() - self.started

    def note(self, answer: Answer, counted: str = "all") -> None:
        """Note a click that has just ended; ``counted`` as in `Group`."""
        again = answer.address in self.reached and not answer.problem
        kind = "other" if counted == "none" or (counted == "new" and again) else "step"
        self.reached.add(answer.address)
        self._add(answer, kind)

    def note_opening(self, answer: Answer) -> None:
        """Note that a page has been opened."""
        self._add(answer, "opening")

    def _add(self, answer: Answer, kind: str) -> None:
        began = self.now() - answer.seconds
        self.clicks.append(Click(started=began, seconds=answer.seconds, problem=answer.problem, kind=kind))


async def measure(scenario: Scenario, server: Server) -> Figures:
    """Play a scenario on a server that has just been started, and return its figures."""
    levers, *_ = [await _prepare(scenario, port) for port in server.ports]
    run = Run(scenario.excluded + scenario.seconds)
    samples: list[Sample] = []
    watching = asyncio.create_task(_watch(server, run, samples))
    worked = time.process_time()
    ports = itertools.cycle(server.ports)  # as a cookie spreads visitors
    visitors = [
        _visitor(
            next(ports), group, group.visit(levers), run, random.Random(f"{place}.{number}"), scenario.excluded / 2
        )
        for place, group in enumerate(scenario.groups)
        for number in range(group.visitors)
    ]
    await asyncio.gather(*visitors)
    await watching
    generator = (time.process_time() - worked) / run.now()
    return sum_up(
        run.clicks,
        samples,
        begin=scenario.excluded,
        end=run.length,
        visitors=scenario.visitors,
        generator=generator,
    )


async def _prepare(scenario: Scenario, port: int) -> tuple[Lever, ...]:
    async with Session.open(port, PAGE) as session:
        if scenario.seen:
            await see_toggles(session)
        return await all_levers(session)


async def _watch(server: Server, run: Run, samples: list[Sample]) -> None:
    while run.now() < run.length:
        memory, cpu = await asyncio.to_thread(server.memory), server.cpu()
        samples.append(Sample(run.now(), memory, cpu))
        await asyncio.sleep(min(_LOOK, max(0.0, run.length - run.now())))


async def _visitor(port: int, group: Group, visit: Visit, run: Run, chance: random.Random, latest: float) -> None:
    """Come at some time before ``latest``, and click until the run is over; whoever leaves is followed by another."""
    await asyncio.sleep(chance.uniform(0, latest))
    while run.now() < run.length:
        try:
            async with Session.open(port, PAGE, visit.query) as session:
                run.note_opening(session.opened)
                await _stay(session, group, visit, run, chance)
        except (OSError, LookupError, WebSocketException) as error:
            run.note(Answer(seconds=0.0, problem=f"{type(error).__name__}: {error}"), group.counted)
            await asyncio.sleep(_SETTLE)


async def _stay(session: Session, group: Group, visit: Visit, run: Run, chance: random.Random) -> None:
    """Click until the visitor leaves, or an answer does not come."""
    leaving = min(run.length, run.now() + group.stay)
    await visit.arrive(session)
    while run.now() < leaving and not session.lost:
        run.note(await visit.step(session, chance), group.counted)
        thinking = group.pause * chance.uniform(*_THINKING)
        await session.rest(min(thinking, max(0.0, leaving - run.now())))
