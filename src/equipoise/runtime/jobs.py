"""Long work: one worker thread a job, with progress and cancellation.

A board keeps the jobs by key, so that a page's rerun finds the job that it started.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Generic, Literal, Protocol, TypeVar

from equipoise.core.errors import Cancelled

T = TypeVar("T")
State = Literal["running", "done", "failed", "cancelled"]


class Report(Protocol):
    """How the work tells its progress. Also the point at which it learns that nobody wants it any more."""

    def __call__(self, fraction: float, message: str = "") -> None:
        """Tell how much is done (0 to 1) and what is being done.

        Raises:
            Cancelled: the job was cancelled; let it pass.
        """


def quiet(fraction: float, message: str = "") -> None:
    """Report to nobody."""


class Job(Generic[T]):
    """Work that runs beside the page; it starts when the job is made.

    Args:
        work: called with a `Report`; its return value is the job's result.

    Attributes:
        state: "running", "done", "failed" or "cancelled".
        progress: the share that is done, 0 to 1. message: what was reported with it.
        error: the exception of a failed job.
    """

    def __init__(self, work: Callable[[Report], T]) -> None:
        self.state: State = "running"
        self.progress = 0.0
        self.message = ""
        self.error: BaseException | None = None
        self._value: T
        self._cancelled = threading.Event()
        self._finished = threading.Event()
        threading.Thread(target=self._run, args=(work,), daemon=True, name="equipoise-job").start()

    def cancel(self) -> None:
        """Ask the work to stop at its next report; a finished job stays as it is."""
        self._cancelled.set()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until the job has finished, at most ``timeout`` seconds; return whether it has."""
        return self._finished.wait(timeout)

    def result(self, timeout: float | None = None) -> T:
        """Wait for the job and return what the work returned.

        Raises:
            TimeoutError: it has not finished within ``timeout`` seconds.
            Cancelled: it was cancelled.
            Exception: whatever made it fail.
        """
        if not self.wait(timeout):
            raise TimeoutError(f"the job has not finished within {timeout:g} seconds")
        if self.error is not None:
            raise self.error
        if self.state == "cancelled":
            raise Cancelled("the job was cancelled")
        return self._value

    def _report(self, fraction: float, message: str = "") -> None:
        if self._cancelled.is_set():
            raise Cancelled("the job was cancelled")
        self.progress = min(max(fraction, 0.0), 1.0)
        self.message = message

    def _run(self, work: Callable[[Report], T]) -> None:
        try:
            self._value = work(self._report)
            self.progress, self.state = 1.0, "done"
        except Cancelled:
            self.state = "cancelled"
        except BaseException as error:  # it belongs to whoever asks for the result
            self.error, self.state = error, "failed"
        finally:
            self._finished.set()


class JobBoard:
    """Jobs by key, so that a rerun of a page finds the job that it started.

    Args:
        keep: how many finished jobs stay to be found; the oldest go first. Running jobs always stay.
    """

    def __init__(self, keep: int = 16) -> None:
        self.keep = keep
        self._jobs: dict[Hashable, Job[object]] = {}
        self._lock = threading.Lock()

    def start(self, key: Hashable, work: Callable[[Report], object]) -> Job[object]:
        """Return the job for ``key``, and start it if there is none that runs or is done.

        A failed or cancelled job is started anew.
        """
        with self._lock:
            job = self._jobs.get(key)
            if job is None or job.state in ("failed", "cancelled"):
                self._jobs.pop(key, None)
                self._forget()
                job = self._jobs[key] = Job(work)
            return job

    def find(self, key: Hashable) -> Job[object] | None:
        """Return the job for ``key``, if there is one."""
        with self._lock:
            return self._jobs.get(key)

    def cancel(self, key: Hashable) -> None:
        """Cancel the job for ``key``, if there is one."""
        job = self.find(key)
        if job is not None:
            job.cancel()

    def _forget(self) -> None:
        finished = [key for key, job in self._jobs.items() if job.state != "running"]
        for key in finished[: max(0, len(finished) - self.keep)]:
            del self._jobs[key]
