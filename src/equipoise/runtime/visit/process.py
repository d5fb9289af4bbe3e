"""One process that works for one visit."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import resource
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from threadpoolctl import threadpool_limits

from equipoise.core.errors import EquipoiseError, SettingsError

T = TypeVar("T")
ROOM_BYTES = 2 * 1024**3
"""Bytes that a question may take beyond what the process has when it starts."""
PATIENCE = 120.0
"""Seconds after which a question is given up."""
_ENDS_IN = 5.0
"""Seconds that a process gets to end after it was killed."""


class VisitProcess:
    """A process that is started by its first question, and answers one at a time.

    Args:
        room_bytes: see `ROOM_BYTES`. patience: see `PATIENCE`.
    """

    def __init__(self, *, room_bytes: int = ROOM_BYTES, patience: float = PATIENCE) -> None:
        self._room, self._patience = room_bytes, patience
        self._turn = threading.Lock()
        self._process: multiprocessing.process.BaseProcess | None = None
        self._here: Connection | None = None

    @property
    def pid(self) -> int:
        """The number of the process; 0 while there is none."""
        return (self._process.pid or 0) if self._process is not None else 0

    def ask(self, function: Callable[..., T], *arguments: Any) -> T:
        """Return what a function of a module gives for these arguments; both are sent to the process.

        Raises:
            EquipoiseError: what the function has refused. SettingsError: it took too long, too much memory, or broke;
                the process is gone then, and the next question starts another one.
        """
        with self._turn:
            here = self._here if self._here is not None else self._start()
            try:
                here.send((function, arguments))
                if not here.poll(self._patience):
                    raise SettingsError.about(round(self._patience), "visit.too_long")
                kind, found = here.recv()
            except (EOFError, OSError) as error:
                self._end()
                raise SettingsError.about(function.__name__, "visit.broken") from error
            except SettingsError:
                self._end()
                raise
        if kind == "refused":
            raise found
        if kind == "memory":
            self.close()
            raise SettingsError.about(self._room // 1024**2, "visit.memory")
        if kind == "failed":
            raise SettingsError.about(function.__name__, "visit.broken")
        answer: T = found
        return answer

    def close(self) -> None:
        """End the process, and all that it knows."""
        with self._turn:
            self._end()

    def _start(self) -> Connection:
        context = multiprocessing.get_context("forkserver")
        self._here, there = context.Pipe()
        self._process = context.Process(target=_work, args=(there, self._room), daemon=True, name="equipoise-visit")
        self._process.start()
        there.close()  # so that the end of the process ends the pipe
        return self._here

    def _end(self) -> None:
        if self._here is not None:
            self._here.close()
        if self._process is not None:
            self._process.kill()
            self._process.join(_ENDS_IN)
        self._here = self._process = None


def _work(there: Connection, room_bytes: int) -> None:
    """Answer questions until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which closes its end
    faulthandler.disable()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # no image of the memory is written if it breaks
    used = _address_space()
    resource.setrlimit(resource.RLIMIT_AS, (used + room_bytes, used + room_bytes))
    threadpool_limits(1)
    while True:
        try:
            function, arguments = there.recv()
        except (EOFError, OSError):
            os._exit(0)
        there.send(_answer(function, arguments))


def _answer(function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[str, Any]:
    """Return how it went, and the answer or refusal. What goes wrong otherwise is not told: it may quote a table."""
    try:
        return "answer", function(*arguments)
    except EquipoiseError as error:
        return "refused", error
    except MemoryError:
        return "memory", None
    except Exception:
        return "failed", None


def _address_space() -> int:
    """Return the bytes of address space that this process has (Linux)."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
