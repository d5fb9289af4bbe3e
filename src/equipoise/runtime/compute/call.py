"""What happens inside a worker: one call at a time, which tells its progress and looks for a stop."""

from __future__ import annotations

import pickle
import traceback
from dataclasses import dataclass
from typing import Any, Protocol

from equipoise.core.errors import Cancelled
from equipoise.runtime.compute.answer import Progress, Settled
from equipoise.runtime.compute.memory import give_back
from equipoise.runtime.compute.question import answer
from equipoise.runtime.frozen import frozen
from equipoise.runtime.progress import listening
from equipoise.runtime.remembered import MEMORY


@dataclass(frozen=True)
class Call:
    """What a worker is asked to do.

    Attributes:
        ticket: the number of the call. question: function and arguments, pickled; empty to compute nothing.
        shrink: how many bytes of remembered results the worker forgets first.
    """

    ticket: int
    question: bytes = b""
    shrink: int = 0


class Channel(Protocol):
    """What a back end brings into its workers: the way to the service and back."""

    def stopped(self, ticket: int) -> bool:
        """Whether the service has asked to stop the call with this number."""

    def send(self, note: bytes) -> None:
        """Send the service a note."""


class Line:
    """Who hears a running call: tells the service over the channel."""

    def __init__(self, ticket: int, channel: Channel) -> None:
        self._ticket, self._channel = ticket, channel

    def stopped(self) -> bool:
        """Whether the service wants the call to end."""
        return self._channel.stopped(self._ticket)

    def report(self, fraction: float, message: str) -> None:
        """Send on how much is done."""
        self._send(fraction=fraction, message=message)

    def enter(self, stage: str) -> None:
        """Send on which stage begins."""
        self._send(stage=stage)

    def tell(self, partial: object) -> None:
        """Send on what is known so far."""
        self._send(partial=partial)

    def _send(self, **news: object) -> None:
        self._channel.send(pickle.dumps((self._ticket, news)))


def read_note(note: bytes) -> tuple[int, dict[str, Any]]:
    """Return the number of the call that sent the note, and the fields of `Progress` that it tells."""
    ticket, news = pickle.loads(note)
    return ticket, news


def hear(told: Progress, news: dict[str, Any]) -> None:
    """Write the news of a note into what is known of a call's progress."""
    for name, value in news.items():
        setattr(told, name, frozen(value) if name == "partial" else value)


def carry_out(call: Call, channel: Channel) -> bytes:
    """Carry out the call in a worker; return, pickled, how it ended."""
    if call.shrink:
        MEMORY.shrink(call.shrink)
        give_back()
    if not call.question:
        return pickle.dumps(Settled())
    with listening(Line(call.ticket, channel)):
        return _packed(_settle(call.question))


def _settle(question: bytes) -> Settled[Any]:
    try:
        function, arguments = pickle.loads(question)
        return Settled(answer(function, arguments))
    except Cancelled as error:
        return Settled(error=error)
    except Exception as error:  # it belongs to whoever asked
        return Settled(error=_told_in_full(error))


def _told_in_full(error: Exception) -> Exception:
    """Return the error with the worker's traceback as a note; one that cannot be sent is told in words."""
    where = "".join(traceback.format_exception(error))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        error = RuntimeError(f"{type(error).__name__}: {error}")
    error.add_note(f"In the worker:\n{where}")
    return error.with_traceback(None)


def _packed(settled: Settled[Any]) -> bytes:
    try:
        return pickle.dumps(settled, protocol=pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        return pickle.dumps(Settled(error=RuntimeError(f"the answer cannot be sent: {type(error).__name__}: {error}")))
