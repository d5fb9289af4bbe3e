"""Which question a free worker takes next: pure functions of what waits and what runs."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, TypeAlias

from equipoise.runtime.compute.flight import Flight, Run
from equipoise.runtime.compute.question import KINDS, Kind

SMALL_WORLD = 30_000
"""Customers of a world that any worker may build: it takes about .2 seconds."""
LOOK_AHEAD = 6
"""How many questions behind the next one are looked at for one that belongs to the free worker."""
MOST_PASSED = 2
"""How often a question lets another pass."""
_WORLDS_KEPT = 8
"""Worlds that a worker may be taken to hold still, the latest first."""

Near: TypeAlias = Mapping[str, int]
"""The worker (by its slot's index) that answered a visitor's last question."""
_NOWHERE: Near = MappingProxyType({})


@dataclasses.dataclass(eq=False)
class Slot:
    """A worker's place: it outlives the worker, which may break and be replaced.

    Attributes:
        index: its number. state: "starting", "idle" or "busy". run: the call that it computes.
        worlds: the worlds that the worker has computed with, the latest last.
        pid: the worker's process, as soon as it is known. generation: how many workers the slot had before.
    """

    index: int
    state: Literal["starting", "idle", "busy"] = "starting"
    run: Run | None = None
    worlds: tuple[str, ...] = ()
    pid: int = 0
    generation: int = 0

    def hold(self, world: str) -> None:
        """Note that the worker computes with this world."""
        others = tuple(each for each in self.worlds if each != world)
        self.worlds = (*others, world)[-_WORLDS_KEPT:]


@dataclasses.dataclass
class Fairness:
    """Start-time fair queueing between visitors, by kind of question.

    A question's tag is the virtual time at which its visitor's turn comes: not before it arrived, and one after the
    question of this visitor that was started last. So whoever asks twenty questions waits behind whoever asks one.
    """

    now: dict[Kind, float] = dataclasses.field(default_factory=dict)
    finish: dict[tuple[Kind, str], float] = dataclasses.field(default_factory=dict)

    def tags(self, waiting: Iterable[Flight]) -> dict[Flight, float]:
        """Return the tag of every waiting question; where several visitors want it, the earliest of theirs."""
        before: Counter[tuple[Kind, str]] = Counter()
        tags = {}
        for flight in sorted(waiting, key=lambda each: each.number):
            keys = [(flight.kind, visitor) for visitor in flight.visitors]
            turns = (max(flight.arrival, self.finish.get(key, 0.0)) + before[key] for key in keys)
            tags[flight] = min(turns, default=flight.arrival)
            before.update(keys)
        return tags

    def start(self, flight: Flight, tag: float) -> None:
        """Note that a question with this tag is started."""
        kind = flight.kind
        self.now[kind] = max(self.now.get(kind, 0.0), tag)
        self.finish |= {(kind, visitor): tag + 1 for visitor in flight.visitors}
        self.finish = {key: end for key, end in self.finish.items() if end > self.now.get(key[0], 0.0)}


@dataclasses.dataclass(frozen=True)
class Rules:
    """What the scheduling goes by.

    Attributes:
        need: how many bytes a run on so many customers may take. room: how many all runs may take together.
        patience: seconds that a worker has to stop a call before it is killed.
    """

    need: Callable[[int], int] = lambda customers: 0
    room: int = 2**62
    patience: float = 0.8


def in_order(waiting: Collection[Flight], fairness: Fairness) -> list[Flight]:
    """Return those that are wanted, the next first: by kind, then fair between visitors, then first come."""
    wanted = [flight for flight in waiting if flight.wanted]
    tags = fairness.tags(wanted)
    return sorted(wanted, key=lambda flight: (KINDS.index(flight.kind), tags[flight], flight.number))


def choose(
    ordered: Sequence[Flight], slots: Sequence[Slot], rules: Rules, near: Near = _NOWHERE
) -> tuple[Flight, Slot] | None:
    """Return the next question and the idle worker that takes it, or None if there is no such pair now.

    A question whose visitor was served by another worker, which is busy, lets a few others pass that belong here: most
    of what a visitor asks next is remembered where the last question was answered.
    """
    free = [slot for slot in slots if slot.state == "idle"]
    first: tuple[Flight, Slot] | None = None
    behind = 0
    for flight in ordered if free else ():
        if first and (flight.kind != first[0].kind or behind >= LOOK_AHEAD):
            break
        if flight.kind == "warm" and ordered[0].kind != "warm":
            break
        behind += first is not None
        slot = _place(flight, slots, free, near) if may_start(flight, slots, rules) else None
        if slot is None:
            continue
        owned = own(flight, slots, near)
        if slot in owned or (first is None and (not owned or flight.passed >= MOST_PASSED)):
            return flight, slot
        first = first or (flight, slot)
    return first


def own(flight: Flight, slots: Sequence[Slot], near: Near) -> list[Slot]:
    """Return the workers that answered the visitors' last questions, and still hold the world."""
    indices = {near[visitor] for visitor in flight.visitors if visitor in near}
    return [slot for slot in slots if slot.index in indices and flight.question.world in slot.worlds]


def to_preempt(ordered: Iterable[Flight], slots: Sequence[Slot]) -> Run | None:
    """Return the idle-time computation that has to make way for a page's question, if there is one."""
    warm = [slot for slot in slots if slot.run and slot.run.flight.kind == "warm" and slot.run.stopped is None]
    for flight in ordered if warm else ():
        if flight.kind == "page" and (slot := _place(flight, slots, warm, _NOWHERE)):
            return slot.run
    return None


def may_start(flight: Flight, slots: Sequence[Slot], rules: Rules) -> bool:
    """Whether the question may run beside what runs now.

    At most one job a visitor; jobs leave one worker free, if there are several; one idle-time computation at a time;
    and all together fit into the memory (what fits alone was admitted, so it may always run alone).
    """
    runs = [slot.run for slot in slots if slot.run]
    if runs and sum(run.need for run in runs) + rules.need(flight.question.customers) > rules.room:
        return False
    same = [run for run in runs if run.kind == flight.kind]
    if flight.kind == "job":
        busy = frozenset[str]().union(*(run.visitors for run in same))
        working = sum(slot.state != "starting" for slot in slots)
        return len(same) < max(1, working - 1) and not flight.visitors <= busy
    return flight.kind == "page" or not same


def ranked(world: str, slots: Sequence[Slot]) -> list[Slot]:
    """Return the workers in the order in which they are asked to hold a world, its home first (rendezvous hashing)."""

    def weight(slot: Slot) -> bytes:
        return hashlib.blake2b(f"{world}\x1f{slot.index}".encode(), digest_size=8).digest()

    return sorted(slots, key=weight)


def _place(flight: Flight, slots: Sequence[Slot], free: Sequence[Slot], near: Near) -> Slot | None:
    """Return the free worker for the question, if there is one.

    That is the worker that answered its visitor before; else the world's home; else one that holds the world; else, if
    the world is small, any.
    """
    question = flight.question
    order = ranked(question.world, [slot for slot in slots if slot.state != "starting"])
    holders = [slot for slot in order if question.world in slot.worlds]
    wanted = [*own(flight, slots, near), *order[:1], *holders]
    wanted += order if question.customers <= SMALL_WORLD else []
    return next((slot for slot in wanted if slot in free), None)
