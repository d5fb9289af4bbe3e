"""The words of the app: labels, help, reasons, what every number means.

They are kept apart from the declarations, in ``data/texts/*.toml``, in English. A translation has files of its own in a
folder below it (``data/texts/de/*.toml``), with the same keys. A text's key is its path in those files:
``lever.protect.k.label``, ``number.right_offer.what``, ``attack.linkage.title``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import overload

from equipoise.core.errors import DataError
from equipoise.core.resources import data
from equipoise.core.wording import ENGLISH, flat, language


class Texts:
    """All texts of one language by key; read-only."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        self._entries = dict(entries)

    def __getitem__(self, key: str) -> str:
        """Return the text with this key.

        Raises:
            DataError: there is no such text.
        """
        if key not in self._entries:
            raise DataError.about(key, "text.missing")
        return self._entries[key]

    @overload
    def get(self, key: str) -> str | None: ...

    @overload
    def get(self, key: str, default: str) -> str: ...

    def get(self, key: str, default: str | None = None) -> str | None:
        """Return the text with this key, or ``default``."""
        return self._entries.get(key, default)

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def under(self, prefix: str) -> dict[str, str]:
        """Return the texts below a key, by the rest of their keys: ``under("attack.linkage")["title"]``."""
        start = f"{prefix}."
        return {key.removeprefix(start): text for key, text in self._entries.items() if key.startswith(start)}

    def label(self, lever: str) -> str:
        """Return the label of a lever."""
        return self[f"lever.{lever}.label"]


def texts() -> Texts:
    """Return all texts in the language of whoever reads them now (`equipoise.core.wording.language`).

    Raises:
        DataError: there is no such language, a file cannot be read, or two files have a text with the same key.
    """
    return in_language(language())


@cache
def in_language(name: str) -> Texts:
    """Return all texts in one language; the files are read once.

    Raises:
        DataError: see `texts`.
    """
    return Texts(read(name))


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that there are texts in, English first."""
    return ENGLISH, *sorted(folder.name for folder in data("texts").iterdir() if folder.is_dir())


def read(name: str) -> dict[str, str]:
    """Return all texts in a language by key; what it lacks is in English.

    Raises:
        DataError: see `texts`. Also if a translation has a key, or a ``{name}`` in a text, that the English has not.
    """
    english = _folder(data("texts"))
    if name == ENGLISH:
        return english
    translated = _folder(data("texts", name))
    for key, text in translated.items():
        if key not in english or not _names(text) <= _names(english[key]):
            raise DataError.about(key, "text.no_english", language=name)
    return english | translated


def _names(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text)}


def _folder(folder: Path) -> dict[str, str]:
    entries: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            more = flat(path)
        except (OSError, ValueError) as error:
            raise DataError.about(path.name, "text.broken", reason=error) from error
        twice = entries.keys() & more.keys()
        if twice:
            raise DataError.about(min(twice), "text.twice", file=path.name)
        entries |= more
    return entries
