"""Errors that a person can act on: the value, the rule it broke, and the remedy.

An error carries a key and values, so that it can cross processes and languages. Its words stand in
``data/texts/errors.toml``, as ``[error.<key>]`` with a ``rule`` and a ``remedy``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from equipoise.core.wording import phrase

_SHOWN = 80


class EquipoiseError(Exception):
    """Base class of every error that Equipoise raises on purpose."""


class ReasonError(EquipoiseError, ValueError):
    """Why something cannot be read: half a sentence, shown as a part of another error's rule.

    Its words stand in ``data/texts/errors.toml``, as ``reason.<key>``.
    """

    def __init__(self, key: str, names: Mapping[str, object] | None = None) -> None:
        super().__init__(key, names)
        self.key, self.names = key, {name: _kept(item) for name, item in (names or {}).items()}

    def __str__(self) -> str:
        return phrase(f"reason.{self.key}", self.names)


class _ExplainedError(EquipoiseError, ValueError):
    """An error with three parts.

    Attributes:
        value: the offending value, shortened and never interpreted.
        key: of its words in ``errors.toml``.
        names: what is filled into them.
    """

    def __init__(self, value: str, key: str, names: Mapping[str, object]) -> None:
        super().__init__(value, key, names)
        self.value, self.key, self.names = value, key, names

    @classmethod
    def about(cls, value: object, key: str, /, **names: object) -> Self:
        """Build the error about ``value`` whose words have this key.

        Args:
            value: what cannot be used. key: of the rule and the remedy.
            names: what is filled into them; a list or tuple is written with commas.
        """
        return cls(shown(value), key, {name: _kept(item) for name, item in names.items()})

    @property
    def rule(self) -> str:
        """The rule that the value broke, in the reader's language."""
        return phrase(f"error.{self.key}.rule", self.names)

    @property
    def remedy(self) -> str:
        """What to do about it, in the reader's language."""
        return phrase(f"error.{self.key}.remedy", self.names)

    def __str__(self) -> str:
        return f"{self.value}: {self.rule} {self.remedy}"


class SettingsError(_ExplainedError):
    """A setting that cannot be used."""


class DataError(_ExplainedError):
    """A table, schema or file that a protection, an attack or a measure cannot work on."""


class BrokenWorkerError(_ExplainedError):
    """A question whose worker process ended again and again."""


class Cancelled(EquipoiseError):  # noqa: N818 - a cancelled job is an outcome, not a failure
    """A job stopped because its owner asked it to."""


def shown(value: object) -> str:
    """Return ``value`` as one short printable line, safe to put into a message."""
    text = value if isinstance(value, str) else _written(value)
    text = printable(text[: _SHOWN + 1])
    return f"'{text[:_SHOWN]}…'" if len(text) > _SHOWN else f"'{text}'"


def _written(value: object) -> str:
    try:
        return repr(value)
    except (ValueError, RecursionError):  # a number of thousands of digits, a list within a list within ...
        return f"{type(value).__name__} …"


def printable(text: str) -> str:
    """Return a text as one line, with a sign in place of each that cannot be printed."""
    return "".join(sign if sign.isprintable() else "�" for sign in text)


def _kept(item: object) -> object:
    """Return a value as an error keeps it: small, plain, and safe to send to another process."""
    if isinstance(item, (list, tuple)):
        return printable(", ".join(map(str, item)))
    return item if isinstance(item, (int, float, EquipoiseError)) else printable(str(item))
