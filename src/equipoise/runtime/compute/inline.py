"""The compute service without workers: a question is computed in the thread that asks."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any, TypeVar

from equipoise.core.errors import Cancelled, EquipoiseError
from equipoise.runtime.compute.answer import Answer, Progress, Settled
from equipoise.runtime.compute.answers import Answers
from equipoise.runtime.compute.limits import Limits, RefusedError
from equipoise.runtime.compute.question import Question, answer
from equipoise.runtime.compute.service import Status
from equipoise.runtime.memo import size_of
from equipoise.runtime.progress import listening

T = TypeVar("T")
_ANSWERS_BYTES = 256 * 1024**2


class Inline:
    """A service for tests, scripts and the command line.

    `ask` returns when the question is answered; whoever asks the same meanwhile, in another thread, waits for that.

    Args:
        limits: what is allowed; without any, everything is.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits
        self._answers = Answers(_ANSWERS_BYTES)
        self._lock = threading.Lock()
        self._running: dict[Question[Any], _Here] = {}

    def ask(self, question: Question[T], *, visitor: str = "", place: str = "", turn: int = 0) -> Answer[T]:
        """Return the answer; compute it first, if it is not remembered."""
        settled = self._answers.get(question)
        if settled is not None:
            return Answer(settled)
        try:
            if self._limits is not None:
                self._limits.check(question)
        except RefusedError as error:
            return Answer(Settled(error=error))
        with self._lock:
            running = self._running.get(question)
            if running is None:
                mine = self._running[question] = _Here(visitor)
        return self._compute(question, mine) if running is None else self._join(question, running, visitor)

    def begin(self, visitor: str, place: str, turn: int) -> None:
        """Do nothing: whoever begins a turn has no question open."""

    def find(self, question: Question[T]) -> Answer[T] | None:
        """Return the answer if it is remembered, or another thread computes it."""
        settled = self._answers.get(question)
        if settled is not None:
            return Answer(settled)
        running = self._running.get(question)
        return None if running is None else running.answer

    def stop(self, question: Question[Any], visitor: str = "") -> None:
        """Stop the question if the visitor is the only one who waits for it, in another thread."""
        running = self._running.get(question)
        if running is not None:
            running.visitors.discard(visitor)

    def leave(self, visitor: str) -> None:
        """Stop everything that only this visitor waits for, in another thread."""
        for running in list(self._running.values()):
            running.visitors.discard(visitor)

    def warm(self, questions: Iterable[Question[Any]]) -> None:
        """Compute nothing: without workers there is no idle time."""

    def visitors(self) -> frozenset[str]:
        """Return who waits for something, in other threads."""
        return frozenset(name for running in list(self._running.values()) for name in running.visitors)

    def status(self) -> Status:
        """Return how many answers are remembered."""
        return Status("inline", answers=len(self._answers))

    def close(self) -> None:
        """Let everything that runs in other threads stop."""
        for running in list(self._running.values()):
            running.visitors.clear()

    def _compute(self, question: Question[T], here: _Here) -> Answer[T]:
        settled: Settled[T] = Settled(error=Cancelled("the computation was interrupted."))
        try:
            with listening(here):
                settled = Settled(answer(question.function, question.arguments))
        except Exception as error:  # it belongs to whoever asks for the result
            settled = Settled(error=error)
        finally:
            if settled.error is None or lasting(settled.error):
                self._answers.put(question, settled, size_of(settled))
            with self._lock:
                del self._running[question]
            here.answer.settle(settled)
        return here.answer

    def _join(self, question: Question[T], running: _Here, visitor: str) -> Answer[T]:
        """Wait for another thread's answer; ask anew where that was stopped before this visitor came."""
        running.visitors.add(visitor)
        running.answer.wait()
        return self.ask(question, visitor=visitor) if running.answer.state == "cancelled" else running.answer


def lasting(error: BaseException) -> bool:
    """Whether asking again gives the same error: the engine refused the question, and was not stopped."""
    return isinstance(error, EquipoiseError) and not isinstance(error, Cancelled)


class _Here:
    """A computation in the thread that asked, and who waits for it."""

    def __init__(self, visitor: str) -> None:
        self.visitors, self._told = {visitor}, Progress()
        self.answer: Answer[Any] = Answer(told=self._told)

    def stopped(self) -> bool:
        return not self.visitors

    def report(self, fraction: float, message: str) -> None:
        self._told.fraction, self._told.message = fraction, message

    def enter(self, stage: str) -> None:
        self._told.stage = stage

    def tell(self, partial: object) -> None:
        self._told.partial = partial
