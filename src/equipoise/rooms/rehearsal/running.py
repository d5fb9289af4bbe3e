"""The rehearsals of this process: one thread lets the invented participants of all of them join and answer."""

from __future__ import annotations

import dataclasses
import hashlib
import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import numpy as np

from equipoise.core.errors import DataError
from equipoise.core.seeds import stream
from equipoise.core.wording import speak
from equipoise.rooms.answering import speaker
from equipoise.rooms.rehearsal.answers import rehearse
from equipoise.rooms.rehearsal.phrases import a_name
from equipoise.rooms.room import Room
from equipoise.rooms.service import Rooms
from equipoise.rooms.step import Participant, RoomState, Step

PEOPLE = 10
"""How many invented participants a rehearsal has."""
SOONEST, LATEST = 1.0, 6.0
"""Seconds after which they answer."""
PAUSE = 0.5
"""Seconds between two looks at all rehearsals."""
SEEN = 5.0
"""Seconds between two times at which they say that they are still there."""
LONGEST = 2 * 3600.0
"""Seconds after which they leave."""
MOST = 20
"""How many rehearsals run at once; when there is one more, the oldest one's participants leave."""
TRIES = 30
"""How often somebody tries to answer whose answers are refused, as in a game when it is another's turn."""
AGAIN = frozenset({"guess_who", "audit_game"})
"""Kinds in which one answers again and again within a round."""
Form = Callable[[Rooms, Room, Participant], str]
"""Draws the fields that somebody's phone shows now; "" where one has to wait."""


@dataclasses.dataclass
class Rehearsal:
    """One room with invented participants.

    Attributes:
        service: where the room is. room: the room. began: when, in seconds since 1970.
        people: those who have joined. seen: when they last said that they are there.
        met: since when a step is open in a round. answered: who has answered which step in which round.
        tried: how often each was refused; they wait longer every time.
    """

    service: Rooms
    room: Room
    began: float
    people: list[Participant] = dataclasses.field(default_factory=list)
    seen: float = 0.0
    met: dict[tuple[str, int], float] = dataclasses.field(default_factory=dict)
    answered: set[tuple[str, int, str]] = dataclasses.field(default_factory=set)
    tried: dict[tuple[str, int, str], int] = dataclasses.field(default_factory=dict)

    def coins(self, *about: object) -> np.random.Generator:
        """Return the draws for something: the same ones whenever they are asked for."""
        seed = int.from_bytes(hashlib.sha256(self.room.id.encode()).digest()[:4], "big")
        return stream(seed, ".".join(("rehearsal", *map(str, about))))

    def look(self, now: float, form: Form) -> bool:
        """Let everybody do what is due; return whether the rehearsal goes on.

        Args:
            now: seconds since 1970. form: draws the forms of kinds that have no answers of their own.
        """
        try:
            state = self.service.state(self.room.id)
            if state.ended or now - self.began > LONGEST:
                return False
            self._join(now)
            if now - self.seen >= SEEN:
                self.seen = now
                self.service.seen(self.room.id, [person.id for person in self.people])
            self._answer(state, now, form)
        except DataError as error:
            if error.key == "room.unknown":
                return False
            raise
        return True

    def _join(self, now: float) -> None:
        place = len(self.people) + 1
        if place <= PEOPLE and now - self.began >= _delay(self.coins("join", place)):
            teams = self.room.teams
            team = teams[place % len(teams)] if teams else ""
            self.people.append(self.service.join(self.room.id, nickname=a_name(place), team=team)[0])

    def _answer(self, state: RoomState, now: float, form: Form) -> None:
        if state.position < 0:
            return
        step = self.room.steps[state.position]
        if not step.asks or state.phases.get(step.key) != "open":
            return
        round = state.rounds.get(step.key, 0)
        since = self.met.setdefault((step.key, round), now)
        for person in self.people:
            mark = step.key, round, speaker(step, person)
            tried = self.tried.get(mark, 0)
            coins = self.coins(step.key, round, person.place, tried)
            if mark not in self.answered and now - since >= (1 + tried) * _delay(coins):
                self._say(step, round, person, coins, form)

    def _say(self, step: Step, round: int, person: Participant, coins: np.random.Generator, form: Form) -> None:
        mark = step.key, round, speaker(step, person)
        said = False
        with suppress(DataError):  # not this answer, or not now
            value = rehearse(step, coins, lambda: form(self.service, self.room, person))
            if value:
                self.service.answer(self.room.id, step.key, person, value)
                said = True
        self.tried[mark] = self.tried.get(mark, 0) + 1
        if self.tried[mark] >= TRIES or (said and step.kind not in AGAIN):
            self.answered.add(mark)


def _delay(coins: np.random.Generator) -> float:
    return float(coins.uniform(SOONEST, LATEST))


def no_form(service: Rooms, room: Room, person: Participant) -> str:
    """Return no fields, where nobody has said how forms are drawn."""
    return ""


class Rehearsals:
    """All rehearsals of a process. Its thread runs while there is one."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._form: Form = no_form
        self._lock = threading.Lock()
        self._running: list[Rehearsal] = []
        self._thread: threading.Thread | None = None

    def draw_with(self, form: Form) -> None:
        """Let ``form`` draw the forms of steps whose kind has no answers of its own; the pages know it."""
        self._form = form

    def start(self, service: Rooms, room: Room) -> None:
        """Let invented participants come into a room."""
        with self._lock:
            self._running = [*self._running, Rehearsal(service, room, self._clock())][-MOST:]
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="rehearsals", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            with self._lock:
                running = list(self._running)
                if not running:
                    self._thread = None
                    return
            over = [each for each in running if not self._looked(each)]
            with self._lock:
                self._running = [each for each in self._running if each not in over]
            time.sleep(PAUSE)

    def _looked(self, one: Rehearsal) -> bool:
        speak(one.room.language)
        try:
            return one.look(self._clock(), self._form)
        except Exception:  # a database that is away for a moment
            logging.getLogger(__name__).exception("rehearsal")
            return self._clock() - one.began < LONGEST


_rehearsals = Rehearsals()


def rehearsals() -> Rehearsals:
    """Return the rehearsals of this process."""
    return _rehearsals
