"""Play the attacker: a clue a round, everybody guesses who it is; then the same clues in the protected table.

What an agenda item of this kind needs besides id, kind, title and minutes::

    text = "You hold a stolen table without protection. Who is it?"
    protected = "The same clues, but now the shop has protected its table."
    scenario = "typical"   # the shop whose protection is shown at the end; "typical" without it
    customers = 3000       # at most 5,000
    levers = {}            # what else differs from the scenario; may be left out
    clues = 4              # 3 to 6: as many rounds
    target = 1             # which of the invented people is looked for, from 1

It becomes two steps, and the engine needs about three seconds when the room opens.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from equipoise.chain.asking import question
from equipoise.core.errors import DataError, ReasonError
from equipoise.rooms.activities.attacker.chase import SIZE, Chase, chase
from equipoise.rooms.activities.kind import FEWEST, Moment
from equipoise.rooms.activities.setting import settings_of
from equipoise.rooms.agenda import Item
from equipoise.rooms.step import Answer, Participant, Step
from equipoise.runtime.compute import Question

FEWEST_CLUES, MOST_CLUES = 3, 6


@dataclasses.dataclass(frozen=True, kw_only=True)
class Round:
    """How the room stands after a clue: ``guessed`` people have guessed so far, ``found`` of them the target.

    ``luck``: how many would have found it if everybody had picked one of those who stood when they guessed.
    """

    guessed: int
    found: int
    luck: float


@dataclasses.dataclass(frozen=True, kw_only=True)
class Chased:
    """What the guesses come to.

    Attributes:
        chase: what the engine says; None until it is ready. protected: whether the step is about the protected table.
        rounds: after each clue so far; empty where too few people have guessed to be shown.
        first: the round in which the target was first found, from 0; None if nobody did, or too few have guessed.
        by: the round in which each found the target first, for their own eyes.
        guessed: how many people have guessed at all. round: of the step.
    """

    chase: Chase | None
    protected: bool
    rounds: tuple[Round, ...] = ()
    first: int | None = None
    by: Mapping[str, int] = dataclasses.field(default_factory=dict)
    guessed: int = 0
    round: int = 0


class Attacker:
    """The room is the attacker; in the second step the shop defends itself."""

    def steps(self, item: Item) -> tuple[Step, ...]:
        """Return the guessing step and the one about the protected table; see the top of this file for the spec."""
        spec = item.spec
        settings_of(spec)
        clues = int(spec.get("clues", 4))
        if not FEWEST_CLUES <= clues <= MOST_CLUES:
            raise ReasonError("room_clues", {"clues": clues, "fewest": FEWEST_CLUES, "most": MOST_CLUES})
        guess = Step(
            key=f"{item.id}.attacker",
            kind="attacker",
            title=item.title,
            text=str(spec["text"]),
            minutes=item.minutes,
            rounds=clues,
            notes=item.ask + item.mistakes,
            spec=spec,
        )
        after = dataclasses.replace(
            guess,
            key=f"{item.id}.protected",
            text=str(spec["protected"]),
            minutes=0,
            rounds=1,
            spec=dict(spec) | {"part": "protected"},
        )
        return guess, after.silent()

    def questions(self, step: Step) -> tuple[Question[Any], ...]:
        """Return the one question; it is the same for both steps."""
        spec = step.spec
        return (question(chase, settings_of(spec), int(spec.get("target", 1)), int(spec.get("clues", 4)), kind="job"),)

    def computed(self, step: Step, answers: Sequence[Any]) -> dict[str, Any]:
        """Return the chase, ready for JSON."""
        return dataclasses.asdict(answers[0])

    def check(self, step: Step, value: Mapping[str, Any], moment: Moment) -> dict[str, Any]:
        """Return a guess as ``{"person": 12}``: the place in the line-up, from 0.

        Args:
            step: what was asked. value: "person": the number on the line-up, from 1. moment: what is computed.

        Raises:
            DataError: nobody with this number stands there, or the line-up is not ready.
        """
        if moment.computed is None:
            raise DataError.about(step.key, "room.not_ready")
        sent = str(value.get("person", ""))
        if sent not in map(str, range(1, min(SIZE, len(moment.computed["people"])) + 1)):
            raise DataError.about(sent, "room.nobody", most=len(moment.computed["people"]))
        return {"person": int(sent) - 1}

    def result(
        self, step: Step, answers: Sequence[Answer], people: Sequence[Participant], computed: Any, round: int
    ) -> Chased:
        """Return how many have found the target after each clue so far."""
        protected = step.spec.get("part") == "protected"
        if computed is None:
            return Chased(chase=None, protected=protected, round=round)
        found = Chase.from_dict(computed)
        by: dict[str, int] = {}
        for answer in sorted(answers, key=lambda one: one.round):
            if answer.value["person"] == found.target:
                by.setdefault(answer.by, answer.round)
        guessed = len({answer.by for answer in answers})
        shown = guessed >= FEWEST
        return Chased(
            chase=found,
            protected=protected,
            rounds=tuple(_after(found, answers, one) for one in range(round + 1)) if shown else (),
            first=min(by.values(), default=None) if shown else None,
            by=by,
            guessed=guessed,
            round=round,
        )


def _after(found: Chase, answers: Sequence[Answer], round: int) -> Round:
    """Return how the room stands after a round: of everybody who has guessed, the latest guess counts."""
    latest: dict[str, Answer] = {}
    for answer in sorted(answers, key=lambda one: one.round):
        if answer.round <= round:
            latest[answer.by] = answer
    return Round(
        guessed=len(latest),
        found=sum(answer.value["person"] == found.target for answer in latest.values()),
        luck=sum(1 / len(found.bare.standing(answer.round + 1)) for answer in latest.values()),
    )
