"""Questions of lessons, with a comment on every answer."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from typing import Any

from equipoise.core.errors import ReasonError

_FEWEST, _MOST = 2, 5


def shuffled(count: int, *named: object) -> tuple[int, ...]:
    """Return the numbers below ``count`` in an order that follows from the names alone: another for each of them."""
    name = " ".join(map(str, named))
    digests = (hashlib.blake2b(f"{name} {place}".encode(), digest_size=8).digest() for place in range(count))
    return tuple(place for _, place in sorted(zip(digests, range(count), strict=True)))


@dataclasses.dataclass(frozen=True, kw_only=True)
class Option:
    """One answer that can be chosen, the comment on it, and whether it is right."""

    text: str
    feedback: str
    right: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class Question:
    """A question with one right answer.

    Raises:
        ValueError: there are too few or too many options, two read the same, or not exactly one is right.
    """

    text: str
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        if not _FEWEST <= len(self.options) <= _MOST:
            raise ReasonError("question_options", {"fewest": _FEWEST, "most": _MOST, "question": self.text})
        if len({option.text for option in self.options}) < len(self.options):
            raise ReasonError("question_alike", {"question": self.text})
        if sum(option.right for option in self.options) != 1:
            raise ReasonError("question_right", {"question": self.text})

    @property
    def answer(self) -> int:
        """The place of the right option."""
        return next(place for place, option in enumerate(self.options) if option.right)

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Question:
        """Read a question from a file's table: ``text`` and ``options``."""
        return cls(text=str(values["text"]), options=tuple(Option(**option) for option in values["options"]))
