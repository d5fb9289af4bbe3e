"""What visitors do on the Playground: each kind of visit arrives, and then takes one step after another."""

from __future__ import annotations

import dataclasses
import itertools
import random
from collections.abc import Sequence
from typing import Protocol

from load import widgets
from load.client import Answer, Session

TOGGLES = ("toggle.consent", "toggle.anonymisation", "toggle.bias")
LARGE = 100_000
"""Customers of a large run."""
_SIZE, _SEED = "lever.population.size", "lever.population.seed"
_TRIES = 50
_SEEDS = 1_000_000

_AWAY = 3
"""How many levers `Moving` leaves away from their default."""


@dataclasses.dataclass(frozen=True)
class Lever:
    """A lever as the page offers it: the option that shows its stage, its widget's key, and what it shows first."""

    stage: str
    key: str
    default: widgets.Value = dataclasses.field(compare=False)


class Visit(Protocol):
    """One kind of visit."""

    @property
    def query(self) -> str:
        """The link with which the page is opened."""

    async def arrive(self, session: Session) -> None:
        """Prepare the page for the steps."""

    async def step(self, session: Session, chance: random.Random) -> Answer:
        """Make one click that leads to a result."""


@dataclasses.dataclass(frozen=True)
class Toggling:
    """Turns one of the three toggles to another of its positions."""

    query: str = ""

    async def arrive(self, session: Session) -> None:
        await session.click("guess.ask", False, draws=False)

    async def step(self, session: Session, chance: random.Random) -> Answer:
        toggle = chance.choice(TOGGLES)
        value = widgets.another(session.page.widget(toggle), session.value(toggle), chance)
        return await session.click(toggle, value)


class Moving:
    """Moves any lever but the size, all equally likely; with three away from their default, the first goes back.

    So people stay where workshops stay, near the default, and yet nearly every state is one that nobody has reached.
    """

    query = ""

    def __init__(self, levers: Sequence[Lever]) -> None:
        self._levers = levers
        self._moved: list[Lever] = []

    async def arrive(self, session: Session) -> None:
        self._moved = []
        await _show_levers(session)

    async def step(self, session: Session, chance: random.Random) -> Answer:
        for _ in range(_TRIES):
            back = len(self._moved) == _AWAY
            lever = self._moved.pop(0) if back else chance.choice(self._levers)
            await _show_stage(session, lever.stage)
            node, now = session.page.widget(lever.key), session.value(lever.key)
            value = lever.default if back else widgets.another(node, now, chance)
            if node.body.disabled or value == now:
                continue
            self._moved = [other for other in self._moved if other != lever] + ([] if back else [lever])
            return await session.click(lever.key, value)
        raise LookupError(f"None of {_TRIES} levers could be moved.")


@dataclasses.dataclass(frozen=True)
class Growing:
    """Runs a large world, and with each step another one."""

    query: str = f"v=2&population.size={LARGE}"

    async def arrive(self, session: Session) -> None:
        await _show_levers(session)
        await _show_stage(session, widgets.options(session.page.widget("stage"))[0])

    async def step(self, session: Session, chance: random.Random) -> Answer:
        return await session.click(_SEED, float(chance.randrange(_SEEDS)))


async def see_toggles(session: Session) -> None:
    """Go through all positions of the three toggles, so that the server has seen them."""
    await Toggling().arrive(session)
    positions = (widgets.options(session.page.widget(toggle)) for toggle in TOGGLES)
    for choice in itertools.product(*positions):
        for toggle, position in zip(TOGGLES, choice, strict=True):
            if session.value(toggle) != [position]:
                _answered(await session.click(toggle, [position]))


async def all_levers(session: Session) -> tuple[Lever, ...]:
    """Return every lever that `Moving` may move, as the page shows them."""
    await _show_levers(session)
    found: list[Lever] = []
    for stage in widgets.options(session.page.widget("stage")):
        await _show_stage(session, stage)
        keys = sorted(key for key in session.page.keys_now() if key.startswith("lever.") and key != _SIZE)
        found.extend(Lever(stage, key, session.value(key)) for key in keys)
    return tuple(found)


async def _show_levers(session: Session) -> None:
    views = widgets.options(session.page.widget("controls"))
    _answered(await session.click("controls", [views[-1]], draws=False))


async def _show_stage(session: Session, stage: str) -> None:
    if session.value("stage") != [stage]:
        _answered(await session.click("stage", [stage], draws=False))


def _answered(answer: Answer) -> None:
    if answer.problem:
        raise LookupError(answer.problem)
