"""What the engine computes for the steps of a room, before they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import update

from equipoise.core.errors import DataError
from equipoise.rooms.activities.registry import STEPS
from equipoise.rooms.room import Room
from equipoise.rooms.step import Step
from equipoise.rooms.storage import rows, tables
from equipoise.rooms.storage.database import Database
from equipoise.runtime import compute
from equipoise.runtime.compute import Question

Report = Callable[[int, int], None]
"""Is told how many questions are answered, and of how many."""
VISITOR = "room:"
"""How the names begin under which rooms ask the compute service; no page is open for them."""
BATCH = 20
"""Questions that are asked at once, so that pages get their turn between them."""
LEASE = 120.0
"""Seconds after which a server that has told nothing more of its computing is taken for gone."""


class Computing:
    """Computes what rooms need; of several servers one does it.

    Args:
        database: where it is kept. clock: returns seconds since 1970.
    """

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database, self._clock = database, clock

    def unclaimed(self) -> tuple[str, ...]:
        """Return the ids of rooms for which something is to be computed that nobody computes now."""
        with self._database.reading() as connection:
            return rows.unclaimed(connection, self._clock())

    def compute(self, room: Room, report: Report) -> None:
        """Compute what is missing for a room, unless another server does it.

        Raises:
            DataError: the room was deleted meanwhile.
            Exception: whatever made a question fail. What was found before is kept.
        """
        if not self._claim(room.id, free=True):
            return
        done = False
        try:
            for step, questions in self._missing(room):
                found = self._answered(room.id, step, questions, report)
                self._keep(room.id, step.key, STEPS[step.kind].computed(step, found))
            done = True
        finally:
            self._end(room.id, ready=done)

    def _missing(self, room: Room) -> Iterator[tuple[Step, tuple[Question[Any], ...]]]:
        for step in room.steps:
            questions = STEPS[step.kind].questions(step)
            with self._database.reading() as connection:
                missing = questions and rows.result(connection, room.id, step.key) is None
            if missing:
                yield step, questions

    def _answered(self, room: str, step: Step, questions: tuple[Question[Any], ...], report: Report) -> list[Any]:
        found: list[Any] = []
        for turn, start in enumerate(range(0, len(questions), BATCH)):
            batch = questions[start : start + BATCH]
            visitor = VISITOR + room
            asked = [compute.service().ask(one, visitor=visitor, place=step.key, turn=turn) for one in batch]
            found += [answer.result() for answer in asked]
            report(len(found), len(questions))
            if not self._claim(room, free=False):
                raise DataError.about(room, "room.unknown")
        return found

    def _claim(self, room: str, *, free: bool) -> bool:
        """Claim a room for a while; return whether it exists and, if it has to be free, was."""
        now, own = self._clock(), tables.rooms.c
        claim = update(tables.rooms).where(own.id == room).values(claimed=now + LEASE)
        with self._database.writing() as connection:
            return connection.execute(claim.where(own.claimed <= now) if free else claim).rowcount == 1

    def _keep(self, room: str, step: str, value: Any) -> None:
        with self._database.writing() as connection:
            rows.write_result(connection, room, step, value)

    def _end(self, room: str, *, ready: bool) -> None:
        ended = {"claimed": 0.0, "ready": True} if ready else {"claimed": self._clock() + LEASE}
        with self._database.writing() as connection:
            connection.execute(update(tables.rooms).where(tables.rooms.c.id == room).values(ended))
