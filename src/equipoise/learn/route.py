"""Paths through the course: which lessons, which questions before and after, and what a certificate asks for.

Each is one file in ``data/paths``. The questions of a path are those of the two forms of the test (`exam`) that are
about what the path teaches, so that nobody is asked, or certified, what was not taught.
"""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from equipoise.core.errors import DataError, ReasonError
from equipoise.core.resources import data, in_order
from equipoise.learn.exam import Form, forms
from equipoise.learn.lesson import lessons
from equipoise.learn.progress import Exams, Progress, Sitting, When

WHOLE = "course"
"""The path with every lesson."""
STEPS = ("before", "lesson", "attack", "after", "low", "done")
"""What may come next: the first test, a lesson, an attack, the second test, the second test again, or nothing."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Route:
    """One path through the course; ``id`` is the name of its file.

    Attributes:
        version: goes up whenever its questions change, so that results keep their meaning.
        order: its place among the paths. icon: the name of a Material symbol. minutes: how long it takes alone.
        lead: whom it is for, and what it is about. lessons: their ids in order.
        topics: what its test asks for, as in ``Form.about``. attack: whether an attack in the Attack lab belongs to it.

    Raises:
        ValueError: it has no lessons or questions, or one that does not exist.
    """

    id: str
    version: int
    order: int
    title: str
    icon: str
    minutes: int
    lead: str
    lessons: tuple[str, ...]
    topics: tuple[str, ...]
    attack: bool

    def __post_init__(self) -> None:
        known = {topic for form in forms().values() for topic in form.about}
        if not self.lessons or not self.topics:
            raise ReasonError("route_parts")
        unknown = [*(set(self.lessons) - set(lessons())), *(set(self.topics) - known)]
        if unknown:
            raise ReasonError("route_unknown", {"names": sorted(unknown)})

    @property
    def key(self) -> str:
        """The path with its version: "essentials@1"."""
        return f"{self.id}@{self.version}"

    @property
    def least(self) -> int:
        """How many right answers a certificate asks for: two thirds, rounded up."""
        return -(-2 * len(self.topics) // 3)

    def form(self, name: str) -> Form:
        """Return the questions of one form that are about what the path teaches."""
        whole = forms()[name]
        if set(self.topics) == set(whole.about):
            return whole
        kept = [place for place, topic in enumerate(whole.about) if topic in self.topics]
        return dataclasses.replace(
            whole,
            id=f"{self.id}{self.version}_{whole.id}",
            about=tuple(whole.about[place] for place in kept),
            questions=tuple(whole.questions[place] for place in kept),
        )

    def check(self, sitting: Sitting) -> None:
        """Refuse a sitting of this path whose marks are not those of its answers; one of an older form passes.

        Raises:
            DataError: the answers do not fit the form, or the marks do not fit the answers.
        """
        for form in map(self.form, forms()):
            if form.key == sitting.form and form.mark(sitting.answers, on=sitting.on) != sitting:
                raise DataError.about(sitting.form, "exam.marks")

    def form_of(self, sitting: Sitting) -> Form | None:
        """Return the form that was taken; None if it has changed since."""
        return next((form for form in map(self.form, forms()) if form.key == sitting.form), None)

    def tests(self, progress: Progress) -> Exams:
        """Return the tests of this path that were taken."""
        return progress.tests.get(self.id, Exams())


@dataclasses.dataclass(frozen=True, kw_only=True)
class Earned:
    """What is missing for the certificate of a path; it is earned when nothing is.

    Attributes:
        lessons: ids of the lessons that are not done yet. attack: whether the attack is still to be made.
        test: "untaken" or "low" if the test after the path is missing or has too few right answers, else "".
    """

    lessons: tuple[str, ...] = ()
    attack: bool = False
    test: str = ""

    @property
    def complete(self) -> bool:
        """Whether the certificate is earned."""
        return not (self.lessons or self.attack or self.test)


def earned(progress: Progress, route: Route) -> Earned:
    """Return what is missing: each lesson, the attack, and `Route.least` right answers in the test after the path."""
    after = route.tests(progress).after
    return Earned(
        lessons=tuple(name for name in route.lessons if progress.done(name) is None),
        attack=route.attack and not progress.attack.of,
        test="untaken" if after is None else "low" if after.score.right < route.least else "",
    )


def next_step(progress: Progress, route: Route, *, skipped: bool = False) -> tuple[str, str]:
    """Return what comes next, one of `STEPS`, and the id of the lesson if it is one.

    Whoever began with a lesson, or ``skipped`` the first test, is not sent back to it.
    """
    found, tests = earned(progress, route), route.tests(progress)
    begun = len(found.lessons) < len(route.lessons)
    if tests.before is None and tests.after is None and not begun and not skipped:
        return "before", ""
    if found.lessons:
        return "lesson", found.lessons[0]
    if found.attack:
        return "attack", ""
    return {"untaken": "after", "low": "low", "": "done"}[found.test], ""


def under_way(progress: Progress) -> str:
    """Return the path whose test was taken last; "" if none was."""
    taken = {name: _last_day(tests) for name, tests in progress.tests.items() if name in routes()}
    return max(taken, key=lambda name: (taken[name], -routes()[name].order), default="")


def _last_day(tests: Exams) -> str:
    sittings = (getattr(tests, when) for when in ("before", "after", "later"))
    return max((one.on.isoformat() for one in sittings if one is not None and one.on), default="")


def check(progress: Progress) -> None:
    """Refuse progress with a test whose marks are not those of its answers.

    Raises:
        DataError: a sitting does not fit its form.
    """
    whens: tuple[When, ...] = ("before", "after", "later")
    for name, tests in progress.tests.items():
        for when in whens:
            sitting = tests.taken(when)
            if sitting is not None and name in routes():
                routes()[name].check(sitting)


@cache
def routes() -> Mapping[str, Route]:
    """Return all paths by id, in the order to show them.

    Raises:
        DataError: a file cannot be read.
    """
    return in_order(data("paths"), _read)


def _read(path: Path) -> Route:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        lists: dict[str, Any] = {name: tuple(values[name]) for name in ("lessons", "topics")}
        return Route(id=path.stem, **values | lists)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError.about(path.name, "route.unreadable", reason=error) from error
