"""The one door to the engine: ask a question, and hold its answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from equipoise.runtime.compute.answer import Answer
from equipoise.runtime.compute.question import Kind, Question

T = TypeVar("T")


@dataclass(frozen=True)
class WorkerStatus:
    """What one worker is at.

    Attributes:
        pid: its process, 0 while it starts. state: "starting", "idle" or "busy".
        question: the name of the function that it computes, or "". worlds: the worlds that it holds.
    """

    pid: int
    state: str
    question: str = ""
    worlds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Status:
    """What the service is at, for whoever runs it.

    Attributes:
        place: where questions are computed. workers: what each is at. queue: how many questions of each kind wait.
        memory_limit: bytes that all processes may take together, 0 for no limit. memory_used: bytes that they took
            when that was last looked at. visitors: how many wait for something. answers: how many are remembered.
    """

    place: str
    workers: tuple[WorkerStatus, ...] = ()
    queue: dict[Kind, int] = field(default_factory=dict)
    memory_limit: int = 0
    memory_used: int = 0
    visitors: int = 0
    answers: int = 0


class Service(Protocol):
    """Answers questions: each computed once for everybody who asks it, and then remembered."""

    def ask(self, question: Question[T], *, visitor: str = "", place: str = "", turn: int = 0) -> Answer[T]:
        """Return the answer: at once where it is remembered, else as soon as a worker has computed it.

        Args:
            question: what is asked.
            visitor: who asks; without a name it is nobody in particular.
            place: where on the visitor's page the answer is shown.
            turn: the number of the page's rerun. What was asked in older turns at the same place, and is not asked
                again, is no longer wanted by this visitor; everything asked in one turn stands together.

        A question that cannot be computed has failed when the answer is returned: see `Answer.error`.
        """

    def begin(self, visitor: str, place: str, turn: int) -> None:
        """Begin a turn at a place of the visitor's page without asking anything: older turns there are over."""

    def find(self, question: Question[T]) -> Answer[T] | None:
        """Return the answer if it is remembered, or somebody waits for it; else None. Nothing is computed for that."""

    def stop(self, question: Question[object], visitor: str = "") -> None:
        """Take away the visitor's interest in the question; it is computed on for others who want it."""

    def leave(self, visitor: str) -> None:
        """Take away the visitor's interest in everything: the page was closed."""

    def warm(self, questions: Iterable[Question[object]]) -> None:
        """Compute these one after the other in idle time, behind every visitor's question."""

    def visitors(self) -> frozenset[str]:
        """Return who waits for something."""

    def status(self) -> Status:
        """Return what the service is at."""

    def close(self) -> None:
        """Cancel everything and end the workers."""
