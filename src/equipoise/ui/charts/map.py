"""The map: how often the offer is right (to the right) against how many could be identified (up)."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from equipoise.report import Rate
from equipoise.ui.charts.style import BLUE, CACHED, FAINT, GREY, LETTERS, ORANGE, figure

_WIDE, _HIGH = 300.0, 220.0
_LETTER, _LINE = 7.0, 16.0
_LOOKS = {
    "now": ("circle", 15, BLUE),
    "pin": ("diamond-open", 14, ORANGE),
    "landmark": ("square", 8, GREY),
}
"""Symbol, size and colour of every kind of place."""
_SIDES = {
    "middle right": (1, 0),
    "middle left": (-1, 0),
    "top center": (0, 1),
    "bottom center": (0, -1),
    "top right": (1, 1),
    "top left": (-1, 1),
    "bottom right": (1, -1),
    "bottom left": (-1, -1),
}


@dataclasses.dataclass(frozen=True)
class Spot:
    """A place on the map, both as rates from 0 to 1."""

    name: str
    accuracy: Rate
    risk: Rate

    @property
    def point(self) -> tuple[float, float]:
        """The place in "x in 100"; a risk below zero counts as none."""
        return 100 * self.accuracy.value, max(0.0, 100 * self.risk.value)

    @property
    def known(self) -> bool:
        """Whether there is a place at all."""
        return self.accuracy.known and self.risk.known


@lru_cache(maxsize=CACHED)
def trade_off_map(
    now: Spot, pin: Spot | None, trail: tuple[Spot, ...] = (), landmarks: tuple[Spot, ...] = (), *, x: str, y: str
) -> go.Figure:
    """Draw the map.

    Args:
        now: the present place, a filled circle with its intervals.
        pin: the baseline, a diamond; None when it is the present place.
        trail: earlier places, oldest first, joined to the present one.
        landmarks: the scenarios, squares.
        x, y: titles of the axes.
    """
    kinds = [("now", now), *([("pin", pin)] if pin else []), *(("landmark", spot) for spot in landmarks)]
    kinds = [(kind, spot) for kind, spot in kinds if spot.known]
    steps = [spot for spot in (*trail, now) if spot.known]
    tops = _tops([spot.point for spot in [*steps, *(spot for _, spot in kinds)]])
    sides = place_labels([spot.point for _, spot in kinds], [spot.name for _, spot in kinds], *tops)
    return figure(
        [*_line(steps), _marks(kinds, sides)],
        margin={"l": 52, "r": 8, "t": 8, "b": 42},
        xaxis=_axis(x, tops[0]),
        yaxis=_axis(y, tops[1]),
    )


def place_labels(points: Sequence[tuple[float, float]], labels: Sequence[str], x_top: float, y_top: float) -> list[str]:
    """Choose a side for every label so that labels cover neither each other nor a point, the first ones first.

    A label that fits nowhere gets an empty side: it then shows on hover only.

    Args:
        points: places in the units of the axes, which run from 0 to ``x_top`` and ``y_top``.
        labels: their texts.
    """
    pixels = [(x / x_top * _WIDE, y / y_top * _HIGH) for x, y in points]
    taken = [(x - 7, y - 7, x + 7, y + 7) for x, y in pixels]
    sides: list[str] = []
    for (x, y), text in zip(pixels, labels, strict=True):
        boxes = {side: _box(x, y, len(text), *toward) for side, toward in _SIDES.items()}
        fits = [side for side, box in boxes.items() if _inside(box) and not any(_overlap(box, one) for one in taken)]
        sides.append(fits[0] if fits else "")
        if fits:
            taken.append(boxes[fits[0]])
    return sides


def _box(x: float, y: float, letters: int, dx: int, dy: int) -> tuple[float, float, float, float]:
    wide = letters * _LETTER
    left = x + 8 if dx > 0 else x - 8 - wide if dx < 0 else x - wide / 2
    low = y + (8 if dx == 0 else 3) if dy > 0 else y - (8 if dx == 0 else 3) - _LINE if dy < 0 else y - _LINE / 2
    return left, low, left + wide, low + _LINE


def _inside(box: tuple[float, float, float, float]) -> bool:
    return box[0] >= 0 and box[1] >= -12 and box[2] <= _WIDE and box[3] <= _HIGH


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _tops(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return where both axes end: the next ten above the farthest point."""
    ends = [max([20.0, *(1.15 * point[axis] for point in points)]) for axis in (0, 1)]
    across, up = (min(105.0, 10.0 * math.ceil(end / 10)) for end in ends)
    return across, up


def _axis(title: str, top: float) -> dict[str, Any]:
    return {
        "title": {"text": title, "font": LETTERS, "standoff": 6},
        "range": [-0.03 * top, top],
        "nticks": 6,
        "zeroline": False,
        "fixedrange": True,
        "automargin": False,  # it draws the figure twice
        "showgrid": True,
        "gridcolor": FAINT,
        "tickfont": LETTERS,
    }


def _line(steps: Sequence[Spot]) -> list[dict[str, Any]]:
    if len(steps) < 2:
        return []
    xs, ys = zip(*(spot.point for spot in steps), strict=True)
    look = {"line": {"color": BLUE, "width": 1.5, "dash": "dot"}, "marker": {"size": 6, "color": BLUE, "opacity": 0.6}}
    return [
        {"type": "scatter", "name": "trail", "x": xs, "y": ys, "mode": "lines+markers", "hoverinfo": "skip", **look}
    ]


def _marks(kinds: Sequence[tuple[str, Spot]], sides: Sequence[str]) -> dict[str, Any]:
    """Return all places as one trace, since every trace costs the browser time."""
    looks = [_LOOKS[kind] for kind, _ in kinds]
    points = [spot.point for _, spot in kinds]
    shown = [spot if kind == "now" else None for kind, spot in kinds]
    return {
        "type": "scatter",
        "name": "places",
        "x": [x for x, _ in points],
        "y": [y for _, y in points],
        "mode": "markers+text",
        "marker": {
            "symbol": [symbol for symbol, _, _ in looks],
            "size": [size for _, size, _ in looks],
            "color": [colour for _, _, colour in looks],
            "opacity": 1,
            "line": {"width": [3 if kind == "pin" else 0 for kind, _ in kinds]},
        },
        "customdata": [spot.name for _, spot in kinds],
        "text": [_label(kind, spot, side) for (kind, spot), side in zip(kinds, sides, strict=True)],
        "textposition": [side or "middle right" for side in sides],
        "textfont": LETTERS,
        "hovertemplate": "%{customdata}<br>%{x:.1f} / %{y:.1f}<extra></extra>",
        "cliponaxis": False,
        "error_x": _bars([spot.accuracy if spot else None for spot in shown]),
        "error_y": _bars([spot.risk if spot else None for spot in shown]),
    }


def _label(kind: str, spot: Spot, side: str) -> str:
    if not side:
        return ""
    return spot.name if kind == "landmark" else f"<b>{spot.name}</b>"


def _bars(rates: Sequence[Rate | None]) -> dict[str, Any]:
    """Return the intervals of the places that show one."""
    up = [100 * (rate.high - rate.value) if rate else 0 for rate in rates]
    down = [100 * (rate.value - rate.low) if rate else 0 for rate in rates]
    look = {"color": BLUE, "thickness": 1.2, "width": 4}
    return {"type": "data", "symmetric": False, "array": up, "arrayminus": down, **look}
