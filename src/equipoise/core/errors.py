"""Errors that a person can act on: the value, the rule it broke, and the remedy."""

from __future__ import annotations

from typing import Self

_SHOWN = 80


class EquipoiseError(Exception):
    """Base class of every error that Equipoise raises on purpose."""


class SettingsError(EquipoiseError, ValueError):
    """A setting that cannot be used.

    Its text always has three parts: the offending value (shortened, never interpreted), the rule, the remedy.
    """

    @classmethod
    def about(cls, value: object, rule: str, remedy: str) -> Self:
        """Build the error from its three parts."""
        return cls(f"{shown(value)}: {rule} {remedy}")


class DataError(EquipoiseError, ValueError):
    """A table, schema or file that a protection, an attack or a measure cannot work on."""

    @classmethod
    def about(cls, value: object, rule: str, remedy: str) -> Self:
        """Build the error from its three parts."""
        return cls(f"{shown(value)}: {rule} {remedy}")


class Cancelled(EquipoiseError):  # noqa: N818 - a cancelled job is an outcome, not a failure
    """A job stopped because its owner asked it to."""


def shown(value: object) -> str:
    """Return ``value`` as one short printable line, safe to put into a message."""
    text = value if isinstance(value, str) else _written(value)
    text = "".join(character if character.isprintable() else "�" for character in text[: _SHOWN + 1])
    return f"'{text[:_SHOWN]}…'" if len(text) > _SHOWN else f"'{text}'"


def _written(value: object) -> str:
    try:
        return repr(value)
    except (ValueError, RecursionError):  # a number of thousands of digits, a list within a list within ...
        return f"a {type(value).__name__} too long to show"
