"""The workers of a service: started, found again by their slot, replaced when they break."""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from equipoise.runtime.compute.backends import Backend, Worker
from equipoise.runtime.compute.desk import Desk
from equipoise.runtime.compute.scheduling import Slot

_log = logging.getLogger(__name__)
_PAUSES = (0.1, 0.5, 2.0, 5.0)
"""Seconds to wait before a worker is started again that did not start."""


class Workers:
    """One worker for every slot of the desk.

    Args:
        backend: makes them. desk: has the slots; its lock guards the workers too.
        heard: is called with the slot and with every note that its worker sends.
        changed: is called when a worker is ready, and when one is gone.
    """

    def __init__(
        self, backend: Backend, desk: Desk, heard: Callable[[Slot, bytes], None], changed: Callable[[], None]
    ) -> None:
        self._backend, self._desk, self._heard, self._changed = backend, desk, heard, changed
        self._workers: dict[int, Worker] = {}
        self._closed = False

    def at(self, slot: Slot) -> Worker | None:
        """Return the slot's worker, if it has one now. Call it under the desk's lock."""
        return self._workers.get(slot.index)

    def grow(self) -> None:
        """Start the workers that are missing."""
        with self._desk.lock:
            slots = [self._desk.add_slot() for _ in range(len(self._desk.slots), self._backend.size)]
        for slot in slots:
            in_thread(self._start, slot)

    def replace(self, slot: Slot, worker: Worker) -> None:
        """Put a new worker in the place of one that is gone; it may be told several times."""
        with self._desk.lock:
            if self._workers.get(slot.index) is not worker:
                return
            del self._workers[slot.index]
            self._desk.broke(slot)
        in_thread(self._start, slot, worker)
        self._changed()

    def close(self) -> None:
        """End them all."""
        with self._desk.lock:
            self._closed = True
            workers, self._workers = list(self._workers.values()), {}
        for worker in workers:
            worker.close()
        self._backend.close()

    def _start(self, slot: Slot, before: Worker | None = None) -> None:
        """Start a worker for the slot; try again if it does not start."""
        if before is not None:
            before.close()
        for pause in itertools.chain(_PAUSES, itertools.repeat(_PAUSES[-1])):
            worker = self._backend.worker(slot.index, partial(self._heard, slot))
            try:
                pid = worker.start(partial(self.replace, slot, worker))
                break
            except Exception as error:  # whatever keeps a process from starting
                worker.close()
                if self._closed:
                    return
                _log.warning("a worker did not start (%r); trying again in %g s", error, pause)
                time.sleep(pause)
        with self._desk.lock:
            if not self._closed:
                self._workers[slot.index] = worker
                self._desk.ready(slot, pid)
        if self._closed:
            worker.close()
        self._changed()


def in_thread(work: Callable[..., None], *arguments: Any) -> None:
    """Start a thread that does not keep the process from ending."""
    threading.Thread(target=work, args=arguments, daemon=True, name="equipoise-compute").start()
