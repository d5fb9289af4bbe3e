"""What is true of 100: given with a source, computed under some settings, or the number that a lesson asks for.

A spec says it in one of three ways: ``truth`` and ``source``; ``measure`` (see `equipoise.learn.claim.measured`), with
the shop's levers (see `equipoise.rooms.activities.setting`) and, if the number is of a branch, the ``branch``; or
``lesson``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from equipoise.chain.asking import question
from equipoise.chain.branches import engine
from equipoise.learn.claim import measured
from equipoise.numerics.rate import Rate
from equipoise.rooms.activities.setting import settings_of
from equipoise.runtime.compute import Question

MOST = 100
"""Everybody."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Truth:
    """A number of 100 with its 95% interval, and where it is from; a given number has no interval.

    Attributes:
        source: a published figure, a law or a paper; "" where the engine has computed the number.
    """

    value: float
    low: float
    high: float
    source: str = ""

    @property
    def shown(self) -> int:
        """The number as it is shown, and as guesses are compared with it."""
        return round(self.value)

    @classmethod
    def of(cls, rate: Rate) -> Truth | None:
        """Return a share from 0 to 1 as a truth of 100; None if it is unknown."""
        if not rate.known:
            return None
        return cls(value=MOST * rate.value, low=MOST * rate.low, high=MOST * rate.high)

    @classmethod
    def read(cls, values: Mapping[str, Any] | None) -> Truth | None:
        """Return what `kept` made ready for JSON."""
        return None if values is None else cls(**values)


def kept(truth: Truth | None) -> dict[str, Any] | None:
    """Return a truth ready for JSON."""
    return None if truth is None else dataclasses.asdict(truth)


def asked(spec: Mapping[str, Any], branch: str = "") -> Question[Any]:
    """Return what the engine is asked for the ``measure`` of a spec.

    Raises:
        DataError: there is no such branch.
    """
    return question(engine(str(spec.get("branch", branch))), settings_of(spec))


def found(spec: Mapping[str, Any], outcome: Any) -> Truth | None:
    """Return the ``measure`` of a spec.

    Raises:
        DataError: an outcome has no such number.
    """
    return Truth.of(measured(outcome, str(spec["measure"])))


def given(spec: Mapping[str, Any]) -> Truth | None:
    """Return the truth that stands in a spec; None if it has to be computed.

    Raises:
        KeyError: it has no source. ValueError: it is not of 100.
    """
    if "truth" not in spec:
        return None
    value = float(spec["truth"])
    if not 0 <= value <= MOST:
        raise ValueError(value)
    return Truth(value=value, low=value, high=value, source=str(spec["source"]))


def check(spec: Mapping[str, Any]) -> None:
    """Refuse a spec that says in none of the three ways what is true.

    Raises:
        KeyError, ValueError: something is missing, or cannot be used. DataError: there is no such branch.
    """
    if "lesson" not in spec and given(spec) is None:
        asked({**spec, "measure": spec["measure"]})
