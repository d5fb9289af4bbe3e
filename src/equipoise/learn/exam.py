"""The tests before, after and a month later: parallel forms of eight questions, and the significance of a gain."""

from __future__ import annotations

import dataclasses
import datetime
import math
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType

from equipoise.core.errors import DataError
from equipoise.core.resources import data
from equipoise.learn.progress import Sitting
from equipoise.learn.question import Question

PAIR = ("a", "b")
"""The forms for before and after; who begins with which is drawn by lot."""
LATER = "c"
"""The form of the follow-up, whose questions nobody has seen by then."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Form:
    """One form of the test; ``id`` is the name of its file, ``about`` names what each question asks for."""

    id: str
    version: int
    about: tuple[str, ...]
    questions: tuple[Question, ...]

    @property
    def key(self) -> str:
        """The name under which progress remembers it: "id@version"."""
        return f"{self.id}@{self.version}"

    def mark(self, answers: Sequence[int], *, on: datetime.date | None = None) -> Sitting:
        """Return the answers with whether each is right, and the day.

        Raises:
            DataError: an answer is missing, or is none of the options.
        """
        known = [0 <= answer < len(one.options) for one, answer in zip(self.questions, answers, strict=False)]
        if len(answers) != len(self.questions) or not all(known):
            raise DataError.about(list(answers), "exam.answers", form=self.id, questions=len(self.questions))
        right = tuple(one.answer == answer for one, answer in zip(self.questions, answers, strict=True))
        return Sitting(form=self.key, answers=tuple(answers), right=right, on=on)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Gain:
    """What changed between two parallel forms, question by question.

    Attributes:
        before, after: how many were right. of: how many questions there are.
        learned, lost: questions that changed to right, and to wrong.
        chance: the p-value of a gain of at least this size under no learning: the one-sided sign test on the questions
            that changed (McNemar 1947, doi:10.1007/BF02295996, in its exact form).
    """

    before: int
    after: int
    of: int
    learned: int
    lost: int
    chance: float


def gain(before: Sitting, after: Sitting) -> Gain:
    """Return what changed from one sitting to the other; the forms are parallel, so questions are compared in order.

    Raises:
        DataError: the sittings have different numbers of questions.
    """
    if len(before.right) != len(after.right):
        raise DataError.about(f"{before.form}, {after.form}", "exam.lengths")
    pairs = list(zip(before.right, after.right, strict=True))
    learned, lost = pairs.count((False, True)), pairs.count((True, False))
    turned = learned + lost
    chance = sum(math.comb(turned, each) for each in range(learned, turned + 1)) / 2**turned
    return Gain(
        before=sum(before.right), after=sum(after.right), of=len(pairs), learned=learned, lost=lost, chance=chance
    )


@cache
def forms() -> Mapping[str, Form]:
    """Return all forms by id.

    Raises:
        DataError: a file cannot be read.
    """
    return MappingProxyType({form.id: form for form in map(_read, sorted(data("exam").glob("*.toml")))})


def other(form: str) -> str:
    """Return the one of `PAIR` that is parallel to ``form`` ("a@1", "a", or a path's part of it, "essentials1_a@1")."""
    mine = form.partition("@")[0].rpartition("_")[2]
    return next(name for name in PAIR if name != mine)


def _read(path: Path) -> Form:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        questions = tuple(Question.read(one) for one in values["questions"])
        about = tuple(str(one["about"]) for one in values["questions"])
        return Form(id=path.stem, version=int(values["version"]), about=about, questions=questions)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError.about(path.name, "exam.unreadable", reason=error) from error
