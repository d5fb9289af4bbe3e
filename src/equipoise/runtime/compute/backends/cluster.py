"""Workers of a Dask cluster: an executor for each of them, which stays with that worker."""

from __future__ import annotations

import itertools
import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from threadpoolctl import threadpool_limits

from equipoise.core.errors import SettingsError
from equipoise.runtime.compute.backends import Heard
from equipoise.runtime.compute.call import Call, carry_out
from equipoise.runtime.compute.limits import Limits
from equipoise.runtime.remembered import MEMORY

try:
    import distributed
except ImportError as error:
    raise SettingsError.about("EQUIPOISE_COMPUTE", "server.no_dask") from error

_log = logging.getLogger(__name__)
_LOOK = 0.5
"""Seconds between two looks at which workers the cluster has."""
_CONNECT = 10.0
"""Seconds in which a scheduler has to answer."""


class Cluster:
    """The workers that a Dask scheduler knows; each should run one thread (``dask worker --nthreads 1``).

    Workers may come and go: `size` is the most that there have been at once.

    Args:
        address: the scheduler's, ``tcp://…`` or ``tls://…``; Dask's own configuration says where certificates are.
        preload: modules that a worker loads before it is asked anything.

    Raises:
        SettingsError: no scheduler answers at that address.
    """

    patience = 5.0
    local = False

    def __init__(self, address: str, preload: Sequence[str] = ()) -> None:
        if address.startswith("tcp://"):
            _log.warning("%s is not encrypted and asks for no certificate: whoever reaches it can run code.", address)
        self.name, self.size, self.address, self.preload = address, 0, address, preload
        self._lock, self._closed, self._numbers = threading.Lock(), False, itertools.count()
        self._taken: dict[str, ClusterWorker] = {}
        self.client = self._connect()
        self._known = self._look()
        threading.Thread(target=self._watch, daemon=True, name="equipoise-cluster").start()

    def worker(self, index: int, heard: Heard) -> ClusterWorker:
        """Return a new worker, not started."""
        return ClusterWorker(self, heard, f"equipoise-{self.client.id}-{next(self._numbers)}")

    def pids(self) -> set[int]:
        """Return no process: none of the cluster's counts here."""
        return set()

    def close(self) -> None:
        """Leave the cluster; it runs on."""
        self._closed = True
        self.client.close()

    def take(self, worker: ClusterWorker) -> str:
        """Wait for a worker of the cluster that nobody has, and return its address."""
        while not self._closed:
            with self._lock:
                free = sorted(self._known - self._taken.keys())
                if free:
                    self._taken[free[0]] = worker
                    return free[0]
            time.sleep(_LOOK)
        raise RuntimeError("the cluster was left")

    def has(self, address: str) -> bool:
        """Whether the cluster had this worker when that was last looked at; nothing counts once the cluster is left."""
        with self._lock:
            return address in self._known and not self._closed

    def give_back(self, worker: ClusterWorker) -> None:
        """Let others have the worker's address."""
        with self._lock:
            self._taken = {address: other for address, other in self._taken.items() if other is not worker}

    def _connect(self) -> Any:
        client: Any = distributed.Client
        try:
            return client(self.address, timeout=_CONNECT, set_as_default=False)
        except (OSError, ValueError, TypeError, TimeoutError) as error:  # a certificate that is missing is a TypeError
            raise SettingsError.about(self.address, "server.no_cluster", reason=error) from error

    def _look(self) -> frozenset[str]:
        found = frozenset(self.client.scheduler_info(n_workers=-1)["workers"])
        self.size = max(self.size, len(found))
        return found

    def _watch(self) -> None:
        """Follow which workers there are; connect again to a scheduler that was started anew."""
        while not self._closed:
            time.sleep(_LOOK)
            found: frozenset[str] = frozenset()
            with suppress(Exception):  # whatever a lost connection raises: then there are no workers
                if self.client.status == "closed" and not self._closed:
                    self.client = self._connect()
                found = self._look()
            with self._lock:
                self._known = found
                lost = [worker for address, worker in self._taken.items() if address not in found]
            for worker in lost:
                worker.gone()


class ClusterWorker:
    """One worker of the cluster. Notes come back as events of a topic of its own."""

    def __init__(self, cluster: Cluster, heard: Heard, topic: str) -> None:
        self._cluster, self._heard, self._topic = cluster, heard, topic
        self._client, self._address = cluster.client, ""
        self._executor: Executor | None = None
        self.gone: Callable[[], None] = _nothing

    def start(self, gone: Callable[[], None]) -> int:
        """Take a worker of the cluster, and return its process's number there."""
        self._address = self._cluster.take(self)
        self._client.subscribe_topic(self._topic, lambda event: self._heard(event[1]))
        self._executor = self._client.get_executor(
            workers=[self._address], allow_other_workers=False, retries=2, pure=False
        )
        pid, theirs = self._answer(self._executor.submit(_introduce, tuple(self._cluster.preload)))
        if theirs != _version():
            _log.error("the worker at %s has equipoise %s, not %s: not used.", self._address, theirs, _version())
            raise RuntimeError("another version")
        self.gone = gone
        return int(pid)

    def _answer(self, asked: Future[tuple[int, str]]) -> tuple[int, str]:
        """Wait for the worker's first answer; one that ends meanwhile would never give it.

        Raises:
            RuntimeError: the cluster has no such worker any more.
        """
        while True:
            with suppress(TimeoutError):
                return asked.result(_LOOK)
            if not self._cluster.has(self._address):
                raise RuntimeError("the worker is gone")

    def submit(self, call: Call) -> Future[bytes]:
        """Give it a call."""
        assert self._executor is not None
        return self._executor.submit(_carry_out, call, self._topic)

    def stop(self, ticket: int) -> None:
        """Ask it to stop the call: this is run beside the call, in the worker's event loop."""
        self._aside(lambda: self._client.run(_stop, self._topic, ticket, workers=[self._address]))

    def kill(self) -> None:
        """Let the worker's nanny kill its process; the nanny starts another one.

        Dask's own ``restart_workers`` asks the process first to end by itself; if the worker notices meanwhile that
        the scheduler has dropped it, it closes its nanny, too, and nobody starts it again.
        """
        self._aside(lambda: self._client.run(_kill, workers=[self._address], nanny=True))

    def close(self) -> None:
        """Leave the worker to others."""
        self.gone = _nothing
        self._cluster.give_back(self)
        if self._executor is not None:
            executor = self._executor
            self._aside(lambda: executor.shutdown(wait=False))
            self._aside(lambda: self._client.unsubscribe_topic(self._topic))

    def _aside(self, work: Callable[[], object]) -> None:
        """Ask the cluster something in a thread of its own: callbacks come in the one that would have to answer."""

        def carefully() -> None:
            try:
                work()
            except Exception as error:  # the worker may be gone, or without a nanny
                _log.info("%s: %s", self._address, error)

        with suppress(RuntimeError):  # the interpreter ends: the scheduler will notice
            threading.Thread(target=carefully, daemon=True, name="equipoise-cluster").start()


def _nothing() -> None:
    """Do nothing."""


_stopped: dict[str, int] = {}
"""In a worker: the latest call of a topic that shall stop."""


def _stop(topic: str, ticket: int) -> None:
    _stopped[topic] = max(ticket, _stopped.get(topic, 0))


def _kill(dask_worker: Any) -> None:
    """In a nanny: kill the worker's process. Dask passes the nanny under this name."""
    os.kill(dask_worker.pid, signal.SIGKILL)


class _Events:
    """The worker's way to the service: events of a topic."""

    def __init__(self, topic: str) -> None:
        self._topic, self._worker = topic, distributed.get_worker()

    def stopped(self, ticket: int) -> bool:
        return _stopped.get(self._topic) == ticket

    def send(self, note: bytes) -> None:
        self._worker.log_event(self._topic, note)


def _carry_out(call: Call, topic: str) -> bytes:
    return carry_out(call, _Events(topic))


def _introduce(preload: tuple[str, ...]) -> tuple[int, str]:
    """Make a process of the cluster a worker; return its number and its version of this package."""
    _prepare()
    for module in preload:
        import_module(module)
    return os.getpid(), _version()


@cache
def _prepare() -> None:
    threadpool_limits(1)
    MEMORY.byte_limit = Limits.from_environment().memo(os.cpu_count() or 1)


def _version() -> str:
    try:
        return version("equipoise")
    except PackageNotFoundError:
        return "of a checkout"
