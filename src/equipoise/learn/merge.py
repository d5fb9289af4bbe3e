"""Two progresses as one, without losing what either has: what two tabs, or a browser and a file, bring together.

Each part is the larger of two under a total order (which does not depend on who comes first), so that merging is
commutative, associative and idempotent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any, TypeVar

from equipoise.learn.progress import Exams, Progress, Score, Sitting, Tried

T = TypeVar("T")


def merge(one: Progress, other: Progress) -> Progress:
    """Return everything that was done in either.

    Of two scores of a lesson the better one stays, of two first tests and follow-ups the earlier, of two second tests
    the one after more takes, of two ends of a challenge the better, and of two counts of accusations the larger.
    """
    return Progress(
        lessons=_both(one.lessons, other.lessons, _larger(_by_share)),
        tests=_both(one.tests, other.tests, _exams),
        challenges=_both(one.challenges, other.challenges, _larger(_by_end)),
        attack=_larger(_by_size)(one.attack, other.attack),
    )


def _both(one: Mapping[str, T], other: Mapping[str, T], join: Callable[[T, T], T]) -> Mapping[str, T]:
    every = {**one, **other, **{name: join(one[name], other[name]) for name in one.keys() & other.keys()}}
    return MappingProxyType(dict(sorted(every.items())))


def _exams(one: Exams, other: Exams) -> Exams:
    last = _larger(_by_takes)(one, other)
    return Exams(
        before=_earlier(one.before, other.before),
        after=last.after,
        takes=last.takes,
        later=_earlier(one.later, other.later),
    )


def _larger(key: Callable[[T], Any]) -> Callable[[T, T], T]:
    return lambda one, other: max(one, other, key=key)


def _earlier(one: Sitting | None, other: Sitting | None) -> Sitting | None:
    return min(filter(None, (one, other)), key=_by_day, default=None)


def _by_day(sitting: Sitting) -> tuple[Any, ...]:
    day = sitting.on.isoformat() if sitting.on else "9"  # a day that nobody knows comes last
    return day, sitting.form, sitting.answers, sitting.right


def _by_takes(exams: Exams) -> tuple[Any, ...]:
    return exams.takes, exams.after is not None, _by_day(exams.after) if exams.after else ()


def _by_share(score: Score) -> tuple[Fraction, int]:
    return Fraction(score.right, score.of or 1), score.of


def _by_size(score: Score) -> tuple[int, int]:
    return score.of, score.right


def _by_end(tried: Tried) -> tuple[bool, int, str]:
    return tried.solved, -tried.attempts, tried.outcome
