"""Worker processes of this machine: a `ProcessPoolExecutor` of one process each, forked from a clean, warm process."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, InvalidStateError, ProcessPoolExecutor
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext

from threadpoolctl import threadpool_limits

from equipoise.runtime.compute.backends import Heard
from equipoise.runtime.compute.call import Call, carry_out
from equipoise.runtime.remembered import MEMORY

_FIRST = "equipoise.runtime.compute.backends.preload"
_ANSWER = b"answer:"
"""What a message begins with that holds an answer; a note is pickled and begins otherwise."""


class Processes:
    """As many worker processes as asked for.

    Args:
        size: how many. preload: modules that every worker has loaded from the start.
        memo_bytes: the most that the remembered stages of one worker may take.

    Attributes:
        context: how processes are started: forked from a process of its own that runs no threads and no server.
        origins: the numbers of the processes that workers were forked from.
    """

    patience = 0.8
    local = True

    def __init__(self, size: int, preload: Sequence[str], memo_bytes: int) -> None:
        self.name, self.size, self.memo_bytes = f"processes:{size}", size, memo_bytes
        self.context: ForkServerContext = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload([_FIRST, __name__, *preload])
        self.origins: set[int] = set()

    def worker(self, index: int, heard: Heard) -> ProcessWorker:
        """Return a new worker, not started."""
        return ProcessWorker(self, heard)

    def pids(self) -> set[int]:
        """Return the processes that the workers are forked from."""
        return self.origins - {os.getpid()}

    def close(self) -> None:
        """Nothing outlives the workers but the process that they are forked from, which ends with this one."""


class ProcessWorker:
    """One worker process, with a pipe beside its executor: notes and answers come back through it, stops go there.

    Answers do not go through the executor: its own pipe is open at both ends in this process, so that an executor whose
    worker is killed in the middle of an answer would wait for the rest of it for ever.
    """

    def __init__(self, backend: Processes, heard: Heard) -> None:
        self._backend, self._heard = backend, heard
        self._sending, self._pid = threading.Lock(), 0
        self._answer: Future[bytes] = Future()
        self._here, self._there = backend.context.Pipe()
        self._executor = ProcessPoolExecutor(
            max_workers=1,
            mp_context=backend.context,
            initializer=_prepare,
            initargs=(self._there, backend.memo_bytes),
        )

    def start(self, gone: Callable[[], None]) -> int:
        """Start the process and return its number."""
        self._pid, origin = self._executor.submit(_pids).result()
        self._backend.origins.add(origin)
        self._there.close()  # so that the end of the process ends the pipe
        threading.Thread(target=self._listen, args=(gone,), daemon=True, name="equipoise-notes").start()
        return self._pid

    def submit(self, call: Call) -> Future[bytes]:
        """Give it a call."""
        answer: Future[bytes] = Future()
        self._answer = answer
        self._executor.submit(_carry_out, call).add_done_callback(partial(_fail, answer))
        return answer

    def stop(self, ticket: int) -> None:
        """Ask it to stop the call."""
        with self._sending, suppress(OSError):
            self._here.send(ticket)

    def kill(self) -> None:
        """Kill the process."""
        if self._pid:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)

    def close(self) -> None:
        """Kill the process, and wait until its executor has noticed: it must not do so while the interpreter ends."""
        self.kill()
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _listen(self, gone: Callable[[], None]) -> None:
        with suppress(EOFError, OSError):
            while True:
                message = self._here.recv_bytes()
                if message.startswith(_ANSWER):
                    with suppress(InvalidStateError):  # it failed just now: the worker was killed after its last word
                        self._answer.set_result(message[len(_ANSWER) :])
                else:
                    self._heard(message)
        self._pid = 0  # the number may soon be somebody else's
        gone()


class _Pipe:
    """The worker's end of the pipe."""

    def __init__(self, connection: Connection) -> None:
        self._connection, self._stopped = connection, 0

    def stopped(self, ticket: int) -> bool:
        while self._connection.poll():
            self._stopped = max(self._stopped, self._connection.recv())
        return self._stopped == ticket

    def send(self, note: bytes) -> None:
        self._connection.send_bytes(note)

    def answer(self, settled: bytes) -> None:
        self._connection.send_bytes(_ANSWER + settled)


_pipe: _Pipe


def _prepare(connection: Connection, memo_bytes: int) -> None:
    """Make a new process a worker."""
    global _pipe
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends its workers
    threading.Thread(target=_end_with_the_server, daemon=True, name="equipoise-parent").start()
    threadpool_limits(1)
    MEMORY.byte_limit = memo_bytes
    _pipe = _Pipe(connection)
    gc.freeze()  # what was loaded before stays shared between the workers


def _pids() -> tuple[int, int]:
    return os.getpid(), os.getppid()


def _end_with_the_server() -> None:
    server = multiprocessing.parent_process()
    if server is not None:
        server.join()
        os._exit(1)


def _carry_out(call: Call) -> None:
    _pipe.answer(carry_out(call, _pipe))


def _fail(answer: Future[bytes], sent: Future[None]) -> None:
    """Let the answer fail if its worker broke before it had sent all of it."""
    error = CancelledError() if sent.cancelled() else sent.exception()
    if error is not None:
        with suppress(InvalidStateError):
            answer.set_exception(error)
