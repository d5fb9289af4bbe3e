"""What a room has learned: the same question before and after, each person compared with herself."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from equipoise.learn.summary import mean
from equipoise.numerics.rate import Rate
from equipoise.rooms.activities.kind import FEWEST
from equipoise.rooms.activities.number import truth_of
from equipoise.rooms.activities.truth import MOST
from equipoise.rooms.activities.vote import right_of
from equipoise.rooms.step import Answer, Step

Score = Callable[[Step, Any, Any], "float | None"]
"""Takes a step, an answer's value, and what was computed; None if the truth is not ready."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Learned:
    """One question that was asked twice.

    Attributes:
        first, second: both steps. pairs: how many people answered both times.
        before, after: the mean of those people; shares from 0 to 1. Of a number it is how far off they were (of 100);
            of a vote, the share who were right.
        change: after less before, with Student's 95% interval, person by person. With fewer than `FEWEST` pairs, or
            without a truth, all three are unknown; where all changes are equal, their interval is.
        feared: whether less is better, as with how far off.
    """

    first: Step
    second: Step
    pairs: int
    before: Rate
    after: Rate
    change: Rate
    feared: bool

    @property
    def better(self) -> bool | None:
        """Whether the room got better, or worse; None if chance alone may explain the change."""
        sure = self.change.low > 0 or self.change.high < 0  # false where an end is unknown
        return (self.change.value < 0) == self.feared if sure else None


def learned(
    steps: Sequence[Step], answers: Mapping[str, Sequence[Answer]], computed: Mapping[str, Any]
) -> tuple[Learned, ...]:
    """Return what a room has learned, for every question that was asked twice.

    Args:
        steps: of the room, in order. answers, computed: of every step, by its key; what is missing was not answered, or
            is not ready.
    """
    found: list[Learned] = []
    for place, second in enumerate(steps):
        again = second.spec.get("again")
        first = next((step for step in steps[:place] if again and step.key == f"{again}.{second.kind}"), None)
        if first is not None and second.kind in SCORES:
            found.append(_pair(first, second, answers, computed))
    return tuple(found)


def _pair(first: Step, second: Step, answers: Mapping[str, Sequence[Answer]], computed: Mapping[str, Any]) -> Learned:
    score, feared = SCORES[second.kind]
    before, after = ({answer.by: answer.value for answer in answers.get(step.key, ())} for step in (first, second))
    both = sorted(before.keys() & after.keys())
    ran = computed.get(second.key, computed.get(first.key))
    scored = [(score(second, before[who], ran), score(second, after[who], ran)) for who in both]
    pairs = [(one, two) for one, two in scored if one is not None and two is not None]
    shown = pairs if len(pairs) >= FEWEST else []
    return Learned(
        first=first,
        second=second,
        pairs=len(both),
        before=mean([one for one, _ in shown], low=0.0),
        after=mean([two for _, two in shown], low=0.0),
        change=mean([two - one for one, two in shown], low=-1.0),
        feared=feared,
    )


def _off(step: Step, guess: Any, computed: Any) -> float | None:
    """Return how far a guess is from the truth as it is shown, as a share of 100."""
    true = truth_of(step, computed)
    return None if true is None else abs(int(guess) - true.shown) / MOST


def _right(step: Step, chosen: Any, computed: Any) -> float | None:
    """Return 1 for the right option, 0 for another; None if none is right."""
    right = right_of(step.spec)
    return None if right is None else float(chosen == right)


SCORES: Mapping[str, tuple[Score, bool]] = {"number": (_off, True), "vote": (_right, False)}
"""How an answer of each kind of step is judged, and whether less is better."""
