"""Guess a number of 100: how the room's guesses are spread, and how far they are from the truth."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from equipoise.core.errors import DataError
from equipoise.rooms.activities import experiment, truth
from equipoise.rooms.activities.experiment import Experiment, taught
from equipoise.rooms.activities.kind import FEWEST, Moment, asked, common
from equipoise.rooms.activities.truth import MOST, Truth
from equipoise.rooms.agenda import Item
from equipoise.rooms.step import Answer, Participant, Step
from equipoise.runtime.compute import Question

BINS = 10
"""Bars of the histogram: 0 to 9, 10 to 19, ..., 90 to 100."""
NEAR = 10
"""A guess this near counts as near."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Guesses:
    """A room's guesses. With fewer than `FEWEST`, it is only known how many there are.

    Attributes:
        n: how many. counts: guesses by bar of the histogram; None if too few. middle: their median; None if too few.
        truth: None while it is held back or not ready. held: whether it is held back until the question returns.
        off: the median of the distances from the truth. near: how many are within `NEAR`. distances: all of them,
            sorted, for one's own place among them. None, None and empty if too few or without a truth.
        experiment: of the lesson that the number is from; None without one, or without a truth.
    """

    n: int
    counts: tuple[int, ...] | None = None
    middle: float | None = None
    truth: Truth | None = None
    held: bool = False
    off: float | None = None
    near: int | None = None
    distances: tuple[int, ...] = ()
    experiment: Experiment | None = None


class Number:
    """One number, typed or pulled. The spec has ``text``, ``per`` ("of 100 customers"), and what is true (`truth`).

    ``explained`` is one sentence on it. With ``lesson``, text and ``per`` are the lesson's unless they are given.
    """

    def steps(self, item: Item) -> tuple[Step, ...]:
        """Return the one step."""
        spec, own = item.spec, common(item)
        if "lesson" in spec:
            one = taught(str(spec["lesson"]))
            estimate = one.estimate
            if estimate is None:
                raise DataError.about(one.key, "agenda.no_number")
            own |= {"lesson": one.key, "per": one.claims[estimate.claim].per}
        text = str(spec["text"]) if "lesson" not in spec else str(spec.get("text", one.prediction.text))
        known = ("per", "truth", "source", "measure", "branch", "scenario", "customers", "levers", "explained")
        own |= {name: spec[name] for name in known if name in spec}
        truth.check(own)
        return (asked(item, text=text, spec=own | {"per": str(own["per"])}, truth=True),)

    def questions(self, step: Step) -> tuple[Question[Any], ...]:
        """Return the lesson's experiment, or the settings under which the number is measured."""
        if "lesson" in step.spec:
            return experiment.questions(taught(step.spec["lesson"]))
        return (truth.asked(step.spec),) if "measure" in step.spec else ()

    def computed(self, step: Step, answers: Sequence[Any]) -> Any:
        """Return the number with its interval, or all of the lesson's experiment."""
        if "lesson" in step.spec:
            return experiment.kept(taught(step.spec["lesson"]), answers)
        return truth.kept(truth.found(step.spec, answers[0])) if "measure" in step.spec else None

    def check(self, step: Step, value: Mapping[str, Any], moment: Moment) -> int:
        """Return the guess, from 0 to 100.

        Raises:
            DataError: it is no such number.
        """
        typed = str(value.get("number", "")).strip()
        if not (typed.isascii() and typed.isdecimal() and len(typed) <= 3 and int(typed) <= MOST):
            raise DataError.about(typed, "room.number", most=MOST)
        return int(typed)

    def result(
        self, step: Step, answers: Sequence[Answer], people: Sequence[Participant], computed: Any, round: int
    ) -> Guesses:
        """Return how the guesses are spread, and how far off they are."""
        held = bool(step.spec.get("held"))
        ran = None if held else experiment_of(step, computed)
        true = None if held else truth_of(step, computed)
        shown = Guesses(n=len(answers), truth=true, held=held, experiment=ran)
        if len(answers) < FEWEST:
            return shown
        guesses = [int(answer.value) for answer in answers]
        shown = dataclasses.replace(shown, counts=_counts(guesses), middle=float(median(guesses)))
        if true is None:
            return shown
        distances = sorted(abs(guess - true.shown) for guess in guesses)
        near = sum(distance <= NEAR for distance in distances)
        return dataclasses.replace(shown, off=float(median(distances)), near=near, distances=tuple(distances))


def truth_of(step: Step, computed: Any) -> Truth | None:
    """Return what is true; None if it is not ready."""
    if ran := experiment_of(step, computed):
        return ran.asked
    return truth.given(step.spec) or (Truth.read(computed) if "measure" in step.spec else None)


def experiment_of(step: Step, computed: Any) -> Experiment | None:
    """Return the experiment of a step's lesson; None without one, or if it is not ready."""
    if "lesson" not in step.spec or computed is None:
        return None
    return experiment.read(taught(step.spec["lesson"]), computed)


def _counts(guesses: Sequence[int]) -> tuple[int, ...]:
    bars = [min(guess * BINS // MOST, BINS - 1) for guess in guesses]
    return tuple(bars.count(bar) for bar in range(BINS))
