"""How running work tells its progress and learns that nobody wants it any more.

Work calls `report`, `tell` and `check`; whoever runs it hears that with `listening`. Where nobody listens, nothing
happens. A stage of the chain needs none of this: `remembered` enters every stage and checks for a stop.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from equipoise.core.errors import Cancelled


class Listener(Protocol):
    """Who hears what running work tells."""

    def stopped(self) -> bool:
        """Whether the work shall end."""

    def report(self, fraction: float, message: str) -> None:
        """Hear how much is done (0 to 1), and what is being done."""

    def enter(self, stage: str) -> None:
        """Hear the name of the stage that begins."""

    def tell(self, partial: object) -> None:
        """Hear what is known so far."""


_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Listener | None) -> Iterator[None]:
    """Let ``listener`` hear what the work inside the block tells; None lets nobody hear it."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def check() -> None:
    """Return if the work is still wanted.

    Raises:
        Cancelled: nobody wants it any more; let it pass.
    """
    listener = _listener.get()
    if listener is not None and listener.stopped():
        raise Cancelled("the computation was stopped: nobody waits for it any more.")


def report(fraction: float, message: str = "") -> None:
    """Tell how much is done (0 to 1) and what is being done.

    Raises:
        Cancelled: nobody wants the work any more; let it pass.
    """
    check()
    listener = _listener.get()
    if listener is not None:
        listener.report(min(max(fraction, 0.0), 1.0), message)


def enter(stage: str) -> None:
    """Tell the name of the stage that begins.

    Raises:
        Cancelled: nobody wants the work any more; let it pass.
    """
    check()
    listener = _listener.get()
    if listener is not None:
        listener.enter(stage)


def tell(partial: object) -> None:
    """Tell what is known so far: small, and fit for another process.

    Raises:
        Cancelled: nobody wants the work any more; let it pass.
    """
    check()
    listener = _listener.get()
    if listener is not None:
        listener.tell(partial)
