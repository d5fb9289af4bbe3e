"""The compute service: one door to the engine for all pages and jobs.

A `Question` is a function of a module and frozen arguments. `service().ask(question)` returns its `Answer` at once: it
is remembered, or on its way. The same question is computed once, whoever asks. Where it is computed is said by
``EQUIPOISE_COMPUTE`` when the service is started; without a start, in the thread that asks.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence

from equipoise.runtime.compute.answer import Answer, State
from equipoise.runtime.compute.inline import Inline
from equipoise.runtime.compute.limits import Limits, Place, RefusedError, fits_this_machine
from equipoise.runtime.compute.question import Kind, Question
from equipoise.runtime.compute.service import Service, Status, WorkerStatus

__all__ = [
    "Answer",
    "Kind",
    "Limits",
    "Question",
    "RefusedError",
    "Service",
    "State",
    "Status",
    "WorkerStatus",
    "check_environment",
    "close",
    "fits_this_machine",
    "make",
    "service",
    "start",
]

_VARIABLE = "EQUIPOISE_COMPUTE"
_lock = threading.Lock()
_service: Service | None = None


def service() -> Service:
    """Return the service of this process.

    If none was started, it is one by ``EQUIPOISE_COMPUTE``; without that, one without limits that computes in the
    asking thread.

    Raises:
        SettingsError: what the environment says cannot be used.
    """
    global _service
    if _service is None:
        with _lock:
            if _service is None:
                compute = os.environ.get(_VARIABLE)
                _service = make(compute, Limits.from_environment()) if compute else Inline()
    return _service


def check_environment() -> None:
    """Return if what the environment says of the service can be used.

    Raises:
        SettingsError: ``EQUIPOISE_COMPUTE`` or a limit cannot be used.
    """
    Place.parse(os.environ.get(_VARIABLE) or "processes")
    Limits.from_environment()


def start(compute: str = "", limits: Limits | None = None, preload: Sequence[str] = ()) -> Service:
    """Start the service of this process in the place of the one before, and return it.

    Args:
        compute: where questions are computed: ``inline``, ``processes``, ``processes:4``, ``tcp://…`` or ``tls://…``;
            by the environment if empty, and without that in as many processes as there are cores.
        limits: what is allowed; by the environment if None.
        preload: modules that worker processes load before they are asked anything.

    Raises:
        SettingsError: ``compute`` or a limit in the environment cannot be used.
    """
    global _service
    made = make(compute or os.environ.get(_VARIABLE) or "processes", limits or Limits.from_environment(), preload)
    with _lock:
        before, _service = _service, made
    if before is not None:
        before.close()
    return made


def close() -> None:
    """End the service of this process, with all its workers."""
    global _service
    with _lock:
        before, _service = _service, None
    if before is not None:
        before.close()


def make(compute: str, limits: Limits, preload: Sequence[str] = ()) -> Service:
    """Return a new service that is not the process's; for the arguments see `start`."""
    place = Place.parse(compute)
    if place.kind == "inline":
        return Inline(limits)
    from equipoise.runtime.compute.pool import Pool  # what follows is loaded where it is used only

    if place.kind == "cluster":
        from equipoise.runtime.compute.backends.cluster import Cluster

        return Pool(Cluster(place.address, preload), limits)
    from equipoise.runtime.compute.backends.processes import Processes

    return Pool(Processes(place.size, preload, limits.memo(place.size)), limits)
