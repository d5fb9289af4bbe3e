"""What whoever asked the compute service holds: an answer, or the promise of one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar, cast

from equipoise.core.errors import Cancelled

T = TypeVar("T")
State = Literal["queued", "running", "done", "failed", "cancelled"]


@dataclass
class Progress:
    """What running work told last.

    Attributes:
        fraction: the share that is done, 0 to 1. message: what was reported with it. stage: the stage that runs.
        partial: what is known so far, if the work tells.
    """

    fraction: float = 0.0
    message: str = ""
    stage: str = ""
    partial: Any = None


@dataclass(frozen=True)
class Settled(Generic[T]):
    """How a question ended: with a value, or with an error."""

    value: T | None = None
    error: BaseException | None = None

    @property
    def state(self) -> State:
        """ "done", "failed" or "cancelled"."""
        if self.error is None:
            return "done"
        return "cancelled" if isinstance(self.error, Cancelled) else "failed"


class Answer(Generic[T]):
    """The answer to one question for one place of one visitor's page, sooner or later.

    Args:
        settled: how it ended, if that is known at once.
        told: what the work told so far; shared by all who asked the same.
        ahead: returns how many questions are before this one in the queue, or None once it runs.
    """

    __slots__ = ("_ahead", "_event", "_settled", "_told")

    def __init__(
        self,
        settled: Settled[T] | None = None,
        told: Progress | None = None,
        ahead: Callable[[], int | None] | None = None,
    ) -> None:
        self._settled, self._told, self._ahead = settled, told, ahead
        self._event = threading.Event() if settled is None else None

    def settle(self, settled: Settled[T]) -> None:
        """End it, once; everybody who waits goes on."""
        if self._settled is None and self._event is not None:
            self._settled = settled
            self._event.set()

    @property
    def done(self) -> bool:
        """Whether it has ended, well or not."""
        return self._settled is not None

    @property
    def state(self) -> State:
        """ "queued", "running", "done", "failed" or "cancelled"."""
        if self._settled is not None:
            return self._settled.state
        return "running" if self._ahead is None or self._ahead() is None else "queued"

    @property
    def ahead(self) -> int:
        """How many waiting questions come before this one; 0 when it runs or has ended."""
        return 0 if self._settled is not None or self._ahead is None else self._ahead() or 0

    @property
    def error(self) -> BaseException | None:
        """Why it failed or was cancelled; None while that is open, and after success."""
        return None if self._settled is None else self._settled.error

    @property
    def progress(self) -> float:
        """The share that is done, 0 to 1."""
        if self._settled is not None and self._settled.error is None:
            return 1.0
        return 0.0 if self._told is None else self._told.fraction

    @property
    def message(self) -> str:
        """What the work reported with its progress."""
        return "" if self._told is None else self._told.message

    @property
    def stage(self) -> str:
        """The name of the stage that runs, or ran last."""
        return "" if self._told is None else self._told.stage

    @property
    def partial(self) -> Any:
        """What the work told to be known so far, or None."""
        return None if self._told is None else self._told.partial

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it has ended, at most ``timeout`` seconds; return whether it has."""
        return self._event is None or self._settled is not None or self._event.wait(timeout)

    def result(self, timeout: float | None = None) -> T:
        """Wait for the end and return the value.

        Raises:
            TimeoutError: it has not ended within ``timeout`` seconds.
            Cancelled: nobody wanted it any more: it was stopped, or replaced by a newer question.
            Exception: whatever made it fail.
        """
        if not self.wait(timeout):
            raise TimeoutError(f"the question is not answered within {timeout:g} seconds")
        settled = cast(Settled[T], self._settled)
        if settled.error is not None:
            raise settled.error.with_traceback(None)  # it may be raised for many: their tracebacks must not add up
        return cast(T, settled.value)
