"""The compute service of the server: started before the first visitor, warmed in idle time, ended with the server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress
from typing import Protocol

from streamlit.runtime import Runtime

from equipoise.rooms.computing import VISITOR as ROOM
from equipoise.runtime import compute
from equipoise.runtime.visit import VISITS
from equipoise.ui.shared.warming import questions

PRELOAD = ("equipoise.chain.on_demand", "equipoise.personal.questions", "equipoise.ui.shared.warming")
"""What a worker loads before it is asked anything: the engine, with all that pages ask for."""
_LOOK = 1.0
"""Seconds between two looks at who is still there."""
_LOOKS = 3
"""How many looks in a row have to miss a visitor: a connection that is lost for a moment comes back."""


@asynccontextmanager
async def compute_service() -> AsyncIterator[None]:
    """Run the compute service, and take away the interest of visitors who have closed their page."""
    service = compute.start(preload=PRELOAD)
    service.warm(questions())
    watch = asyncio.create_task(_watch(service, VISITS))
    try:
        yield
    finally:
        watch.cancel()
        with suppress(asyncio.CancelledError):
            await watch
        VISITS.close()
        compute.close()


class Visited(Protocol):
    """What holds something for visitors for as long as they are there."""

    def visitors(self) -> Collection[str]:
        """Return for whom it holds something."""

    def leave(self, visitor: str) -> None:
        """Let go of what it holds for somebody."""


async def _watch(*held: Visited) -> None:
    missed: list[dict[str, int]] = [{} for _ in held]
    while True:
        await asyncio.sleep(_LOOK)
        missed = [absent(each, looks) for each, looks in zip(held, missed, strict=True)]


def absent(held: Visited, missed: dict[str, int]) -> dict[str, int]:
    """Return how often in a row each visitor who waits for something was missed; those missed too often are left.

    Streamlit says that a session ends, but not only then (``clear_cache`` looks the same), so it is asked who is there.
    """
    gone = {name: missed.get(name, 0) + 1 for name in held.visitors() if name and not _is_there(name)}
    for name in [name for name, looks in gone.items() if looks >= _LOOKS]:
        held.leave(name)
        del gone[name]
    return gone


def _is_there(visitor: str) -> bool:
    """Whether somebody waits who has a page open, or a room for which no page is."""
    return visitor.startswith(ROOM) or not Runtime.exists() or Runtime.instance().is_active_session(visitor)
