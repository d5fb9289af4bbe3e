"""Other servers: processes that open the same database. They are forked, since a new one loads the engine first.

Whoever forks has closed its own database: SQLite's locks and PostgreSQL's connections belong to one process.
"""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

_FORK = multiprocessing.get_context("fork")


@contextlib.contextmanager
def process(run: Callable[..., None], *arguments: Any) -> Iterator[tuple[BaseProcess, Connection]]:
    """Run a function in another process, with the other end of a pipe as its first argument."""
    ours, theirs = _FORK.Pipe()
    started = _FORK.Process(target=run, args=(theirs, *arguments), daemon=True)
    started.start()
    theirs.close()
    try:
        yield started, ours
    finally:
        started.kill()
        started.join(10)
        ours.close()
