"""The map: how often the offer is right (to the right) against how many could be identified (up)."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

import plotly.graph_objects as go

from equipoise.report import Rate
from equipoise.ui.charts.style import BLUE, FAINT, GREY, HEIGHT, LETTERS, ORANGE, frameless

_WIDE, _HIGH = 300.0, 220.0
_LETTER, _LINE = 7.0, 17.0
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


def trade_off_map(
    now: Spot,
    pin: Spot | None,
    trail: Sequence[Spot] = (),
    landmarks: Sequence[Spot] = (),
    *,
    words: dict[str, str],
) -> go.Figure:
    """Draw the map.

    Args:
        now: the present place, a filled circle with its intervals.
        pin: the baseline, a diamond; None when it is the present place.
        trail: earlier places, oldest first, joined to the present one.
        landmarks: the scenarios, squares.
        words: texts for "x", "y", "now" and "pin".
    """
    figure = go.Figure()
    shown = [spot for spot in landmarks if spot.known]
    named = [(now, words["now"])] + ([(pin, words["pin"])] if pin else []) + [(spot, spot.name) for spot in shown]
    named = [(spot, text) for spot, text in named if spot.known]
    top = _axes(figure, [spot for spot, _ in named] + list(trail), words)
    sides = place_labels([spot.point for spot, _ in named], [text for _, text in named], *top)
    _trail(figure, [spot for spot in (*trail, now) if spot.known])
    for place in reversed(range(len(named))):
        _marker(figure, *named[place], sides[place], kind=_kind(named[place][0], now, pin))
    return frameless(figure, height=HEIGHT, margin={"l": 52, "r": 8, "t": 8, "b": 42})


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
    return box[0] >= 0 and box[1] >= 0 and box[2] <= _WIDE and box[3] <= _HIGH


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _axes(figure: go.Figure, spots: Sequence[Spot], words: dict[str, str]) -> tuple[float, float]:
    """Set both axes from zero to the next ten above the farthest spot, and return their ends."""
    far = [spot.point for spot in spots if spot.known] or [(50.0, 100.0)]
    x_top = min(105.0, 10 * math.ceil(max(max(x for x, _ in far) * 1.15, 20) / 10))
    y_top = min(105.0, 10 * math.ceil(max(max(y for _, y in far) * 1.15, 20) / 10))
    line = {
        "zeroline": False,
        "fixedrange": True,
        "showgrid": True,
        "gridcolor": FAINT,
        "tickfont": LETTERS,
    }
    figure.update_xaxes(title={"text": words["x"], "font": LETTERS, "standoff": 6}, range=[0, x_top], nticks=6, **line)
    figure.update_yaxes(title={"text": words["y"], "font": LETTERS, "standoff": 6}, range=[0, y_top], nticks=6, **line)
    return x_top, y_top


def _kind(spot: Spot, now: Spot, pin: Spot | None) -> str:
    return "now" if spot is now else "pin" if spot is pin else "landmark"


def _trail(figure: go.Figure, spots: Sequence[Spot]) -> None:
    if len(spots) < 2:
        return
    xs, ys = zip(*(spot.point for spot in spots), strict=True)
    figure.add_scatter(
        x=xs,
        y=ys,
        mode="lines+markers",
        line={"color": BLUE, "width": 1.5, "dash": "dot"},
        hoverinfo="skip",
        marker={"size": 6, "color": BLUE, "opacity": 0.6},
        name="trail",
    )


def _marker(figure: go.Figure, spot: Spot, text: str, side: str, *, kind: str) -> None:
    x, y = spot.point
    marker = {
        "now": {"symbol": "circle", "size": 15, "color": BLUE},
        "pin": {"symbol": "diamond-open", "size": 14, "color": ORANGE, "line_width": 3},
        "landmark": {"symbol": "square", "size": 8, "color": GREY},
    }[kind]
    bars = {"error_x": _bar(spot.accuracy), "error_y": _bar(spot.risk)} if kind == "now" else {}
    figure.add_scatter(
        x=[x],
        y=[y],
        mode="markers+text" if side else "markers",
        marker=marker,
        name=kind,
        **bars,
        text=[f"<b>{text}</b>" if kind != "landmark" else text],
        textposition=side or None,
        textfont=LETTERS,
        hovertemplate=f"{text}<br>%{{x:.1f}} / %{{y:.1f}}<extra></extra>",
        cliponaxis=False,
    )


def _bar(rate: Rate) -> dict[str, object]:
    return {
        "type": "data",
        "symmetric": False,
        "color": BLUE,
        "thickness": 1.2,
        "width": 4,
        "array": [100 * (rate.high - rate.value)],
        "arrayminus": [100 * (rate.value - rate.low)],
    }
