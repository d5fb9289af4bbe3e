"""The server's own memory of answers, up to a number of bytes."""

from __future__ import annotations

import dataclasses
import itertools
import threading
from typing import Any

from equipoise.runtime.compute.answer import Settled
from equipoise.runtime.compute.question import Question


@dataclasses.dataclass
class _Kept:
    """An answer, what it holds in bytes, and when it was last used, by number."""

    settled: Settled[Any]
    size: int
    used: int


class Answers:
    """A thread-safe memory of settled questions that drops the least recently used one when it holds too many bytes.

    Looking something up takes no lock: pages do so some ten times a click, and a thread that is interrupted while it
    holds a lock makes all the others wait for their turn of the interpreter twice. A look-up in a dictionary is safe
    beside a change of it, and the number of a use comes from a counter.

    Args:
        byte_limit: the most that the kept answers may take together; a larger one is not kept.
    """

    def __init__(self, byte_limit: int) -> None:
        self.byte_limit = byte_limit
        self._lock = threading.Lock()
        self._kept: dict[Question[Any], _Kept] = {}
        self._uses = itertools.count()
        self._bytes = 0

    def get(self, question: Question[Any]) -> Settled[Any] | None:
        """Return how the question ended, if that is remembered."""
        found = self._kept.get(question)
        if found is None:
            return None
        found.used = next(self._uses)
        return found.settled

    def put(self, question: Question[Any], settled: Settled[Any], size: int) -> None:
        """Remember how the question ended; ``size`` is what that holds, in bytes."""
        if size > self.byte_limit:
            return
        with self._lock:
            before = self._kept.get(question)
            self._bytes += size - (before.size if before else 0)
            self._kept[question] = _Kept(settled, size, next(self._uses))
            self._evict_down_to(self.byte_limit)

    def shrink(self, byte_count: int) -> int:
        """Forget the least recently used answers until that many bytes are free; return how many they were."""
        with self._lock:
            return self._evict_down_to(max(0, self._bytes - byte_count))

    def __contains__(self, question: object) -> bool:
        return question in self._kept

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def bytes(self) -> int:
        """How many bytes the kept answers hold."""
        return self._bytes

    def _evict_down_to(self, most: int) -> int:
        before = self._bytes
        if before > most:
            for question in sorted(self._kept, key=lambda each: self._kept[each].used):
                self._bytes -= self._kept.pop(question).size
                if self._bytes <= most:
                    break
        return before - self._bytes
