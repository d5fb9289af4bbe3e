"""The 22 questions, from ``data/partners/questions.toml``."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from equipoise.core.resources import data

MOST_POINTS = 2
STOPS = 3
"""The weight from which a red flag stops."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Question:
    """One question.

    Attributes:
        id: its name. area: what it is about. ask: the question. good: the answer that gets two points.
        red_flag: the answer that gets none. weight: 1 to 3, our judgement. rules: ids of the rules behind it.
    """

    id: str
    area: str
    ask: str
    good: str
    red_flag: str
    weight: int
    rules: tuple[str, ...]


@cache
def questions() -> Mapping[str, Question]:
    """Return all questions by id, in order."""
    listed = tomllib.loads(data("partners", "questions.toml").read_text(encoding="utf-8"))
    made = {id_: Question(id=id_, **{**part, "rules": tuple(part["rules"])}) for id_, part in listed.items()}
    return MappingProxyType(made)
