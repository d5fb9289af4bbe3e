"""Vote: one of two to six options, of which one is right or none is; every option may have a comment."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from equipoise.core.errors import DataError, ReasonError
from equipoise.learn.question import Question as Quiz
from equipoise.rooms.activities import experiment
from equipoise.rooms.activities.experiment import Experiment, taught
from equipoise.rooms.activities.kind import FEWEST, Moment, asked, common
from equipoise.rooms.agenda import Item
from equipoise.rooms.step import Answer, Participant, Step
from equipoise.runtime.compute import Question

FEWEST_OPTIONS, MOST_OPTIONS = 2, 6


@dataclasses.dataclass(frozen=True, kw_only=True)
class Option:
    """What can be chosen, the comment on it ("" for none), and whether it is right."""

    text: str
    comment: str = ""
    right: bool = False


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Votes:
    """What a room has chosen.

    Attributes:
        n: how many votes. counts: votes by option; None if fewer than `FEWEST`.
        options: in their order. right: the place of the right one; None if none is, or while it is held back.
        held: whether comments and the right option are held back until the question returns.
        experiment: of the lesson that the question is from; None without one, or if it is held back or not ready.
    """

    n: int
    options: tuple[Option, ...]
    counts: tuple[int, ...] | None = None
    right: int | None = None
    held: bool = False
    experiment: Experiment | None = None


class Vote:
    """One choice. The spec has ``text`` and ``options``, each a text or a table with text, comment and right.

    With ``lesson``, both are those of the lesson's prediction unless they are given. ``explained`` is one sentence on
    the result.
    """

    def steps(self, item: Item) -> tuple[Step, ...]:
        """Return the one step."""
        spec, own = item.spec, common(item)
        if "lesson" in spec:
            one = taught(str(spec["lesson"]))
            own |= {"lesson": one.key}
            spec = {"text": one.prediction.text, "options": options_of(one.prediction)} | dict(spec)
        own |= {"options": [dataclasses.asdict(option) for option in _read(spec["options"])]}
        own |= {"explained": spec["explained"]} if "explained" in spec else {}
        return (asked(item, text=str(spec["text"]), spec=own, truth=right_of(own) is not None),)

    def questions(self, step: Step) -> tuple[Question[Any], ...]:
        """Return the lesson's experiment, if there is one."""
        return experiment.questions(taught(step.spec["lesson"])) if "lesson" in step.spec else ()

    def computed(self, step: Step, answers: Sequence[Any]) -> Any:
        """Return the experiment."""
        return experiment.kept(taught(step.spec["lesson"]), answers) if "lesson" in step.spec else None

    def check(self, step: Step, value: Mapping[str, Any], moment: Moment) -> int:
        """Return the place of the chosen option.

        Raises:
            DataError: there is no such option.
        """
        chosen = str(value.get("option", ""))
        if chosen not in map(str, range(len(step.spec["options"]))):
            raise DataError.about(chosen, "room.option")
        return int(chosen)

    def result(
        self, step: Step, answers: Sequence[Answer], people: Sequence[Participant], computed: Any, round: int
    ) -> Votes:
        """Return the votes, and what is said to each option."""
        held, options = bool(step.spec.get("held")), _read(step.spec["options"])
        chosen, ran = [answer.value for answer in answers], None
        if "lesson" in step.spec and computed is not None and not held:
            ran = experiment.read(taught(step.spec["lesson"]), computed)
        return Votes(
            n=len(answers),
            options=tuple(Option(text=option.text) for option in options) if held else options,
            counts=tuple(map(chosen.count, range(len(options)))) if len(answers) >= FEWEST else None,
            right=None if held else right_of(step.spec),
            held=held,
            experiment=ran,
        )


def options_of(question: Quiz, order: Sequence[int] | None = None) -> list[dict[str, Any]]:
    """Return the options of a lesson's question for a spec, in an order of their places."""
    listed = [question.options[place] for place in (order or range(len(question.options)))]
    return [{"text": option.text, "comment": option.feedback, "right": option.right} for option in listed]


def right_of(spec: Mapping[str, Any]) -> int | None:
    """Return the place of the right option; None if none is right."""
    return next((place for place, option in enumerate(spec["options"]) if option["right"]), None)


def _read(listed: Sequence[Any]) -> tuple[Option, ...]:
    options = tuple(Option(**each) if isinstance(each, Mapping) else Option(text=str(each)) for each in listed)
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        raise ReasonError("vote_options", {"fewest": FEWEST_OPTIONS, "most": MOST_OPTIONS})
    if len({option.text for option in options}) < len(options) or sum(option.right for option in options) > 1:
        raise ReasonError("vote_alike")
    return options
