"""A learner's progress, as a value. It exists only in the open page and in the file that the learner keeps."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Literal, TypeVar, cast, get_args

from equipoise.core.errors import DataError

Outcome = Literal["reached", "called_impossible", "wrongly_impossible"]
When = Literal["before", "after"]
T = TypeVar("T")
_KEY = re.compile(r"[a-z0-9_]{1,40}@[1-9][0-9]{0,3}")
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
    """One test taken: ``form`` as "id@version"; the number of every answer, and whether it was right."""

    form: str
    answers: tuple[int, ...]
    right: tuple[bool, ...]

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
class Progress:
    """Everything that a learner has done.

    Attributes:
        lessons: the best quiz score of every finished lesson, by "id@version".
        before, after: the test before the course and the latest one after it; takes: how often the latter was taken.
        challenges: how every finished challenge ended, by "id@version".
    """

    lessons: Mapping[str, Score] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    before: Sitting | None = None
    after: Sitting | None = None
    takes: int = 0
    challenges: Mapping[str, Tried] = dataclasses.field(default_factory=lambda: MappingProxyType({}))

    def with_lesson(self, key: str, score: Score) -> Progress:
        """Return it with a lesson done; of two scores the better one stays."""
        old = self.lessons.get(key)
        better = score if old is None or score.right * old.of >= old.right * score.of else old
        return dataclasses.replace(self, lessons=MappingProxyType({**self.lessons, _key(key): better}))

    def with_sitting(self, when: When, sitting: Sitting) -> Progress:
        """Return it with the test before or after the course taken; a repeated test replaces the old result."""
        if when == "before":
            return dataclasses.replace(self, before=sitting)
        return dataclasses.replace(self, after=sitting, takes=min(self.takes + 1, _MOST))

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
            "before": dataclasses.asdict(self.before) if self.before else None,
            "after": dataclasses.asdict(self.after) if self.after else None,
            "takes": self.takes,
            "challenges": {key: dataclasses.asdict(tried) for key, tried in self.challenges.items()},
        }

    @classmethod
    def from_dict(cls, values: object) -> Progress:
        """Read what `to_dict` wrote.

        Raises:
            DataError: something is missing, unknown, or not of its kind.
        """
        table = _table(values, {field.name for field in dataclasses.fields(cls)})
        return cls(
            lessons=_many(table["lessons"], lambda one: Score(**_table(one, {"right", "of"}))),
            before=_sitting(table["before"]),
            after=_sitting(table["after"]),
            takes=_count(table["takes"]),
            challenges=_many(table["challenges"], lambda one: Tried(**_table(one, {"outcome", "attempts"}))),
        )


def _sitting(value: object) -> Sitting | None:
    if value is None:
        return None
    table = _table(value, {"form", "answers", "right"})
    lists = {name: tuple(_list(table[name])) for name in ("answers", "right")}
    return Sitting(form=cast(str, table["form"]), **cast(Any, lists))


def _many(value: object, read: Callable[[object], T]) -> Mapping[str, T]:
    table = _table(value)
    if len(table) > _MOST:
        raise DataError.about(len(table), "progress.too_many", most=_MOST)
    return MappingProxyType({_key(key): read(one) for key, one in table.items()})


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


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST:
        raise DataError.about(value, "progress.count", most=_MOST)
    return value
