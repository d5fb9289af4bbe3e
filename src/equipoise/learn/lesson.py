"""Lessons: one file each and version in ``data/lessons``, named "id@version.toml".

A published version never changes: whoever took it keeps its numbers. A change gets a new version, in a file of its own;
`equipoise.learn.frozen` checks whether a version is still as it was published.
"""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from equipoise.chain.branches import engine
from equipoise.chain.scenarios import scenario
from equipoise.chain.settings import Settings
from equipoise.core.errors import DataError, ReasonError
from equipoise.core.resources import data
from equipoise.core.vocabulary import GROUPS
from equipoise.learn.claim import Claim, Reading
from equipoise.learn.question import Question
from equipoise.numerics.rate import Rate
from equipoise.studies.crowd.facts import FACTS

_FILE = re.compile(r"(?P<id>[a-z0-9_]{1,40})@(?P<version>[1-9][0-9]{0,3})")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two settings of an experiment, with its name."""

    title: str
    settings: Settings


@dataclasses.dataclass(frozen=True, kw_only=True)
class Step:
    """One part of a session, and how many minutes it takes."""

    minutes: int
    what: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Facilitator:
    """The guide for the facilitator of a group.

    Attributes:
        opening: a sentence to begin with. run_sheet: the parts of the session in order.
        ask: what to ask. mistakes: what people usually get wrong, and how to put it right. discussion: about one's own
            work.
    """

    opening: str
    run_sheet: tuple[Step, ...]
    ask: tuple[str, ...]
    mistakes: tuple[str, ...]
    discussion: tuple[str, ...]

    @property
    def minutes(self) -> int:
        """How long the session takes."""
        return sum(step.minutes for step in self.run_sheet)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Later:
    """One question to come back to after some days, and its answer."""

    question: str
    answer: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Estimate:
    """A prediction that asks "how many in 100": its answer is a number of the experiment.

    Attributes:
        claim: the place of the claim whose number it is. side: under the "before" or the "after" setting.
        ends: where one option of the prediction ends and the next begins; its options rise.
    """

    claim: int
    side: str
    ends: tuple[int, ...]

    def option(self, number: int) -> int:
        """Return the place of the option that a guess stands for."""
        return sum(number >= end for end in self.ends)

    def truth(self, reading: Reading) -> Rate:
        """Return the number that was asked for."""
        return reading.before if self.side == "before" else reading.after


@dataclasses.dataclass(frozen=True, kw_only=True)
class Lit:
    """What the crowd shows in a lesson: who is lit (one of ``FACTS`` of the crowd), and by which groups it stands."""

    fact: str
    split: str | None = None

    def __post_init__(self) -> None:
        if self.fact not in FACTS or self.split not in (None, *GROUPS):
            raise ReasonError("lesson_crowd", {"fact": self.fact, "split": self.split})


@dataclasses.dataclass(frozen=True, kw_only=True)
class Lesson:
    """A lesson; ``id`` and ``version`` are the name of its file.

    Attributes:
        order: its place in the course. minutes: how long it takes alone.
        objective: what one can do afterwards. misconception: what many believe. situation: what happens in it.
        before, after: the two settings of the experiment. prediction: asked before anything is shown.
        claims: what the experiment shows; the number of the first one is drawn large.
        finding: the same in one sentence. explanation: why, as Markdown.
        quiz: questions afterwards. later: one for some days later.
        estimate: where the prediction is a number; None where it is one of its options.
        crowd: what the crowd shows of the experiment; None where a hundred icons show its first number.
        branch: whose numbers the claims are about: a branch of the chain, or "" for the chain itself.
        page: where to go on with the settings. sources: ids of published figures, laws and papers.
    """

    id: str
    version: int
    order: int
    title: str
    minutes: int
    objective: str
    misconception: str
    situation: str
    before: Side
    after: Side
    prediction: Question
    claims: tuple[Claim, ...]
    finding: str
    explanation: str
    quiz: tuple[Question, ...]
    later: Later
    page: str
    sources: tuple[str, ...]
    facilitator: Facilitator
    estimate: Estimate | None = None
    crowd: Lit | None = None
    branch: str = ""

    def __post_init__(self) -> None:
        engine(self.branch)  # refuses what is no branch
        if not (self.claims and self.quiz and self.sources):
            raise ReasonError("lesson_parts")
        if self.before.settings == self.after.settings:
            raise ReasonError("lesson_same")
        asked = self.estimate
        if asked and (asked.claim >= len(self.claims) or len(asked.ends) + 1 != len(self.prediction.options)):
            raise ReasonError("lesson_estimate")

    @property
    def key(self) -> str:
        """The name under which progress remembers it: "id@version"."""
        return f"{self.id}@{self.version}"

    @property
    def run(self) -> Callable[[Settings], Any]:
        """The function of the engine that carries out the experiment with one of its settings."""
        found: Callable[[Settings], Any] = engine(self.branch)
        return found

    def on(self, seed: int) -> tuple[Settings, Settings]:
        """Return both settings in another world."""
        levers = {"population.seed": seed}
        return self.before.settings.replace(**levers), self.after.settings.replace(**levers)


def lessons() -> Mapping[str, Lesson]:
    """Return the latest version of every lesson by its id, in the order of the course.

    Raises:
        DataError: a file cannot be read.
    """
    latest: dict[str, Lesson] = {}
    for one in versions().values():
        if one.id not in latest or latest[one.id].version < one.version:
            latest[one.id] = one
    ordered = sorted(latest.values(), key=lambda one: one.order)
    return MappingProxyType({one.id: one for one in ordered})


def titles() -> dict[str, str]:
    """Return the title of every lesson by its id, in the order of the course."""
    return {name: one.title for name, one in lessons().items()}


@cache
def versions() -> Mapping[str, Lesson]:
    """Return every published version of every lesson by its key ("personal_data@1").

    Raises:
        DataError: a file cannot be read.
    """
    read = [read_lesson(path) for path in sorted(data("lessons").glob("*@*.toml"))]
    return MappingProxyType({one.key: one for one in read})


def lesson(key: str) -> Lesson:
    """Return the version of a lesson with this key ("personal_data@1").

    Raises:
        DataError: there is no such lesson.
    """
    if key not in versions():
        raise DataError.about(key, "lesson.unknown", known=tuple(versions()))
    return versions()[key]


def read_lesson(path: Path) -> Lesson:
    """Read one file.

    Raises:
        DataError: it is not named "id@version.toml", or its content is no lesson.
    """
    name = _FILE.fullmatch(path.stem)
    try:
        if name is None:
            raise ReasonError("lesson_name")
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        return _lesson(name["id"], int(name["version"]), values)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError.about(path.name, "lesson.unreadable", reason=error) from error


def _lesson(name: str, version: int, values: dict[str, Any]) -> Lesson:
    before, after = _sides(values.pop("experiment"))
    guide, asked, lit = values.pop("facilitator"), values.pop("estimate", None), values.pop("crowd", None)
    return Lesson(
        id=name,
        version=version,
        before=before,
        after=after,
        prediction=Question.read(values.pop("prediction")),
        claims=tuple(Claim(**claim) for claim in values.pop("claims")),
        quiz=tuple(map(Question.read, values.pop("quiz"))),
        later=Later(**values.pop("later")),
        sources=tuple(values.pop("sources")),
        facilitator=_facilitator(guide),
        estimate=Estimate(**asked | {"ends": tuple(asked["ends"])}) if asked else None,
        crowd=Lit(**lit) if lit else None,
        **values,
    )


def _sides(experiment: Mapping[str, Any]) -> tuple[Side, Side]:
    """Return both settings: a scenario, what both have in common, and what each has for itself."""
    common = scenario(experiment["scenario"]).settings.replace(**experiment["levers"])

    def side(values: Mapping[str, Any]) -> Side:
        return Side(title=values["title"], settings=common.replace(**values["levers"]))

    return side(experiment["before"]), side(experiment["after"])


def _facilitator(values: Mapping[str, Any]) -> Facilitator:
    return Facilitator(
        opening=values["opening"],
        run_sheet=tuple(Step(**step) for step in values["run_sheet"]),
        **{name: tuple(values[name]) for name in ("ask", "mistakes", "discussion")},
    )
