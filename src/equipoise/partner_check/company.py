"""The six invented companies, from ``data/partners/companies``: what they say, and what they do."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from equipoise.core.errors import DataError
from equipoise.core.resources import data, in_order
from equipoise.partner_check.question import MOST_POINTS, questions
from equipoise.stages.partners.settings import CONDUCTS


@dataclasses.dataclass(frozen=True, kw_only=True)
class Answer:
    """What a company said to one question, and the points that it deserves: 0, 1 or 2."""

    points: int
    said: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Company:
    """One company.

    Attributes:
        id, order: the name of its file, and its place. name, business: who it is.
        contract, certificates, news: its file, in a sentence or two each. answers: by question.
        conduct: what it does with a copy, one of `CONDUCTS`; does: the same in words. No paper shows either.
    """

    id: str
    order: int
    name: str
    business: str
    contract: str
    certificates: str
    news: str
    answers: Mapping[str, Answer]
    conduct: str
    does: str

    @property
    def points(self) -> dict[str, int]:
        """The points that its answers deserve, by question."""
        return {question: answer.points for question, answer in self.answers.items()}


@cache
def companies() -> Mapping[str, Company]:
    """Return all companies by id, in order."""
    return in_order(data("partners", "companies"), _read)


def _read(path: Path) -> Company:
    parts: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    hidden, said = parts.pop("hidden"), parts.pop("answers")
    answers = {question: Answer(**said[question]) for question in questions() if question in said}
    right = set(said) == set(questions()) and all(0 <= each.points <= MOST_POINTS for each in answers.values())
    if not right or hidden["conduct"] not in CONDUCTS:
        raise DataError.about(path.name, "partners.company", most=MOST_POINTS, conducts=CONDUCTS)
    return Company(id=path.stem, answers=MappingProxyType(answers), **hidden, **parts)
