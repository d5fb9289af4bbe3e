"""What visitors do on the Playground: each kind of visit arrives, and then takes one step after another."""

from __future__ import annotations

import dataclasses
import itertools
import random
from typing import Protocol

from load import widgets
from load.client import Answer, Session

TOGGLES = ("toggle.consent", "toggle.anonymisation", "toggle.bias")
LARGE = 100_000
"""Customers of a large run."""
_SIZE, _SEED = "lever.population.size", "lever.population.seed"
_TRIES = 50
_SEEDS = 1_000_000

Lever = tuple[str, str]
"""The stage under which a lever is shown, as the control of the stages names it, and the key of its widget."""


class Visit(Protocol):
    """One kind of visit.

    Attributes:
        query: the link with which the page is opened.
    """

    query: str

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


@dataclasses.dataclass(frozen=True)
class Moving:
    """Moves any lever but the size to another value; all levers are equally likely."""

    levers: tuple[Lever, ...]
    query: str = ""

    async def arrive(self, session: Session) -> None:
        await _show_levers(session)

    async def step(self, session: Session, chance: random.Random) -> Answer:
        for _ in range(_TRIES):
            stage, lever = chance.choice(self.levers)
            await _show_stage(session, stage)
            node = session.page.widget(lever)
            value = widgets.another(node, session.value(lever), chance)
            if not node.body.disabled and value != session.value(lever):  # type: ignore[attr-defined]
                return await session.click(lever, value)
        raise LookupError(f"None of {_TRIES} levers could be moved.")


@dataclasses.dataclass(frozen=True)
class Growing:
    """Runs a large world, and with each step another one."""

    query: str = f"v=1&population.size={LARGE}"

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
        keys = sorted(key for key in session.page.keys() if key.startswith("lever.") and key != _SIZE)
        found.extend((stage, key) for key in keys)
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
