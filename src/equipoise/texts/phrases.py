"""What is put into words where it is read: the engine says what, the reader's language says how.

Results may be computed in another process, and be kept for readers of other languages. So they hold no words, but
phrases; ``str()`` of one gives its words in the language of whoever reads it now.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping

from equipoise.texts.catalogue import texts

_SHARE = re.compile(r"(\d+) in 100")
_OR_MORE = re.compile(r"(\d+) or more")


@dataclasses.dataclass(frozen=True)
class Phrase:
    """A text by its key, with what is filled into it; that may be phrases, too."""

    key: str
    names: Mapping[str, object] = dataclasses.field(default_factory=dict)

    def __str__(self) -> str:
        text = texts()[self.key]
        return text.format_map(self.names) if self.names else text


@dataclasses.dataclass(frozen=True)
class Listed:
    """Several phrases, written with commas."""

    items: tuple[object, ...]

    def __str__(self) -> str:
        return ", ".join(map(str, self.items))


@dataclasses.dataclass(frozen=True)
class Value:
    """A value of a table, as the table writes it."""

    text: str

    def __str__(self) -> str:
        return value_in_words(self.text)


def value_in_words(text: str) -> str:
    """Return a value of a table in the reader's language: a level ("woman"), a range ("18 to 25"), a share.

    Tables hold data, whose levels are the same in any language. What is no word stays as it is.
    """
    share = _SHARE.fullmatch(text)
    if share:
        return texts()["value.share"].format(amount=int(share[1]))
    more = _OR_MORE.fullmatch(text)
    if more:
        return texts()["value.or_more"].format(low=more[1])
    low, to, high = text.partition(" to ")
    if to:
        return texts()["value.range"].format(low=value_in_words(low), high=value_in_words(high))
    return texts().get(f"level.{text}", text)
