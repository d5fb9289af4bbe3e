"""One question on its way to its answer, and those who want it."""

from __future__ import annotations

import dataclasses
from typing import Any, TypeAlias

from equipoise.runtime.compute.answer import Answer, Progress
from equipoise.runtime.compute.question import KINDS, Kind, Question

Interest: TypeAlias = tuple[str, str]
"""A visitor, and a place on that visitor's page."""


@dataclasses.dataclass
class Claim:
    """One interest in a question.

    Attributes:
        answer: what whoever asked holds. kind: how urgent it is. turn: the rerun of the page that asked last.
        replaced: when a newer turn at the same place asked for something else; None while the claim stands.
    """

    answer: Answer[Any]
    kind: Kind
    turn: int
    replaced: float | None = None


@dataclasses.dataclass(eq=False)
class Run:
    """A call that a worker was given.

    Attributes:
        ticket: its number; no other call has the same. flight: what it is for.
        kind: how urgent that was at the start. visitors: who wanted it then. need: bytes of memory it may take.
        stopped: when the worker was asked to stop it. killed: whether the worker was killed for not doing so.
    """

    ticket: int
    flight: Flight
    kind: Kind
    visitors: frozenset[str]
    need: int
    stopped: float | None = None
    killed: bool = False


@dataclasses.dataclass(eq=False)
class Flight:
    """One question between the first who asked and the answer; whoever asks the same meanwhile joins.

    Attributes:
        question: what is asked. number: its place in the order of arrival. arrival: the virtual time at which it came.
        claims: who wants it. answer: what anybody may look at without wanting it. told: what the work told so far.
        run: the call that computes it, if one does. breaks: how many workers broke while they computed it.
        passed: how many questions behind it were started before it.
    """

    question: Question[Any]
    number: int
    arrival: float
    claims: dict[Interest, Claim] = dataclasses.field(default_factory=dict)
    answer: Answer[Any] = dataclasses.field(default_factory=Answer)
    told: Progress = dataclasses.field(default_factory=Progress)
    run: Run | None = None
    breaks: int = 0
    passed: int = 0

    @property
    def wanted(self) -> bool:
        """Whether anybody's claim stands."""
        return any(claim.replaced is None for claim in self.claims.values())

    @property
    def kind(self) -> Kind:
        """The most urgent kind that somebody asked for."""
        kinds = {claim.kind for claim in self.claims.values() if claim.replaced is None}
        return min(kinds, key=KINDS.index, default=self.question.kind)

    @property
    def visitors(self) -> frozenset[str]:
        """Who wants it."""
        return frozenset(visitor for (visitor, _), claim in self.claims.items() if claim.replaced is None)
