"""Which visit has which process: by the number of the session, which says nothing about what it works on."""

from __future__ import annotations

import atexit
import threading
from collections.abc import Callable

from equipoise.core.errors import SettingsError
from equipoise.runtime.visit.process import VisitProcess

MOST = 8
"""Visits that may have a process of their own at a time."""


class Visits:
    """The processes of all visits."""

    def __init__(self, most: int = MOST, make: Callable[[], VisitProcess] = VisitProcess) -> None:
        self._most, self._make = most, make
        self._lock = threading.Lock()
        self._held: dict[str, VisitProcess] = {}

    def process(self, visitor: str) -> VisitProcess:
        """Return the process of a visit, made when it is first asked for.

        Raises:
            SettingsError: as many visits as may have one have one already.
        """
        with self._lock:
            if visitor not in self._held:
                if len(self._held) >= self._most:
                    raise SettingsError.about(self._most, "visit.too_many")
                self._held[visitor] = self._make()
            return self._held[visitor]

    def visitors(self) -> set[str]:
        """Return the visits that have a process."""
        with self._lock:
            return set(self._held)

    def leave(self, visitor: str) -> None:
        """End the process of a visit; without one nothing happens."""
        with self._lock:
            left = self._held.pop(visitor, None)
        if left is not None:
            left.close()

    def close(self) -> None:
        """End all processes."""
        for visitor in self.visitors():
            self.leave(visitor)


VISITS = Visits()
"""Those of this server."""
atexit.register(VISITS.close)
