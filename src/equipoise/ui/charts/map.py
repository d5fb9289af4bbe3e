"""The map: how often the offer is right (to the right) against how many could be identified (up).

It is a picture in HTML, not a Plotly figure, which Streamlit would build anew for every change. Lines are an image that
stretches with the page; marks and words lie on it at their percentages, so that they keep their size and take the
colour of the page. Hovering over a place that has a name tells its numbers.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from urllib.parse import quote

from equipoise.numerics.rate import Rate
from equipoise.ui.charts.style import BLUE, CACHED, GREY, ORANGE

_WIDE, _HIGH = 300.0, 220.0
_LETTER, _LINE = 7.0, 16.0
_TALL, _ABOVE, _BENEATH = 262, 8, 42
"""How high it is drawn, and how much of that lies above and below the plot, in pixels."""
_LOOKS = {
    "now": f"width:15px;height:15px;border-radius:50%;background:{BLUE}",
    "pin": f"width:8px;height:8px;border:3px solid {ORANGE};rotate:45deg",
    "landmark": f"width:8px;height:8px;background:{GREY}",
}
"""The shape of every kind of place, around its centre."""
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
_BELOW = 0.03
"""How far the axes reach below zero, relative to their length."""
_SAFE = " '/:=,.-"
Point = tuple[float, float]
"""A place in "x in 100": right offer, could be identified."""


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
    now: Spot,
    pin: Spot | None,
    trail: tuple[Spot, ...] = (),
    landmarks: tuple[Spot, ...] = (),
    *,
    goal: Point | None = None,
    cloud: tuple[Point, ...] = (),
    x: str,
    y: str,
    alt: str,
) -> str:
    """Draw the map as HTML.

    Args:
        now: the present place, a filled circle with its intervals.
        pin: the baseline, a diamond; None when it is the present place.
        trail: earlier places, oldest first, joined to the present one; dots without a name.
        landmarks: the scenarios, squares.
        goal: the place to reach or to pass, to the right and down, in "x in 100"; what counts as reached is shaded.
        cloud: many places without a name, in "x in 100"; small dots.
        x, y: titles of the axes. alt: the map in words, for those who do not see it.
    """
    kinds = [("now", now), *([("pin", pin)] if pin else []), *(("landmark", spot) for spot in landmarks)]
    kinds = [(kind, spot) for kind, spot in kinds if spot.known]
    steps = [spot for spot in (*trail, now) if spot.known]
    tops = _tops([*(spot.point for spot in [*steps, *(spot for _, spot in kinds)]), *cloud, *([goal] if goal else [])])
    sides = place_labels([spot.point for _, spot in kinds], [spot.name for _, spot in kinds], *tops)
    parts = [
        _image(lines(steps, now if now.known else None, tops, goal, cloud)),
        *(_mark(kind, spot, tops) for kind, spot in reversed(kinds)),
        *(_label(kind, spot, side, tops) for (kind, spot), side in zip(kinds, sides, strict=True)),
        *_ticks(tops),
    ]
    plot = f'<div style="position:absolute;inset:{_ABOVE}px 12px {_BENEATH}px 52px">{"".join(parts)}</div>'
    return (
        f'<div role="img" aria-label="{escape(alt)}" style="position:relative;height:{_TALL}px;overflow-x:clip;'
        f'font-size:13px;line-height:{_LINE:.0f}px">{plot}{_titles(x, y)}</div>'
    )


def place_labels(
    points: Sequence[tuple[float, float]],
    labels: Sequence[str],
    x_top: float,
    y_top: float,
    sides: Sequence[str] = tuple(_SIDES),
) -> list[str]:
    """Choose a side for every label so that labels cover neither each other nor a point, the first ones first.

    A label that fits nowhere gets an empty side: it then shows on hover only.

    Args:
        points: places in the units of the axes, which run from 0 to ``x_top`` and ``y_top``.
        labels: their texts. sides: where they may stand, the best one first.
    """
    pixels = [(x / x_top * _WIDE, y / y_top * _HIGH) for x, y in points]
    taken = [(x - 7, y - 7, x + 7, y + 7) for x, y in pixels]
    chosen: list[str] = []
    for (x, y), text in zip(pixels, labels, strict=True):
        boxes = {side: _box(x, y, len(text), *_SIDES[side]) for side in sides}
        fits = [side for side, box in boxes.items() if _inside(box) and not any(_overlap(box, one) for one in taken)]
        chosen.append(fits[0] if fits else "")
        if fits:
            taken.append(boxes[fits[0]])
    return chosen


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


def lines(
    steps: Sequence[Spot],
    now: Spot | None,
    tops: tuple[float, float],
    goal: Point | None = None,
    cloud: Sequence[Point] = (),
) -> str:
    """Return grid, goal, cloud, trail and the intervals of the present place as SVG, 100 units wide and high."""
    across, up = ([_share(value, top) for value in _values(top)] for top in tops)
    grid = "".join(f"M{x:.2f} 0V100" for x in across) + "".join(f"M0 {100 - y:.2f}H100" for y in up)
    drawn = [f"<path d='{grid}' stroke='{GREY}' stroke-opacity='.28'/>", *_goal(goal, tops), *_cloud(cloud, tops)]
    places = [_place(spot.point, tops) for spot in steps]
    if len(places) > 1:
        points = " ".join(f"{x:.2f},{100 - y:.2f}" for x, y in places)
        drawn.append(f"<polyline points='{points}' stroke='{BLUE}' stroke-width='1.5' stroke-dasharray='2 3'/>")
        drawn.append(_dots(places[:-1], f"stroke='{BLUE}' stroke-opacity='.6' stroke-width='6'"))
    if now:
        x, y = _place(now.point, tops)
        left, right = (_share(100 * end, tops[0]) for end in (now.accuracy.low, now.accuracy.high))
        low, high = (_share(max(0.0, 100 * end), tops[1]) for end in (now.risk.low, now.risk.high))
        bars = f"M{left:.2f} {100 - y:.2f}H{right:.2f}M{x:.2f} {100 - low:.2f}V{100 - high:.2f}"
        drawn.append(f"<path d='{bars}' stroke='{BLUE}' stroke-width='1.3'/>")
    strokes = "".join(one.replace("/>", " vector-effect='non-scaling-stroke'/>") for one in drawn)
    root = "xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100' preserveAspectRatio='none' fill='none'"
    return f"<svg {root}>{strokes}</svg>"


def _goal(goal: Point | None, tops: tuple[float, float]) -> list[str]:
    """Return the shaded corner, right of the goal and below it."""
    if goal is None:
        return []
    x, y = _place(goal, tops)
    corner = f"M{x:.2f} 100V{100 - y:.2f}H100V100z"
    return [f"<path d='{corner}' fill='{BLUE}' fill-opacity='.18' stroke='{BLUE}' stroke-width='1.5'/>"]


def _cloud(cloud: Sequence[Point], tops: tuple[float, float]) -> list[str]:
    """Return the cloud, each place once."""
    look = f"stroke='{GREY}' stroke-opacity='.7' stroke-width='4'"
    return [_dots([_place(one, tops) for one in cloud], look)] if cloud else []


def _dots(places: Sequence[Point], look: str) -> str:
    """Return dots that stay round when the picture stretches: lines without length, with round ends."""
    dots = dict.fromkeys(f"M{x:.1f} {100 - y:.1f}h0" for x, y in places)
    return f"<path d='{''.join(dots)}' {look} stroke-linecap='round'/>"


def _values(top: float) -> list[float]:
    """Return the values at which an axis has a line: every 20 up to the top, every 10 on a short axis."""
    step = 20 if top > 60 else 10
    return [float(value) for value in range(0, int(top) + 1, step)]


def _share(value: float, top: float) -> float:
    """Return a place on an axis in percent of its length; the axis begins a little below zero."""
    return 100 * (value + _BELOW * top) / (top + _BELOW * top)


def _place(point: tuple[float, float], tops: tuple[float, float]) -> tuple[float, float]:
    return _share(point[0], tops[0]), _share(point[1], tops[1])


def _image(svg: str) -> str:
    address = f"data:image/svg+xml,{quote(svg, safe=_SAFE)}"
    return f'<img alt="" src="{address}" style="position:absolute;width:100%;height:100%">'


def _at(point: tuple[float, float], tops: tuple[float, float]) -> str:
    x, y = _place(point, tops)
    return f"position:absolute;left:{x:.2f}%;top:{100 - y:.2f}%"


def _mark(kind: str, spot: Spot, tops: tuple[float, float]) -> str:
    hover = f"{escape(spot.name)}: {spot.point[0]:.1f} / {spot.point[1]:.1f}"
    return f'<div title="{hover}" style="{_at(spot.point, tops)};translate:-50% -50%;{_LOOKS[kind]}"></div>'


def _label(kind: str, spot: Spot, side: str, tops: tuple[float, float]) -> str:
    if not side:
        return ""
    dx, dy = _SIDES[side]
    away = 8 if dx == 0 else 3
    across = {1: "10px", 0: "-50%", -1: "calc(-100% - 10px)"}[dx]
    up = {1: f"calc(-100% - {away}px)", 0: "-50%", -1: f"{away}px"}[dy]
    weight = "400" if kind == "landmark" else "700"
    style = f"{_at(spot.point, tops)};translate:{across} {up};white-space:nowrap;font-weight:{weight}"
    return f'<div style="{style}">{escape(spot.name)}</div>'


def _ticks(tops: tuple[float, float]) -> list[str]:
    """Return the numbers at both axes: a line of text each, spread over columns, and over the height."""
    (across, left, wide), (up, low, high) = (_spread(top) for top in tops)
    line = high / 100 * (_TALL - _ABOVE - _BENEATH)
    return [
        f'<div style="position:absolute;top:calc(100% + 3px);left:{left:.2f}%;width:{wide * len(across):.2f}%;'
        f"height:{_LINE:.0f}px;columns:{len(across)};column-gap:0;column-fill:auto;text-align:center;"
        f'white-space:pre-line">{_lined(across)}</div>',
        f'<div style="position:absolute;right:calc(100% + 6px);bottom:{low:.2f}%;line-height:{line:.2f}px;'
        f'text-align:right;white-space:pre-line">{_lined(up[::-1])}</div>',
    ]


def _spread(top: float) -> tuple[list[float], float, float]:
    """Return an axis's values, where the room of the first one begins, and how much room each has, in percent."""
    values = _values(top)
    room = _share(values[1], top) - _share(values[0], top)
    return values, _share(values[0], top) - room / 2, room


def _lined(values: Sequence[float]) -> str:
    return "\n".join(f"{value:.0f}" for value in values)


def _titles(x: str, y: str) -> str:
    below = f'<div style="position:absolute;left:52px;right:12px;bottom:0;text-align:center">{escape(x)}</div>'
    height = f"position:absolute;left:0;top:{_ABOVE}px;bottom:{_BENEATH}px"
    beside = f"{height};writing-mode:vertical-rl;rotate:180deg;text-align:center"
    return f'{below}<div style="{beside}">{escape(y)}</div>'
