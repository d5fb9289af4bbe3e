"""What stands beside the crowd: numbers, each of which can choose what the crowd shows, and a map of two measures."""

from __future__ import annotations

import dataclasses
from typing import Any, Literal

from equipoise.numerics.rate import Direction
from equipoise.ui.shared.explain import Section

Point = tuple[float, float]
Kind = Literal["now", "start", "step", "landmark"]
"""What a place on the map is."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Number:
    """One number.

    Attributes:
        name: the name of its field. label, value, sure: as they are read. ask: the label of its question mark.
        change: against the start, in words. moved: which way. tone: whether one hopes for that: "good", "bad" or "".
        scene: the place of the scene that shows it as people; None where people are not what it counts.
        share, start, guessed: of 100, now, at the start and as it was guessed; None where there is no such thing.
        guessing: whether a guess is wanted before the effect shows.
        told: the answers behind its question mark, once somebody has asked for them.
    """

    name: str
    label: str
    value: str
    ask: str
    sure: str = ""
    change: str = ""
    moved: Direction = "same"
    tone: Literal["good", "bad", ""] = ""
    scene: int | None = None
    share: float | None = None
    start: float | None = None
    guessed: float | None = None
    guessing: bool = False
    told: tuple[Section, ...] | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Place:
    """A place on the map.

    Attributes:
        id: tells places apart from run to run, so that one that moves is seen to move.
        kind: see `Kind`. label: beside it. tip: all of it in words.
        x, y: of 100. alike: how much of the colour for "treated alike" it has, of 100.
        low, high: both ends of both intervals.
    """

    id: str
    kind: Kind
    label: str
    tip: str
    x: float
    y: float
    alike: float
    low: Point
    high: Point


@dataclasses.dataclass(frozen=True, kw_only=True)
class Map:
    """A map: best at the top right.

    Attributes:
        title, across, up, best, legend, alt: in words. ends: the ends of both axes, of 100. ticks: their numbers.
        places: the present one first. trail: the places that led to it, oldest first, itself included.
    """

    title: str
    across: str
    up: str
    best: str
    legend: str
    alt: str
    ends: Point
    ticks: tuple[tuple[int, ...], tuple[int, ...]]
    places: tuple[Place, ...]
    trail: tuple[Point, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Beside:
    """All of it, for one moment.

    Attributes:
        numbers: in order. map: beside them, if any. chosen: the place of the scene that is shown when a moment begins.
        moment: tells moments apart: in between, the scene stays that the visitor has chosen.
    """

    numbers: tuple[Number, ...] = ()
    map: Map | None = None
    chosen: int = 0
    moment: str = ""

    def payload(self) -> dict[str, Any]:
        """Return it ready for JSON."""
        return {
            "numbers": [vars(number) | {"told": _told(number.told)} for number in self.numbers],
            "map": self.map and vars(self.map) | {"places": [vars(place) for place in self.map.places]},
            "chosen": self.chosen,
            "moment": self.moment,
        }


def _told(sections: tuple[Section, ...] | None) -> list[dict[str, Any]] | None:
    return None if sections is None else [dataclasses.asdict(section) for section in sections]
