"""Where questions are computed: worker processes of this machine, or of a cluster."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol, TypeAlias

from equipoise.runtime.compute.call import Call

Heard: TypeAlias = Callable[[bytes], None]
"""Is called, in any thread, with every note that a worker sends."""


class Worker(Protocol):
    """One worker: a process that computes one call at a time."""

    def start(self, gone: Callable[[], None]) -> int:
        """Start it, wait until it is ready, and return its process's number; call ``gone`` when it has ended."""

    def submit(self, call: Call) -> Future[bytes]:
        """Give it a call; the future has, pickled, how it ended, or fails if the worker breaks."""

    def stop(self, ticket: int) -> None:
        """Ask it to stop the call with this number; it stops when it looks, and at once where it has ended already."""

    def kill(self) -> None:
        """End the process at once; the future of its call fails."""

    def close(self) -> None:
        """End the process and give back what it took."""


class Backend(Protocol):
    """A kind of workers.

    Attributes:
        name: what a status calls it. size: how many workers there are.
        patience: seconds that a worker has to stop a call before it is killed.
        local: whether the workers live in the memory of this machine.
    """

    name: str
    size: int
    patience: float
    local: bool

    def worker(self, index: int, heard: Heard) -> Worker:
        """Return a new worker for this place, not started."""

    def pids(self) -> set[int]:
        """Return the processes of this machine that it takes beside its workers."""

    def close(self) -> None:
        """Give back what all workers share."""
