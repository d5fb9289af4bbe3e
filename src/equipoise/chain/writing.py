"""How settings are written as text: what holds for files, links and flags alike."""

from __future__ import annotations

import re
from typing import Any

from equipoise.core.errors import ReasonError, SettingsError

MAX_TEXT = 64 * 1024  # characters of a file or a link


def write(value: Any) -> str:
    """Return a lever's value as a link or a flag gives it; `parse` reads it again."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(value) if isinstance(value, tuple) else str(value)


def whole(text: str) -> int | str:
    """Return a whole number that is written in decimal digits; any other text as it is."""
    try:
        return int(text) if re.fullmatch(r"[+-]?\d+", text, re.ASCII) else text
    except ValueError:  # more digits than Python is willing to read
        return text


def check_text(text: object) -> None:
    """Refuse what is no text, and what is longer than any settings are.

    Raises:
        SettingsError: it is one of these.
    """
    if not isinstance(text, str):
        raise SettingsError.about(text, "settings.no_text")
    if len(text) > MAX_TEXT:
        raise SettingsError.about(text, "settings.too_long", length=len(text), most=MAX_TEXT)


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return pairs as a mapping.

    Raises:
        SettingsError: a name is there twice.
    """
    values: dict[str, Any] = {}
    for name, value in pairs:
        if name in values:
            raise SettingsError.about(name, "settings.twice")
        values[name] = value
    return values


def reason_of(error: Exception) -> ReasonError | str:
    """Return why a text could not be read, as a part of another error."""
    if isinstance(error, ReasonError):
        return error
    return ReasonError("too_deep") if isinstance(error, RecursionError) else str(error).split("; use sys")[0]
