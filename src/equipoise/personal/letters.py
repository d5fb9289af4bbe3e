"""Letters to a real shop: what one can ask for, by region (``data/letters``), and in which words (``data/texts``)."""

from __future__ import annotations

import dataclasses
import datetime
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from equipoise.core.errors import DataError
from equipoise.core.resources import data
from equipoise.texts.catalogue import texts

RIGHTS = ("access", "correction", "objection", "erasure")
REGIONS = ("eu", "uk", "california")


@dataclasses.dataclass(frozen=True)
class Right:
    """What the law of a region says of one right.

    Attributes:
        article: its number. within: how long the shop may take, as a key below ``letter.within`` in the texts.
    """

    article: str
    within: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Region:
    """What one can ask for in a region.

    Attributes:
        name: one of `REGIONS`. rights: by name, of `RIGHTS`. source: where the law stands. checked: when it was read.
    """

    name: str
    rights: Mapping[str, Right]
    source: str
    checked: datetime.date


@cache
def region(name: str) -> Region:
    """Return a region by its name.

    Raises:
        DataError: its file cannot be read.
    """
    path = data("letters", f"{name}.toml")
    try:
        told: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        rights = {right: Right(**told[right]) for right in RIGHTS}
        return Region(name=name, rights=rights, source=told["source"], checked=told["checked"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError.about(path.name, "letters.unreadable", reason=error) from error


def article(where: str, right: str) -> str:
    """Return the place of a right in the law of a region, in words: "Article 15"."""
    return texts()[f"letter.article.{where}"].format(number=region(where).rights[right].article)


def letter(where: str, right: str) -> str:
    """Return the letter that asks for one right in one region; what concerns a person is left open, in brackets.

    Args:
        where: one of `REGIONS`. right: one of `RIGHTS`.
    """
    words = texts()
    body = words.get(f"letter.body_in.{where}.{right}", words[f"letter.body.{right}"])
    return words["letter.page"].format(
        subject=words[f"letter.subject.{right}"],
        body=body,
        article=article(where, right),
        law=words[f"letter.law.{where}"],
        within=words[f"letter.within.{region(where).rights[right].within}"],
    )
