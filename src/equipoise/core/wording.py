"""Which language the reader speaks, and the words of the errors in it.

One process serves readers of several languages. Each thread (or task) has a language of its own, so that a text is
looked up when it is read, never before: an error carries a key and values, and is put into words where it is shown.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from equipoise.core.folders import found

ENGLISH = "en"
"""The language in which every text exists."""
LANGUAGE = "EQUIPOISE_LANGUAGE"
"""The variable of the environment that names the language where no reader has chosen one."""

_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)
_askers: list[Callable[[], str | None]] = []


def language() -> str:
    """Return the language of whoever reads what this thread writes: "en", "de"."""
    chosen = _spoken.get()
    if chosen is None:
        chosen = next((answer for answer in (ask() for ask in _askers) if answer), None)
        _spoken.set(chosen)
    return chosen or default()


def default() -> str:
    """Return the language of readers who have chosen none."""
    return os.environ.get(LANGUAGE) or ENGLISH


def speak(name: str | None) -> None:
    """Write in this language from now on in this thread; None goes back to what `ask_with` or `LANGUAGE` say."""
    _spoken.set(name)


def ask_with(ask: Callable[[], str | None]) -> None:
    """Let ``ask`` name the reader's language wherever a thread has not chosen one; None means that it does not know."""
    if ask not in _askers:
        _askers.append(ask)


def phrase(key: str, names: Mapping[str, object]) -> str:
    """Return a text of ``errors.toml`` in the reader's language, with ``{names}`` filled in.

    It never raises, because it writes the texts of errors: what has no words is shown by its key.
    """
    text = _errors(language()).get(key) or _errors(ENGLISH).get(key, key)
    try:
        return text.format_map(names)
    except (LookupError, ValueError):
        return text


def flat(path: Path) -> dict[str, str]:
    """Return the texts of a TOML file by their dotted keys.

    Raises:
        OSError, ValueError: the file cannot be read.
    """
    return _flat(tomllib.loads(path.read_text(encoding="utf-8")), "")


@cache
def _errors(spoken: str) -> Mapping[str, str]:
    path = found("texts", "errors.toml") if spoken == ENGLISH else found("texts", spoken, "errors.toml")
    try:
        return {} if path is None else flat(path)
    except (OSError, ValueError):
        return {}


def _flat(tree: Mapping[str, Any], prefix: str) -> dict[str, str]:
    entries: dict[str, str] = {}
    for name, item in tree.items():
        key = f"{prefix}{name}"
        entries |= _flat(item, f"{key}.") if isinstance(item, Mapping) else {key: str(item)}
    return entries
