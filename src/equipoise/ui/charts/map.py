"""The map: how often the offer is right (to the right) against how many could be identified (up).

It is a picture in HTML, not a Plotly figure, which Streamlit would build anew for every change. Hovering over a place
that has a name shows its numbers.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from functools import lru_cache

from equipoise.numerics.rate import Rate
from equipoise.ui.charts import plane, svg
from equipoise.ui.charts.plane import Axis, Clearance, Inset, Plane, Point
from equipoise.ui.charts.style import BLUE, CACHED, GREY, ORANGE, rem

_TALL, _INSET = 262, Inset(8, 12, 42, 52)
_LINE = 16
_CLEAR = Clearance(10, 8, 10, 3)
_LOOKS = {
    "now": f"width:15px;height:15px;border-radius:50%;background:{BLUE}",
    "pin": f"width:8px;height:8px;border:3px solid {ORANGE};rotate:45deg",
    "landmark": f"width:8px;height:8px;background:{GREY}",
}
"""The shape of every kind of place, around its centre."""
_BELOW = 0.03
"""How far the axes reach below zero, relative to their length."""


@dataclasses.dataclass(frozen=True)
class Spot:
    """A place on the map, both as rates from 0 to 1."""

    name: str
    accuracy: Rate
    risk: Rate

    @property
    def point(self) -> Point:
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
    points = [spot.point for spot in [*steps, *(spot for _, spot in kinds)]]
    axes = axes_to(*_tops([*points, *cloud, *([goal] if goal else [])]))
    sides = plane.place_labels(
        [spot.point for _, spot in kinds], [spot.name for _, spot in kinds], axes.across[1], axes.up[1]
    )
    parts = [
        *(_mark(kind, spot, axes) for kind, spot in reversed(kinds)),
        *(_label(kind, spot, side, axes) for (kind, spot), side in zip(kinds, sides, strict=True)),
        *_ticks(axes),
    ]
    picture = lines(steps, now if now.known else None, axes, goal, cloud)
    return plane.drawn(picture, parts, height=_TALL, inset=_INSET, x=x, y=y, alt=alt, lead=_LINE)


def axes_to(across: float, up: float) -> Plane:
    """Return axes that end at these values and begin a little below zero."""
    return Plane((-_BELOW * across, across), (-_BELOW * up, up))


def _tops(points: Sequence[Point]) -> Point:
    """Return where both axes end: the next ten above the farthest point."""
    ends = [max([20.0, *(1.15 * point[axis] for point in points)]) for axis in (0, 1)]
    across, up = (min(105.0, 10.0 * math.ceil(end / 10)) for end in ends)
    return across, up


def lines(
    steps: Sequence[Spot], now: Spot | None, axes: Plane, goal: Point | None = None, cloud: Sequence[Point] = ()
) -> str:
    """Return grid, goal, cloud, trail and the intervals of the present place as SVG, 100 units wide and high."""
    across, up = ([plane.share(value, axis) for value in _values(axis)] for axis in (axes.across, axes.up))
    grid = "".join(f"M{x:.2f} 0V100" for x in across) + "".join(f"M0 {100 - y:.2f}H100" for y in up)
    drawn = [svg.element("path", d=grid, stroke=GREY, stroke_opacity=".28"), *_goal(goal, axes), *_cloud(cloud, axes)]
    places = [axes.place(spot.point) for spot in steps]
    if len(places) > 1:
        points = " ".join(f"{x:.2f},{y:.2f}" for x, y in places)
        drawn.append(svg.element("polyline", points=points, stroke=BLUE, stroke_width=1.5, stroke_dasharray="2 3"))
        drawn.append(_dots(places[:-1], BLUE, ".6", 6))
    if now:
        drawn.append(svg.element("path", d=_intervals(now, axes), stroke=BLUE, stroke_width=1.3))
    return svg.stretched(drawn, fill="none")


def _intervals(now: Spot, axes: Plane) -> str:
    x, y = axes.place(now.point)
    left, low = axes.place((100 * now.accuracy.low, 100 * now.risk.low))
    right, high = axes.place((100 * now.accuracy.high, 100 * now.risk.high))
    low = min(low, axes.place((0.0, 0.0))[1])  # a risk below zero counts as none
    return f"M{left:.2f} {y:.2f}H{right:.2f}M{x:.2f} {low:.2f}V{high:.2f}"


def _goal(goal: Point | None, axes: Plane) -> list[str]:
    """Return the shaded corner, right of the goal and below it."""
    if goal is None:
        return []
    x, y = axes.place(goal)
    corner = f"M{x:.2f} 100V{y:.2f}H100V100z"
    return [svg.element("path", d=corner, fill=BLUE, fill_opacity=".18", stroke=BLUE, stroke_width=1.5)]


def _cloud(cloud: Sequence[Point], axes: Plane) -> list[str]:
    """Return the cloud, each place once."""
    return [_dots([axes.place(one) for one in cloud], GREY, ".7", 4)] if cloud else []


def _dots(places: Sequence[Point], colour: str, opacity: str, wide: int) -> str:
    """Return dots that stay round when the picture stretches: lines without length, with round ends."""
    dots = "".join(dict.fromkeys(f"M{x:.1f} {y:.1f}h0" for x, y in places))
    return svg.element("path", d=dots, stroke=colour, stroke_opacity=opacity, stroke_width=wide, stroke_linecap="round")


def _values(axis: Axis) -> list[float]:
    """Return the values at which an axis has a line: every 20 up to the top, every 10 on a short axis."""
    step = 20 if axis[1] > 60 else 10
    return [float(value) for value in range(0, int(axis[1]) + 1, step)]


def _mark(kind: str, spot: Spot, axes: Plane) -> str:
    hover = f"{spot.name}: {spot.point[0]:.1f} / {spot.point[1]:.1f}"
    return plane.mark(hover, axes.at(spot.point), _LOOKS[kind])


def _label(kind: str, spot: Spot, side: str, axes: Plane) -> str:
    return plane.label(spot.name, axes.at(spot.point), side, _CLEAR, weight=400 if kind == "landmark" else 700)


def _ticks(axes: Plane) -> list[str]:
    """Return the numbers at both axes: a line of text each, spread over columns, and over the height."""
    (across, left, wide), (up, low, high) = (_spread(axis) for axis in (axes.across, axes.up))
    line = high / 100 * (_TALL - _INSET.top - _INSET.bottom)
    return [
        f'<div style="position:absolute;top:calc(100% + 3px);left:{left:.2f}%;width:{wide * len(across):.2f}%;'
        f"height:{rem(_LINE)};columns:{len(across)};column-gap:0;column-fill:auto;text-align:center;"
        f'white-space:pre-line">{_lined(across)}</div>',
        f'<div style="position:absolute;right:calc(100% + 6px);bottom:{low:.2f}%;line-height:{rem(line)};'
        f'text-align:right;white-space:pre-line">{_lined(up[::-1])}</div>',
    ]


def _spread(axis: Axis) -> tuple[list[float], float, float]:
    """Return an axis's values, where the room of the first one begins, and how much room each has, in percent."""
    values = _values(axis)
    room = plane.share(values[1], axis) - plane.share(values[0], axis)
    return values, plane.share(values[0], axis) - room / 2, room


def _lined(values: Sequence[float]) -> str:
    return "\n".join(f"{value:.0f}" for value in values)
