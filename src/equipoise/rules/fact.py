"""What a rule may ask about a shop, and which values it may have."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, get_args

from equipoise.core.errors import DataError
from equipoise.core.resources import data

Value = bool | float | str | tuple[str, ...]
Kind = Literal["flag", "number", "choice", "set"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Fact:
    """One question about a shop.

    Attributes:
        name: by which conditions ask for it. label: in words.
        kind: whether its value is a truth, a number, one of the choices, or some of them.
        choices: of a choice or a set. low, high: the range of a number. whole: whether that has no fraction.
        first: its value in a shop that puts privacy first. worst: in one that does not.
        usual: of a practice, what a typical retailer does, which is an assumption. None: the fact is no practice; it
            is read from the levers or the outcome.
    """

    name: str
    label: str
    kind: Kind
    choices: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 0.0
    whole: bool = False
    first: Value
    worst: Value
    usual: Value | None = None

    @property
    def practice(self) -> bool:
        """Whether no simulation knows it, so that it stands on a card of practices."""
        return self.usual is not None

    def check(self, value: Any) -> Value:
        """Return a value in the form that conditions compare.

        Raises:
            DataError: the fact cannot have it.
        """
        match self.kind:
            case "flag":
                if isinstance(value, bool):
                    return value
                raise DataError.about(value, "rules.flag", fact=self.name)
            case "number":
                if _is_number(value) and self.low <= value <= self.high and not (self.whole and value % 1):
                    return float(value)
                raise DataError.about(value, "rules.number", fact=self.name, low=f"{self.low:g}", high=f"{self.high:g}")
            case "choice":
                if isinstance(value, str) and value in self.choices:
                    return value
                raise DataError.about(value, "rules.choice", fact=self.name, known=self.choices)
            case "set":
                if isinstance(value, (list, tuple)) and {*value} <= {*self.choices}:
                    return tuple(choice for choice in self.choices if choice in value)
                raise DataError.about(value, "rules.set", fact=self.name, known=self.choices)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


@cache
def known_facts() -> Mapping[str, Fact]:
    """Return all facts by name, from ``data/rules/facts.toml``.

    Raises:
        DataError: the file cannot be read, or a fact has a value that it cannot have.
    """
    path = data("rules", "facts.toml")
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
        return MappingProxyType({name: _fact(name, entry) for name, entry in entries.items()})
    except (OSError, TypeError, KeyError, tomllib.TOMLDecodeError) as error:
        raise DataError.about(path.name, "rules.unreadable", reason=error) from error


def _fact(name: str, entry: dict[str, Any]) -> Fact:
    given = Fact(name=name, **entry | {"choices": tuple(entry.get("choices", ()))})
    if given.kind not in get_args(Kind):
        raise DataError.about(given.kind, "rules.kind", fact=name, known=get_args(Kind))
    usual = None if given.usual is None else given.check(given.usual)
    return dataclasses.replace(given, first=given.check(given.first), worst=given.check(given.worst), usual=usual)


def fact(name: str) -> Fact:
    """Return the fact with this name.

    Raises:
        DataError: there is none.
    """
    if name not in known_facts():
        raise DataError.about(name, "rules.no_fact", known=tuple(known_facts()))
    return known_facts()[name]


REGIONS = "regions"
"""The fact that names where customers live."""


def all_regions() -> tuple[str, ...]:
    """Return the regions that rules know."""
    return fact(REGIONS).choices


def regions_of(names: object) -> tuple[str, ...]:
    """Return regions in their order.

    Raises:
        DataError: one is unknown, or there is none.
    """
    found = fact(REGIONS).check(names)
    if not found or not isinstance(found, tuple):
        raise DataError.about("", "rules.set", fact=REGIONS, known=all_regions())
    return found
