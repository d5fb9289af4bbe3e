"""What the service knows: who wants what, what waits, what runs. Without threads, so that every rule can be tested.

The service changes it under its `lock`, asks it to `decide`, and carries out the decisions without the lock.
"""

from __future__ import annotations

import itertools
import threading
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from equipoise.core.errors import BrokenWorkerError, Cancelled
from equipoise.runtime.compute.answer import Answer, Settled
from equipoise.runtime.compute.answers import Answers
from equipoise.runtime.compute.flight import Claim, Flight, Interest, Run
from equipoise.runtime.compute.question import Kind, Question
from equipoise.runtime.compute.scheduling import Fairness, Rules, Slot, choose, in_order, to_preempt

GRACE = 0.1
"""Seconds until a replaced question loses its visitor: the rerun may still ask for it, after others."""
MOST_BREAKS = 2
"""How often a question is asked again whose worker broke."""
_MOST_NEAR = 1_000
"""Visitors of whom it is remembered where they were answered."""
_IDLE_TIME: Interest = ("\0idle time", "")


@dataclass(frozen=True)
class Start:
    """Give the worker of the slot this call."""

    slot: Slot
    run: Run


@dataclass(frozen=True)
class Stop:
    """Ask the worker of the slot to stop this call."""

    slot: Slot
    run: Run


@dataclass(frozen=True)
class Kill:
    """Kill the worker of the slot: it did not stop in time."""

    slot: Slot


Action = Start | Stop | Kill


class Desk:
    """All questions between asking and answering.

    Args:
        rules: what the scheduling goes by. answers: where answers are remembered.
    """

    def __init__(self, rules: Rules, answers: Answers) -> None:
        self.slots: list[Slot] = []
        self.rules, self.answers, self.lock = rules, answers, threading.Lock()
        self.flights: dict[Question[Any], Flight] = {}
        self.fairness = Fairness()
        self.idle_time: deque[Question[Any]] = deque()
        self._places: dict[Interest, dict[Flight, Claim]] = {}
        self._near: dict[str, int] = {}
        self._numbers = itertools.count(1)

    def ask(self, question: Question[Any], interest: Interest, turn: int, now: float) -> Answer[Any]:
        """Let the interest join the question's flight; a newer turn replaces what it asked at that place before."""
        self.replace(interest, turn, now)
        latest = max((claim.turn for claim in self._places.get(interest, {}).values()), default=turn)
        flight = self.flights.get(question) or self._take_off(question)
        claim = self._claim(flight, interest, turn, question.kind)
        if claim.turn < latest:  # a rerun that is over, and asks all the same
            claim.replaced = now
        return claim.answer

    def replace(self, interest: Interest, turn: int, now: float) -> None:
        """Begin a turn at a place: older claims there are replaced, and withdrawn after the grace if not renewed."""
        for claim in self._places.get(interest, {}).values():
            if claim.turn < turn and claim.replaced is None:
                claim.replaced = now

    def waits(self, interest: Interest) -> bool:
        """Whether something was asked at that place of the visitor's page that is still open."""
        return interest in self._places

    def withdraw(self, visitor: str, question: Question[Any] | None = None) -> None:
        """Take away the visitor's interest in a question, or in everything."""
        if question is None:
            self._near.pop(visitor, None)
        for interest in [each for each in self._places if each[0] == visitor]:
            for flight in list(self._places.get(interest, ())):
                if question in (None, flight.question):
                    self._release(flight, interest, Settled(error=Cancelled("the computation was stopped.")))

    def ahead(self, flight: Flight) -> int | None:
        """Return how many waiting questions come before this one; None if it does not wait. Takes the lock."""
        with self.lock:
            if flight.run is not None or self.flights.get(flight.question) is not flight:
                return None
            order = in_order(self.waiting, self.fairness)
            return order.index(flight) if flight in order else len(order)

    @property
    def waiting(self) -> list[Flight]:
        """The questions that no worker computes."""
        return [flight for flight in self.flights.values() if flight.run is None]

    @property
    def visitors(self) -> frozenset[str]:
        """Who waits for something."""
        return frozenset(visitor for visitor, _ in self._places) - {_IDLE_TIME[0]}

    def queue_lengths(self) -> Counter[Kind]:
        """Return how many questions of each kind wait."""
        return Counter(flight.kind for flight in self.waiting)

    def decide(self, now: float) -> list[Action]:
        """Return what is to be done now, and note it as done: calls to stop, workers to kill, calls to start."""
        self._expire(now)
        return [*self._stops(now), *self._starts(), *self._preemptions(now)]

    def deadline(self) -> float | None:
        """Return when to decide again even if nothing happens: the next grace or patience that ends."""
        ends = [claim.replaced + GRACE for _, _, claim in self._claims() if claim.replaced is not None]
        runs = (slot.run for slot in self.slots if slot.run and not slot.run.killed)
        ends += [run.stopped + self.rules.patience for run in runs if run.stopped is not None]
        return min(ends, default=None)

    def add_slot(self) -> Slot:
        """Return the place of one worker more, which is not ready yet."""
        slot = Slot(len(self.slots))
        self.slots.append(slot)
        return slot

    def ready(self, slot: Slot, pid: int) -> None:
        """Note that the slot has a new worker."""
        slot.state, slot.pid, slot.run, slot.worlds = "idle", pid, None, ()

    def ended(self, slot: Slot, run: Run, settled: Settled[Any]) -> None:
        """Note how a call ended. One that was stopped, but is wanted after all, waits again."""
        slot.state, slot.run = "idle", None
        flight = self.flights.get(run.flight.question)
        if settled.state == "cancelled" and run.stopped is not None:
            run.flight.run = None
        elif flight is not None:
            self._land(flight, settled)

    def broke(self, slot: Slot) -> None:
        """Note that the slot's worker is gone; what it computed waits again, a few times."""
        run, slot.run, slot.pid, slot.state, slot.worlds = slot.run, None, 0, "starting", ()
        slot.generation += 1
        if run is None:
            return
        run.flight.run = None
        run.flight.breaks += run.stopped is None
        if run.flight.breaks > MOST_BREAKS:
            self._land(run.flight, Settled(error=_given_up(run.flight)))

    def close(self) -> None:
        """Cancel everything."""
        self.idle_time.clear()
        for flight in list(self.flights.values()):
            self._land(flight, closed())

    def _take_off(self, question: Question[Any]) -> Flight:
        arrival = self.fairness.now.get(question.kind, 0.0)
        flight = self.flights[question] = Flight(question, next(self._numbers), arrival)
        flight.answer = self._answer(flight)
        return flight

    def _answer(self, flight: Flight) -> Answer[Any]:
        return Answer(told=flight.told, ahead=lambda: self.ahead(flight))

    def _claim(self, flight: Flight, interest: Interest, turn: int, kind: Kind) -> Claim:
        claim = flight.claims.get(interest)
        if claim is None:
            claim = Claim(self._answer(flight), kind, turn)
            flight.claims[interest] = self._places.setdefault(interest, {})[flight] = claim
        claim.turn, claim.replaced = max(claim.turn, turn), None
        return claim

    def _release(self, flight: Flight, interest: Interest, settled: Settled[Any]) -> None:
        """End one claim; a flight without any is forgotten."""
        flight.claims.pop(interest).answer.settle(settled)
        held = self._places[interest]
        del held[flight]
        if not held:
            del self._places[interest]
        if not flight.claims:
            flight.answer.settle(settled)
            if self.flights.get(flight.question) is flight:
                del self.flights[flight.question]

    def _land(self, flight: Flight, settled: Settled[Any]) -> None:
        """End the flight: everybody who wants it has the answer."""
        for interest in list(flight.claims):
            self._release(flight, interest, settled)

    def _claims(self) -> Iterator[tuple[Flight, Interest, Claim]]:
        for interest, held in self._places.items():
            for flight, claim in held.items():
                yield flight, interest, claim

    def _expire(self, now: float) -> None:
        for flight, interest, claim in list(self._claims()):
            if claim.replaced is not None and now >= claim.replaced + GRACE:
                self._release(flight, interest, Settled(error=Cancelled("a newer question took its place.")))

    def _stops(self, now: float) -> Iterable[Action]:
        for slot in self.slots:
            run = slot.run
            if run is None or run.killed:
                continue
            if run.stopped is None and self.flights.get(run.flight.question) is not run.flight:
                run.stopped = now
                yield Stop(slot, run)
            elif run.stopped is not None and now >= run.stopped + self.rules.patience:
                run.killed = True
                yield Kill(slot)

    def _starts(self) -> Iterable[Action]:
        self._fill_idle_time()
        while pair := choose(order := in_order(self.waiting, self.fairness), self.slots, self.rules, self._near):
            flight, slot = pair
            for before in order[: order.index(flight)]:
                before.passed += 1
            self.fairness.start(flight, self.fairness.tags(self.waiting)[flight])
            self._note_near(flight, slot)
            need = self.rules.need(flight.question.customers)
            run = Run(next(self._numbers), flight, flight.kind, flight.visitors, need)
            slot.state, slot.run, flight.run = "busy", run, run
            slot.hold(flight.question.world)
            yield Start(slot, run)

    def _note_near(self, flight: Flight, slot: Slot) -> None:
        """Note where the visitors' questions are answered: what they ask next belongs there."""
        if flight.kind == "page":
            self._near |= dict.fromkeys(flight.visitors, slot.index)
        for oldest in list(self._near)[:-_MOST_NEAR]:
            del self._near[oldest]

    def _preemptions(self, now: float) -> Iterable[Action]:
        run = to_preempt(in_order(self.waiting, self.fairness), self.slots)
        if run is not None:
            run.stopped = now
            yield Stop(next(slot for slot in self.slots if slot.run is run), run)

    def _fill_idle_time(self) -> None:
        while self.idle_time and not self.waiting and not any(s.run and s.run.kind == "warm" for s in self.slots):
            question = self.idle_time.popleft()
            if question not in self.answers and question not in self.flights:
                self._claim(self._take_off(question), _IDLE_TIME, 0, "warm")


def closed() -> Settled[Any]:
    """Return how a question ends that nobody will answer, since the service was closed."""
    return Settled(error=Cancelled("the compute service was closed."))


def _given_up(flight: Flight) -> BrokenWorkerError:
    return BrokenWorkerError.about(flight.question.name, "server.broken_worker", times=flight.breaks)
