"""A learner's progress, as a value. It exists in the open page, in the learner's browser and in a file."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Literal, TypeVar, cast, get_args

from equipoise.core.errors import DataError

Outcome = Literal["reached", "called_impossible", "wrongly_impossible"]
When = Literal["before", "after", "later"]
"""The test before the lessons, the one after them, and the follow-up a month later."""
T = TypeVar("T")
_KEY = re.compile(r"[a-z0-9_]{1,40}@[1-9][0-9]{0,3}")
_NAME = re.compile(r"[a-z0-9_]{1,40}")
_TESTS = ("before", "after", "takes")
_OLD = {"lessons", "challenges", *_TESTS}
_WHOLE = "course"
_MOST = 200
"""The largest count, and the most entries of a kind, that a file may hold."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Score:
    """How many questions of a quiz were answered right, of how many."""

    right: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= _count(self.right) <= _count(self.of):
            raise DataError.about(f"{self.right}/{self.of}", "progress.score")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Sitting:
    """One test taken.

    Attributes:
        form: as "id@version". answers: the number of every answer. right: whether it was right.
        on: the day; None in files that were made before days were kept.
    """

    form: str
    answers: tuple[int, ...]
    right: tuple[bool, ...]
    on: datetime.date | None = None

    def __post_init__(self) -> None:
        _key(self.form)
        flags = all(isinstance(one, bool) for one in self.right)
        if not flags or len(self.answers) != len(self.right) or len(self.answers) > _MOST:
            raise DataError.about(self.form, "progress.marks")
        for answer in self.answers:
            _count(answer)

    @property
    def score(self) -> Score:
        """How many answers were right."""
        return Score(right=sum(self.right), of=len(self.right))


@dataclasses.dataclass(frozen=True, kw_only=True)
class Tried:
    """How a challenge ended, after how many attempts."""

    outcome: Outcome
    attempts: int

    def __post_init__(self) -> None:
        if self.outcome not in get_args(Outcome):
            raise DataError.about(self.outcome, "progress.outcome")
        _count(self.attempts)

    @property
    def solved(self) -> bool:
        """Whether the learner reached the targets, or said correctly that no setting reaches them."""
        return self.outcome != "wrongly_impossible"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Exams:
    """The tests of one path.

    Attributes:
        before: the one before the lessons. after: the latest one after them; takes: how often that was taken.
        later: the follow-up.
    """

    before: Sitting | None = None
    after: Sitting | None = None
    takes: int = 0
    later: Sitting | None = None

    def taken(self, when: When) -> Sitting | None:
        """Return one of the tests; None if it was not taken."""
        return {"before": self.before, "after": self.after, "later": self.later}[when]

    def added(self, when: When, sitting: Sitting) -> Exams:
        """Return it with a test taken; a repeated test replaces the old result."""
        takes = min(self.takes + 1, _MOST) if when == "after" else self.takes
        return dataclasses.replace(self, takes=takes, **{when: sitting})


@dataclasses.dataclass(frozen=True, kw_only=True)
class Progress:
    """Everything that a learner has done.

    Attributes:
        lessons: the best quiz score of every finished lesson, by "id@version".
        tests: the tests of every path, by the path's id.
        challenges: how every finished challenge ended, by "id@version".
        attack: how many people the learner found in the Attack lab, of how many accusations.
    """

    lessons: Mapping[str, Score] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    tests: Mapping[str, Exams] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    challenges: Mapping[str, Tried] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    attack: Score = dataclasses.field(default_factory=lambda: Score(right=0, of=0))

    def with_lesson(self, key: str, score: Score) -> Progress:
        """Return it with a lesson done; of two scores the better one stays."""
        old = self.lessons.get(key)
        better = score if old is None or score.right * old.of >= old.right * score.of else old
        return dataclasses.replace(self, lessons=MappingProxyType({**self.lessons, _key(key): better}))

    def with_sitting(self, route: str, when: When, sitting: Sitting) -> Progress:
        """Return it with a test of a path taken."""
        tests = self.tests.get(route, Exams()).added(when, sitting)
        return dataclasses.replace(self, tests=MappingProxyType({**self.tests, _name(route): tests}))

    def with_attack(self, found: bool) -> Progress:
        """Return it with one more accusation in the Attack lab."""
        if self.attack.of == _MOST:
            return self
        return dataclasses.replace(self, attack=Score(right=self.attack.right + found, of=self.attack.of + 1))

    def with_challenge(self, key: str, tried: Tried) -> Progress:
        """Return it with a challenge finished; what was solved once stays solved."""
        old = self.challenges.get(key)
        kept = old if old is not None and old.solved and not tried.solved else tried
        return dataclasses.replace(self, challenges=MappingProxyType({**self.challenges, _key(key): kept}))

    def done(self, lesson: str) -> str | None:
        """Return the "id@version" under which a lesson was done, the latest version first; None if it was not."""
        versions = [key for key in self.lessons if key.partition("@")[0] == lesson]
        return max(versions, key=lambda key: int(key.partition("@")[2]), default=None)

    def to_dict(self) -> dict[str, Any]:
        """Return it ready for JSON."""
        return {
            "lessons": {key: dataclasses.asdict(score) for key, score in self.lessons.items()},
            "tests": {name: _plain(tests) for name, tests in self.tests.items()},
            "challenges": {key: dataclasses.asdict(tried) for key, tried in self.challenges.items()},
            "attack": dataclasses.asdict(self.attack),
        }

    @classmethod
    def from_dict(cls, values: object) -> Progress:
        """Read what `to_dict` wrote, or wrote before there were paths: those tests are of the whole course.

        Raises:
            DataError: something is missing, unknown, or not of its kind.
        """
        table = _table(values, {field.name for field in dataclasses.fields(cls)} if not _is_old(values) else _OLD)
        tests = {_WHOLE: {name: table[name] for name in _TESTS}} if _is_old(values) else table["tests"]
        return cls(
            lessons=_many(table["lessons"], _score),
            tests=_many(tests, _testing, _name),
            challenges=_many(table["challenges"], lambda one: Tried(**_table(one, {"outcome", "attempts"}))),
            attack=_score(table.get("attack", {"right": 0, "of": 0})),
        )


def _is_old(values: object) -> bool:
    return isinstance(values, dict) and "takes" in values


def _plain(tests: Exams) -> dict[str, Any]:
    plain = dataclasses.asdict(tests)
    for sitting in filter(None, (plain[when] for when in get_args(When))):
        sitting["on"] = sitting["on"].isoformat() if sitting["on"] else None
    return plain


def _score(value: object) -> Score:
    return Score(**_table(value, {"right", "of"}))


def _testing(value: object) -> Exams:
    table = {"later": None, **_table(value)}
    _table(table, {field.name for field in dataclasses.fields(Exams)})
    whens = {when: _sitting(table[when]) for when in ("before", "after", "later")}
    return Exams(takes=_count(table["takes"]), **whens)


def _sitting(value: object) -> Sitting | None:
    if value is None:
        return None
    table = {"on": None, **_table(value)}
    _table(table, {"form", "answers", "right", "on"})
    lists = {name: tuple(_list(table[name])) for name in ("answers", "right")}
    return Sitting(form=cast(str, table["form"]), on=_day(table["on"]), **cast(Any, lists))


def _day(value: object) -> datetime.date | None:
    try:
        return None if value is None else datetime.date.fromisoformat(cast(str, value))
    except (TypeError, ValueError):
        raise DataError.about(value, "progress.day") from None


def _many(value: object, read: Callable[[object], T], name: Callable[[object], str] | None = None) -> Mapping[str, T]:
    table = _table(value)
    if len(table) > _MOST:
        raise DataError.about(len(table), "progress.too_many", most=_MOST)
    return MappingProxyType({(name or _key)(key): read(one) for key, one in table.items()})


def _table(value: object, names: set[str] | None = None) -> dict[str, Any]:
    if not isinstance(value, dict) or (names is not None and set(value) != names):
        raise DataError.about(value, "progress.table_of" if names else "progress.table", names=sorted(names or ()))
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, (list, tuple)):
        raise DataError.about(value, "progress.list")
    return list(value)


def _key(value: object) -> str:
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        raise DataError.about(value, "progress.name")
    return value


def _name(value: object) -> str:
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise DataError.about(value, "progress.path")
    return value


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST:
        raise DataError.about(value, "progress.count", most=_MOST)
    return value
