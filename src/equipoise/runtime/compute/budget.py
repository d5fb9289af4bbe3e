"""Keeps the server and its workers within the memory that they may take together."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from equipoise.runtime.compute.answers import Answers
from equipoise.runtime.compute.limits import need_bytes
from equipoise.runtime.compute.memory import give_back, used_bytes
from equipoise.runtime.compute.scheduling import SMALL_WORLD, Slot

_MARGIN = 1.1
"""More is freed than is missing, so that the next look does not find the same again."""


@dataclass
class Budget:
    """What the processes took when that was last looked at, and what they have to give back.

    Attributes:
        limit: the most that they may take together, in bytes. used: what they took.
        owed: bytes that the worker of a slot (by index) has still to forget.
        worked: whether anything was computed since the last look.
    """

    limit: int
    used: int = 0
    owed: dict[int, int] = field(default_factory=dict)
    worked: bool = True
    _rounds: int = 0

    def look(self, pids: Iterable[int]) -> None:
        """Read from the system what the processes take."""
        self.used = used_bytes([os.getpid(), *pids])

    def free(self, answers: Answers, slots: Collection[Slot]) -> None:
        """Divide what is too much: the server's answers are dropped now, the workers owe their share.

        Nobody owes more before the idle workers have forgotten what they owed before.
        """
        over = self.used - self.limit
        if over <= 0:
            self._rounds, self.owed = 0, {}
            return
        self.worked = True  # look again soon
        if any(slot.state == "idle" or slot.run is None for slot in slots if slot.index in self.owed):
            return
        self._rounds += 1
        share = int(over * _MARGIN / (len(slots) + 1)) + 1
        answers.shrink(share)
        give_back()
        self.owed = {slot.index: share for slot in slots}

    @property
    def hopeless(self) -> bool:
        """Whether forgetting did not help, twice: then a new worker has to take an idle one's place."""
        return self._rounds > 2

    def due(self, slot: Slot, customers: int = 0) -> int:
        """Return what the worker has to forget with its next call; a large run makes room for itself."""
        owed = self.owed.get(slot.index, 0)
        return owed if customers <= SMALL_WORLD else max(owed, self.used + need_bytes(customers) - self.limit)

    def paid(self, slot: Slot) -> None:
        """Note that the worker has forgotten what it owed, or that there is a new one."""
        self.owed.pop(slot.index, None)
