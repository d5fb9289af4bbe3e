"""Challenges: reach targets on all three headlines at once, with the few levers that a challenge permits.

A challenge lists every position that each of its levers may take, so that all its settings can be counted and tried.
`equipoise.learn.search` tries them all and writes down what came out; nothing here is guessed.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from equipoise.chain.settings import LEVERS, Settings
from equipoise.core.errors import DataError
from equipoise.core.resources import data, in_order
from equipoise.numerics.rate import Rate
from equipoise.shared.results import Headlines

FEARED = frozenset({"identified"})
"""Headlines for which lower is better."""
Place = tuple[float, float, float]
"""Right offer, could be identified, treated alike, from 0 to 1."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Targets:
    """The targets of the three headlines, from 0 to 1: at least, at most, at least."""

    right_offer: float
    identified: float
    treated_alike: float

    def margins(self, place: Place) -> dict[str, float]:
        """Return by how much every headline is on the good side of its target; below zero it is missed."""
        sides = zip(dataclasses.asdict(self).items(), place, strict=True)
        return {name: (aim - value if name in FEARED else value - aim) for (name, aim), value in sides}

    def reached(self, place: Place) -> bool:
        """Whether every target is met; a number that could not be computed meets none."""
        return self.worst(place) >= 0

    def worst(self, place: Place) -> float:
        """Return the smallest margin, or minus infinity where a number is unknown."""
        margins = self.margins(place).values()
        return min(margins) if all(margin == margin for margin in margins) else float("-inf")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Found:
    """What the search found: it tried every setting that the challenge permits.

    Attributes:
        places: the headlines of every permitted setting, in the order of `Challenge.permitted`.
        best: the best setting: it reaches the targets on most of ``seeds``, and then has the largest smallest margin.
        seeds: the worlds on which it was tried; the first one is the challenge's own.
        reached_on: the seeds on which ``best`` reaches the targets; empty if it reaches them nowhere.
    """

    places: tuple[Place, ...]
    best: Settings
    seeds: tuple[int, ...]
    reached_on: tuple[int, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Challenge:
    """A task with targets; ``id`` is the name of its file.

    Attributes:
        version: goes up whenever targets, levers or start change, so that progress keeps its meaning.
        story: the situation. hint: offered when asked. why: shown afterwards; what there was to learn.
        start: the levers at the beginning. levers: every lever that may be moved, with the values it may take.
    """

    id: str
    version: int
    order: int
    title: str
    story: str
    hint: str
    why: str
    start: Settings
    levers: Mapping[str, tuple[Any, ...]]
    targets: Targets

    @property
    def key(self) -> str:
        """The name under which progress remembers it: "id@version"."""
        return f"{self.id}@{self.version}"

    @property
    def size(self) -> int:
        """How many settings it permits."""
        return sum(1 for _ in itertools.product(*self.levers.values()))

    def permitted(self) -> Iterator[Settings]:
        """Return every setting that the challenge permits, the last lever changing fastest."""
        for values in itertools.product(*self.levers.values()):
            yield self.start.replace(**dict(zip(self.levers, values, strict=True)))

    @property
    def found(self) -> Found:
        """What the search found.

        Raises:
            DataError: the search has not been run for this version of the challenge.
        """
        return _found(self.id, self.key, self.size)

    @property
    def possible(self) -> bool:
        """Whether any permitted setting reaches the targets in the challenge's world."""
        return any(map(self.targets.reached, self.found.places))


def place_of(headlines: Headlines) -> Place:
    """Return the three headlines as plain numbers."""
    rates: tuple[Rate, ...] = (headlines.right_offer, headlines.identified, headlines.treated_alike)
    right, identified, alike = (rate.value for rate in rates)
    return right, identified, alike


@cache
def challenges() -> Mapping[str, Challenge]:
    """Return all challenges by id, in the order to show them.

    Raises:
        DataError: a file cannot be read.
    """
    return in_order(data("challenges"), _read)


def _read(path: Path) -> Challenge:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        challenge = Challenge(
            id=path.stem,
            version=int(values["version"]),
            order=int(values["order"]),
            title=str(values["title"]),
            story=str(values["story"]),
            hint=str(values["hint"]),
            why=str(values["why"]),
            start=Settings.from_dict(values["start"]),
            levers=MappingProxyType({name: _positions(name, listed) for name, listed in values["levers"].items()}),
            targets=Targets(**values["targets"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError.about(path.name, "challenge.unreadable", reason=error) from error
    outside = [name for name, values in challenge.levers.items() if challenge.start[name] not in values]
    if outside:
        raise DataError.about(path.name, "challenge.start", lever=outside[0])
    return challenge


def _positions(name: str, listed: Any) -> tuple[Any, ...]:
    return tuple(LEVERS[name].check(name, value) for value in listed)


@cache
def _found(challenge: str, key: str, size: int) -> Found:
    path = data("challenges", "found", f"{challenge}.json")
    values = json.loads(path.read_text(encoding="utf-8"))
    if values["challenge"] != key or len(values["places"]) != size:
        raise DataError.about(path.name, "challenge.stale", key=key, settings=size, challenge=challenge)
    return Found(
        places=tuple((right, identified, alike) for right, identified, alike in values["places"]),
        best=Settings.from_query(values["best"]),
        seeds=tuple(values["seeds"]),
        reached_on=tuple(values["reached_on"]),
    )
