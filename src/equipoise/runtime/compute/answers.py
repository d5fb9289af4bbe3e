"""The server's own memory of answers, up to a number of bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any

from equipoise.runtime.compute.answer import Settled
from equipoise.runtime.compute.question import Question


class Answers:
    """A thread-safe memory of settled questions that drops the least recently used one when it holds too many bytes.

    Args:
        byte_limit: the most that the kept answers may take together; a larger one is not kept.
    """

    def __init__(self, byte_limit: int) -> None:
        self.byte_limit = byte_limit
        self._lock = threading.Lock()
        self._kept: OrderedDict[Question[Any], tuple[Settled[Any], int]] = OrderedDict()
        self._bytes = 0

    def get(self, question: Question[Any]) -> Settled[Any] | None:
        """Return how the question ended, if that is remembered."""
        with self._lock:
            found = self._kept.get(question)
            if found is None:
                return None
            self._kept.move_to_end(question)
            return found[0]

    def put(self, question: Question[Any], settled: Settled[Any], size: int) -> None:
        """Remember how the question ended; ``size`` is what that holds, in bytes."""
        if size > self.byte_limit:
            return
        with self._lock:
            self._bytes += size - self._kept.get(question, (settled, 0))[1]
            self._kept[question] = (settled, size)
            self._kept.move_to_end(question)
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
        while self._bytes > most:
            _, (_, size) = self._kept.popitem(last=False)
            self._bytes -= size
        return before - self._bytes
