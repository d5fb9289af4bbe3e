"""How a lever is declared: once, as a field of the settings of the stage that uses it.

A declaration carries everything that a widget, a flag, a file or a link needs: default, bounds, unit, choices, and
when the lever has an effect. Its words (label, help, source) live in ``data/texts/en.toml`` under its dotted name.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping
from typing import Any, Literal

from equipoise.core.errors import SettingsError

Get = Callable[[str], Any]
"""Looks up the value of another lever by its dotted name."""

Kind = Literal["integer", "number", "choice", "flag", "subset"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Lever:
    """The declaration of one lever.

    Attributes:
        default: the value in the scenario "Typical retailer".
        kind: integer, number, choice (one of ``choices``), flag (yes or no), subset (some of ``choices``).
        low, high: inclusive bounds of integers and numbers.
        step: the step of a slider; it restricts nothing.
        unit: the unit of the value, for display ("months", "share", "").
        choices: the permitted values of a choice or a subset, in declared order.
        positions: names of some values of a number, in declared order. A name may be written wherever the number may;
            plain mode offers the names only.
        active: returns whether this lever has an effect, given the values of the others.
    """

    default: Any
    kind: Kind
    low: float | None = None
    high: float | None = None
    step: float | None = None
    unit: str = ""
    choices: tuple[str, ...] = ()
    positions: Mapping[str, float] = dataclasses.field(default_factory=dict)
    active: Callable[[Get], bool] | None = None

    def check(self, name: str, value: object) -> Any:
        """Return ``value`` in canonical form.

        Raises:
            SettingsError: the value has the wrong type or is outside what the lever permits.
        """
        match self.kind:
            case "flag":
                return self._flag(name, value)
            case "choice":
                return self._choice(name, value)
            case "subset":
                return self._subset(name, value)
            case "integer":
                return self._integer(name, value)
            case "number":
                return self._number(name, value)

    def position(self, value: object) -> str | None:
        """Return the name of a number that has one."""
        return next((name for name, number in self.positions.items() if number == value), None)

    def _flag(self, name: str, value: object) -> bool:
        if isinstance(value, bool):
            return value
        raise SettingsError.about(value, "lever.flag", lever=name)

    def _choice(self, name: str, value: object) -> str:
        if isinstance(value, str) and value in self.choices:
            return value
        raise SettingsError.about(value, "lever.choice", lever=name, choices=self.choices)

    def _subset(self, name: str, value: object) -> tuple[str, ...]:
        listed = isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value)
        items = list(value) if listed else []  # type: ignore[call-overload]
        if not listed or any(item not in self.choices for item in items):
            raise SettingsError.about(value, "lever.subset", lever=name, choices=self.choices)
        if len(set(items)) < len(items):
            raise SettingsError.about(value, "lever.subset_twice", lever=name)
        return tuple(choice for choice in self.choices if choice in items)

    def _integer(self, name: str, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise SettingsError.about(value, "lever.integer", lever=name, low=self.low, high=self.high)
        return int(self._bounded(name, value))

    def _number(self, name: str, value: object) -> float:
        if isinstance(value, str) and value in self.positions:
            return self.positions[value]
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self._no_number(name, value)
        return float(self._bounded(name, value))

    def _no_number(self, name: str, value: object) -> SettingsError:
        if not self.positions:
            return SettingsError.about(value, "lever.number", lever=name, low=self.low, high=self.high)
        named = tuple(self.positions)
        return SettingsError.about(value, "lever.position", lever=name, low=self.low, high=self.high, positions=named)

    def _bounded(self, name: str, value: int | float) -> int | float:
        low = -math.inf if self.low is None else self.low
        high = math.inf if self.high is None else self.high
        if not low <= value <= high:  # also refuses NaN
            raise SettingsError.about(value, "lever.bounds", lever=name, low=self.low, high=self.high)
        return value


@dataclasses.dataclass(frozen=True)
class Strength:
    """Which lever says how strong a protection is.

    Attributes:
        lever: its dotted name.
        steps: the values at which a curve along it is computed, spread so that the curve's bends are visible.
        stronger: whether more or less of it protects better.
    """

    lever: str
    steps: tuple[float, ...]
    stronger: Literal["more", "less"]


def lever(**declaration: Any) -> Any:
    """Declare a field of a stage's settings as a lever; see `Lever` for the keywords."""
    declared = Lever(**declaration)
    return dataclasses.field(default=declared.default, metadata={"lever": declared})


@dataclasses.dataclass(frozen=True, kw_only=True)
class StageSettings:
    """Base of the settings of one stage: checks every lever when it is made."""

    def __post_init__(self) -> None:
        stage = stage_name(type(self))
        for name, declared in levers_of(type(self)).items():
            value = declared.check(f"{stage}.{name}", getattr(self, name))
            object.__setattr__(self, name, value)


def stage_name(kind: type[StageSettings]) -> str:
    """Return the stage's name: ``ConsentSettings`` declares the levers ``consent.*``, and so does a subclass of it."""
    *_, first = (each for each in kind.__mro__ if issubclass(each, StageSettings) and each is not StageSettings)
    return first.__name__.removesuffix("Settings").lower()


def levers_of(kind: type[StageSettings]) -> dict[str, Lever]:
    """Return the declarations of one stage by short name, in declared order."""
    return {field.name: field.metadata["lever"] for field in dataclasses.fields(kind)}
