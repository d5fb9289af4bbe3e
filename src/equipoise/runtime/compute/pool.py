"""The compute service with workers: one queue in front of them, and each is given one call at a time."""

from __future__ import annotations

import pickle
import threading
import time
import weakref
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from functools import partial
from typing import Any, TypeVar

from equipoise.core.errors import EquipoiseError
from equipoise.runtime.compute.answer import Answer, Settled
from equipoise.runtime.compute.answers import Answers
from equipoise.runtime.compute.backends import Backend, Worker
from equipoise.runtime.compute.budget import Budget
from equipoise.runtime.compute.call import Call, hear, read_note
from equipoise.runtime.compute.desk import Action, Desk, Kill, Stop, closed
from equipoise.runtime.compute.flight import Interest, Run
from equipoise.runtime.compute.inline import lasting
from equipoise.runtime.compute.limits import Limits, need_bytes
from equipoise.runtime.compute.question import Question
from equipoise.runtime.compute.scheduling import Rules, Slot
from equipoise.runtime.compute.service import Status, WorkerStatus
from equipoise.runtime.compute.workers import Workers, in_thread
from equipoise.runtime.frozen import frozen

T = TypeVar("T")
_LOOK = 1.0
"""Seconds between two looks at what changes by itself."""


class Pool:
    """A service with workers.

    Args:
        backend: makes the workers; they start at once, and questions wait until one is ready.
        limits: what is allowed.
    """

    def __init__(self, backend: Backend, limits: Limits) -> None:
        self._backend, self._limits = backend, limits
        self._answers = Answers(limits.answers)
        rules = Rules(need_bytes, limits.room, backend.patience) if backend.local else Rules(patience=backend.patience)
        self._desk = Desk(rules, self._answers)
        self._budget = Budget(limits.memory)
        self._changed, self._closed = threading.Event(), False
        self._workers = Workers(backend, self._desk, self._heard, self._act)
        self._workers.grow()
        in_thread(self._watch)
        _at_exit(weakref.WeakMethod(self.close))

    def ask(self, question: Question[T], *, visitor: str = "", place: str = "", turn: int = 0) -> Answer[T]:
        """Return the answer: at once where it is remembered, else as soon as a worker has computed it."""
        settled = self._answers.get(question) or self._refusal(question)
        if settled is None:
            answer = self._take(question, (visitor, place), turn)
            self._act()
            return answer
        self.begin(visitor, place, turn)
        return Answer(settled)

    def begin(self, visitor: str, place: str, turn: int) -> None:
        """Begin a turn at a place of the visitor's page without asking anything."""
        interest = visitor, place
        if self._desk.waits(interest):
            with self._desk.lock:
                self._desk.replace(interest, turn, time.monotonic())
            self._act()

    def find(self, question: Question[T]) -> Answer[T] | None:
        """Return the answer if it is remembered, or somebody waits for it; else None."""
        settled = self._answers.get(question)
        if settled is not None:
            return Answer(settled)
        flight = self._desk.flights.get(question)
        return None if flight is None else flight.answer

    def stop(self, question: Question[Any], visitor: str = "") -> None:
        """Take away the visitor's interest in the question."""
        with self._desk.lock:
            self._desk.withdraw(visitor, question)
        self._act()

    def leave(self, visitor: str) -> None:
        """Take away the visitor's interest in everything."""
        with self._desk.lock:
            self._desk.withdraw(visitor)
        self._act()

    def warm(self, questions: Iterable[Question[Any]]) -> None:
        """Compute these one after the other in idle time."""
        allowed = [question for question in questions if self._refusal(question) is None]
        with self._desk.lock:
            self._desk.idle_time.extend(allowed)
        self._act()

    def visitors(self) -> frozenset[str]:
        """Return who waits for something."""
        with self._desk.lock:
            return self._desk.visitors

    def status(self) -> Status:
        """Return what the service is at."""
        with self._desk.lock:
            workers = tuple(map(_status_of, self._desk.slots))
            queue, visitors = dict(self._desk.queue_lengths()), len(self._desk.visitors)
        return Status(
            self._backend.name, workers, queue, self._budget.limit, self._budget.used, visitors, len(self._answers)
        )

    def close(self) -> None:
        """Cancel everything and end the workers."""
        with self._desk.lock:
            self._closed = True
            self._desk.close()
        self._changed.set()
        self._workers.close()

    def _take(self, question: Question[T], interest: Interest, turn: int) -> Answer[T]:
        with self._desk.lock:
            settled = self._answers.get(question)  # it may have been answered since the first look
            if settled is None and self._closed:  # since the first look
                settled = closed()
            if settled is not None:
                return Answer(settled)
            return self._desk.ask(question, interest, turn, time.monotonic())

    def _refusal(self, question: Question[Any]) -> Settled[Any] | None:
        try:
            if self._closed:
                return closed()
            self._limits.check(question, local=self._backend.local)
            question.call  # noqa: B018 - to be refused now if it cannot be sent
        except (EquipoiseError, TypeError) as error:
            return Settled(error=error)
        return None

    def _act(self) -> None:
        """Do what is to be done now; let the watch know when something is to be done later."""
        if self._decide() is not None:
            self._changed.set()

    def _decide(self) -> float | None:
        """Do what is to be done now; return when to decide again, if nothing happens before.

        Workers are never called under the lock: they may call back at once.
        """
        with self._desk.lock:
            actions = [] if self._closed else self._desk.decide(time.monotonic())
            work = [(action, worker) for action in actions if (worker := self._workers.at(action.slot))]
            deadline = self._desk.deadline()
        for action, worker in work:
            self._carry_out(action, worker)
        return deadline

    def _carry_out(self, action: Action, worker: Worker) -> None:
        if isinstance(action, Kill):
            worker.kill()
        elif isinstance(action, Stop):
            worker.stop(action.run.ticket)
        else:
            self._budget.worked = True
            question = action.run.flight.question
            shrink = self._budget.due(action.slot, question.customers)
            self._budget.paid(action.slot)
            try:
                future = worker.submit(Call(action.run.ticket, question.call, shrink))
            except Exception:  # whatever a broken executor raises
                self._workers.replace(action.slot, worker)
            else:
                future.add_done_callback(partial(self._ended, action.slot, action.run, worker))

    def _ended(self, slot: Slot, run: Run, worker: Worker, future: Future[bytes]) -> None:
        """Settle a call that has ended, or ask again where its worker broke."""
        try:
            data = future.result()
        except BaseException:  # whatever a broken executor raises; the work's own errors come as answers
            self._workers.replace(slot, worker)
            return
        settled = _unpacked(data)
        if settled.error is None or lasting(settled.error):
            self._answers.put(run.flight.question, settled, len(data))
        with self._desk.lock:
            if slot.run is run:
                self._desk.ended(slot, run, settled)
        self._act()

    def _heard(self, slot: Slot, note: bytes) -> None:
        ticket, news = read_note(note)
        run = slot.run
        if run is not None and run.ticket == ticket:
            hear(run.flight.told, news)

    def _watch(self) -> None:
        """Look at what changes by itself: claims that end, workers that do not stop, workers that come, memory."""
        looked = 0.0
        while not self._closed:
            deadline = self._decide()
            now = time.monotonic()
            self._changed.wait(_LOOK if deadline is None else min(_LOOK, max(0.0, deadline - now)))
            self._changed.clear()
            if now >= looked + _LOOK:
                looked = now
                self._workers.grow()
                self._keep_within_memory()

    def _keep_within_memory(self) -> None:
        if not self._budget.worked:
            return
        with self._desk.lock:
            slots = self._desk.slots if self._backend.local else []
            self._budget.worked = any(slot.state != "idle" for slot in slots)
            pids = {slot.pid for slot in slots} | self._backend.pids()
        self._budget.look(pids)
        self._budget.free(self._answers, slots)
        for slot in slots if self._budget.owed else ():
            self._tidy(slot)

    def _tidy(self, slot: Slot) -> None:
        """Let an idle worker forget what it owes; one that cannot forget enough is replaced."""
        with self._desk.lock:
            worker = self._workers.at(slot)
            if worker is None or slot.state != "idle":
                return
            slot.state = "busy"
        if self._budget.hopeless:
            worker.kill()
            return
        try:
            future = worker.submit(Call(0, shrink=self._budget.due(slot)))
        except Exception:  # whatever a broken executor raises
            self._workers.replace(slot, worker)
        else:
            future.add_done_callback(lambda _: self._tidied(slot, worker))

    def _tidied(self, slot: Slot, worker: Worker) -> None:
        self._budget.paid(slot)
        with self._desk.lock:
            if self._workers.at(slot) is worker and slot.run is None:
                slot.state = "idle"
        self._act()


def _at_exit(close: weakref.WeakMethod[Callable[[], None]]) -> None:
    """Let the service be closed when the interpreter ends.

    Executors wait then for what their workers compute, before anything that `atexit` knows is called; only what was
    registered with `threading` after them comes first.
    """
    register = getattr(threading, "_register_atexit", None)
    if register is not None:
        register(lambda: (close() or _nothing)())


def _nothing() -> None:
    """Do nothing: the service is gone already."""


def _unpacked(data: bytes) -> Settled[Any]:
    """Return how a call ended, so that nobody can change it: it is handed to everybody who asks."""
    try:
        settled: Settled[Any] = frozen(pickle.loads(data))
    except Exception as error:  # the worker could pack what this process cannot unpack
        return Settled(error=error)
    return settled


def _status_of(slot: Slot) -> WorkerStatus:
    question = slot.run.flight.question.name if slot.run else ""
    return WorkerStatus(slot.pid, slot.state, question, slot.worlds)
