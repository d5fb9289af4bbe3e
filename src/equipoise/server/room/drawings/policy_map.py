"""The map of a room's policies: how often the offer is right, to the right, against how many stay hidden, up.

All that was possible within the budget are small dots, the efficient ones joined by a line; teams are marks with their
rank. How alike groups are treated is the mark's shape and colour, and a word in the list beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from equipoise.rooms.activities.policy.kind import Policies, Team
from equipoise.server.room.drawings.parts import say
from equipoise.server.room.markup import Markup, tag
from equipoise.ui.charts.svg import element

WIDE, HIGH = 620.0, 470.0
"""The size of the picture, in its own units."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 80.0, 18.0, 20.0, 76.0
_ROOM = 0.1
"""How far the axes reach beyond the outermost places, relative to their distance."""
_LETTERS = 26
SHAPES = {"above": "alike", "below": "unequal"}
"""The key of the word for each side of the four-fifths line; every other is not certain."""


def fairness(four_fifths: str) -> str:
    """Return the key of the word for a place's fairness: "alike", "unequal", or "unsure"."""
    return SHAPES.get(four_fifths, "unsure")


class _Axes:
    """Where numbers from 0 to 100 lie on the picture."""

    def __init__(self, points: Sequence[tuple[float, float]]) -> None:
        self.across, self.up = (_ends([point[axis] for point in points]) for axis in (0, 1))

    def x(self, value: float) -> float:
        low, high = self.across
        return _LEFT + (WIDE - _LEFT - _RIGHT) * (value - low) / (high - low)

    def y(self, value: float) -> float:
        low, high = self.up
        return HIGH - _BOTTOM - (HIGH - _TOP - _BOTTOM) * (value - low) / (high - low)


def drawn(result: Policies) -> Markup:
    """Return the map; the list beside it says the same in words."""
    points = [(100 * place.right_offer.value, 100 * (1 - place.identified.value)) for place in result.grid]
    axes = _Axes([point for point in points if point == point])
    parts = [
        _ground(axes),
        _frontier(axes, [points[place] for place in result.best]),
        *(_dot(axes, point, best=place in result.best) for place, point in enumerate(points)),
        *(_mark(axes, points[team.place], team, result) for team in reversed(_distinct(result.teams))),
    ]
    picture = element("g", "".join(parts))
    return Markup(
        tag(
            "svg",
            Markup(picture),
            viewBox=f"0 0 {WIDE:g} {HIGH:g}",
            role="img",
            aria_label=say("policy.alt", n=len(result.grid), teams=len(result.teams)),
            class_="policy-map",
        )
    )


def _ends(values: Sequence[float]) -> tuple[float, float]:
    """Return the ends of an axis: somewhat beyond all values, at least 10 apart, between 0 and 100."""
    low, high = min(values), max(values)
    room = max(_ROOM * (high - low), (10 - (high - low)) / 2)
    return max(low - room, -2.0), min(high + room, 102.0)


def _ground(axes: _Axes) -> str:
    (left, right), (low, high) = axes.across, axes.up
    across, up = _ticks(left, right), _ticks(low, high)
    bottom, end = HIGH - _BOTTOM, WIDE - _RIGHT
    grid = "".join(f"M{axes.x(value):.1f} {_TOP}V{bottom}" for value in across)
    grid += "".join(f"M{_LEFT} {axes.y(value):.1f}H{end}" for value in up)
    numbers = [_text(f"{value:g}", axes.x(value), bottom + 30, anchor="middle") for value in across]
    numbers += [_text(f"{value:g}", _LEFT - 10, axes.y(value) + 9, anchor="end") for value in up]
    middle = (_TOP + bottom) / 2
    titles = [
        _text(say("policy.across"), (_LEFT + end) / 2, HIGH - 10, anchor="middle", bold=True),
        _text(say("policy.up"), 24, middle, anchor="middle", bold=True, turn=f"rotate(-90 24 {middle:g})"),
        _text(say("policy.better"), end - 8, _TOP + 26, anchor="end", soft=True),
    ]
    return element("path", d=grid, **{"class": "grid"}) + "".join([*numbers, *titles])


def _ticks(low: float, high: float) -> list[float]:
    step = next((size for size in (1, 2, 5, 10) if (high - low) / size <= 6), 20)
    return [float(value) for value in range(0, 101, step) if low <= value <= high]


def _frontier(axes: _Axes, points: Sequence[tuple[float, float]]) -> str:
    """Return the line through the efficient places: nothing possible lies to the right of it and above."""
    places = sorted(set(points))
    if len(places) < 2:
        return ""
    start, *rest = ((f"{axes.x(x):.1f}", f"{axes.y(y):.1f}") for x, y in places)
    steps = "".join(f"V{y}H{x}" for x, y in rest)
    return element("path", d=f"M{start[0]} {start[1]}{steps}", **{"class": "frontier"})


def _dot(axes: _Axes, point: tuple[float, float], *, best: bool) -> str:
    if point != point:
        return ""
    return element("circle", cx=f"{axes.x(point[0]):.1f}", cy=f"{axes.y(point[1]):.1f}", r=5 if best else 4,
                   **{"class": "best" if best else "dot"})  # fmt: skip


def _distinct(teams: Sequence[Team]) -> list[Team]:
    """Return one team for each place."""
    return list({team.place: team for team in reversed(teams)}.values())[::-1]


def _mark(axes: _Axes, point: tuple[float, float], team: Team, result: Policies) -> str:
    x, y = axes.x(point[0]), axes.y(point[1])
    kind = fairness(result.grid[team.place].four_fifths)
    size = 18 if team.name else 9
    match kind:
        case "alike":
            shape = element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=size)
        case "unequal":
            shape = element("rect", x=f"{x - size:.1f}", y=f"{y - size:.1f}", width=2 * size, height=2 * size)
        case _:
            d = f"M{x:.1f} {y - size - 4:.1f}l{size + 4} {size + 4}l{-size - 4} {size + 4}l{-size - 4} {-size - 4}z"
            shape = element("path", d=d)
    label = _text(str(team.rank), x, y + 7.5, anchor="middle", bold=True) if team.name else ""
    return element("g", shape + label, **{"class": f"team {kind}"})


def _text(
    words: str, x: float, y: float, *, anchor: str, bold: bool = False, soft: bool = False, turn: str | None = None
) -> str:
    return element(
        "text",
        escape(words),
        x=f"{x:.1f}",
        y=f"{y:.1f}",
        text_anchor=anchor,
        font_size=_LETTERS,
        font_weight=600 if bold else None,
        transform=turn,
        **{"class": "soft" if soft else None},
    )
