"""What was read a moment ago, for many who ask the same."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """Remembers values for a short time. While one thread reads a value, others wait for it.

    Args:
        seconds: how old a value may be.
    """

    MOST = 1_000
    """Values that are kept."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[float, T]] = {}

    def get(self, name: str, read: Callable[[], T]) -> T:
        """Return the value with a name: the one that is kept, if it is not too old, else a new one."""
        with self._lock:
            kept = self._kept.get(name)
            if kept is not None and time.monotonic() - kept[0] < self._seconds:
                return kept[1]
            value = read()
            if len(self._kept) >= self.MOST:
                self._kept.clear()
            self._kept[name] = (time.monotonic(), value)
            return value

    def forget(self, name: str) -> None:
        """Read the value with this name anew next time."""
        with self._lock:
            self._kept.pop(name, None)
