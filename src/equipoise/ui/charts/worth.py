"""Value (to the right) against risk (up): one numbered mark for everything that could be collected.

A picture in HTML, as the map is. The number in a mark is its row in the table below, so that a mark without room for
its name can still be identified; its shape shows the verdict, as its colour does. Bars are 95% intervals.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import Literal

from equipoise.numerics.rate import Rate
from equipoise.texts.numerals import plain
from equipoise.ui.charts import plane, svg
from equipoise.ui.charts.plane import Axis, Clearance, Inset, Plane
from equipoise.ui.charts.style import CACHED, FINE, GREY

Verdict = Literal["collect", "reason", "trade", "drop", "little", "open"]
"""What to make of it: value without risk; the same, but sensitive; both; risk without value; neither; not known yet."""
_BLUE, _GREY, _ORANGE = "#1F5F99", "#59636E", "#A34E05"
"""Dark enough for white numbers."""
_FILL = {"collect": _BLUE, "reason": _BLUE, "trade": _GREY, "drop": _ORANGE, "little": _GREY, "open": _GREY}
_SHAPE = {
    "collect": "border-radius:50%",
    "reason": "border-radius:3px",
    "trade": "border-radius:3px",
    "drop": "border-radius:3px;rotate:45deg",
    "little": "border-radius:50%;scale:.8",
    "open": "border-radius:50%;scale:.8;opacity:.6",
}
_MARK = 22
_TALL, _INSET = 380, Inset(8, 16, 42, 56)
_CLEAR = Clearance(16, 13, 10, 4)
_TICKS = 4
_LEAST = 1.0
_SIDES = (
    "top right", "bottom right", "top left", "bottom left",
    "top center", "bottom center", "middle right", "middle left",
)  # fmt: skip
"""Where a name may stand, best of all clear of both bars."""


@dataclasses.dataclass(frozen=True)
class Mark:
    """One thing that could be collected: its name, and what it adds, in the units of the axes."""

    name: str
    short: str
    value: Rate
    risk: Rate
    verdict: Verdict


@lru_cache(maxsize=CACHED)
def worth_map(marks: tuple[Mark, ...], *, x: str, y: str, corners: tuple[str, str], alt: str) -> str:
    """Draw the chart.

    Args:
        marks: in the order of the table; those without numbers are left out. Their short names are shown.
        x, y: titles of the axes. corners: what the top left and the bottom right corner stand for.
        alt: the chart in words.
    """
    known = [(place, mark) for place, mark in enumerate(marks, start=1) if mark.value.known and mark.risk.known]
    axes = Plane(axis([mark.value for _, mark in known]), axis([mark.risk for _, mark in known]))
    points = [(mark.value.value - axes.across[0], mark.risk.value - axes.up[0]) for _, mark in known]
    names, spans = [mark.short for _, mark in known], (axes.across[1] - axes.across[0], axes.up[1] - axes.up[0])
    sides = plane.place_labels(points, names, *spans, sides=_SIDES)
    parts = [
        *_corners(corners, axes),
        *(_mark(place, mark, axes) for place, mark in reversed(known)),
        *(_label(mark, side, axes) for (_, mark), side in zip(known, sides, strict=True)),
        *_ticks(axes),
    ]
    lines = _lines([mark for _, mark in known], axes)
    return plane.drawn(lines, parts, height=_TALL, inset=_INSET, x=x, y=y, alt=alt)


def axis(rates: Sequence[Rate]) -> Axis:
    """Return an axis from zero to `_LEAST` at least that reaches a little beyond all intervals that end somewhere.

    A short axis would blow up what is nothing.
    """
    ends = [end for rate in rates for end in (rate.low, rate.value, rate.high) if math.isfinite(end)]
    low, high = min([0.0, *ends]), max([_LEAST, *ends])
    span = high - low
    return low - 0.14 * span, high + 0.2 * span


def ticks(ends: Axis) -> list[float]:
    """Return round values along an axis: multiples of 1, 2 or 5 times a power of ten."""
    rough = (ends[1] - ends[0]) / _TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * round_ for round_ in (1, 2, 5, 10) if power * round_ >= rough)
    return [step * place for place in range(math.ceil(ends[0] / step), math.floor(ends[1] / step) + 1)]


def _lines(marks: Sequence[Mark], axes: Plane) -> str:
    """Return grid, the two zero lines, and the intervals as an image that stretches with the page."""
    across, up = axes.across, axes.up
    grid = "".join(f"M{plane.share(value, across):.2f} 0V100" for value in ticks(across))
    grid += "".join(f"M0 {100 - plane.share(value, up):.2f}H100" for value in ticks(up))
    x, y = axes.place((0.0, 0.0))
    zero = f"M{x:.2f} 0V100M0 {y:.2f}H100"
    drawn = [svg.element("path", d=grid, stroke=GREY, stroke_opacity=".22"), svg.element("path", d=zero, stroke=GREY)]
    drawn += [svg.element("path", d=_intervals(mark, axes), stroke=GREY, stroke_width=1.6) for mark in marks]
    return svg.stretched(drawn, fill="none")


def _intervals(mark: Mark, axes: Plane) -> str:
    """Return both intervals of a mark as a path; none where one has no end yet."""
    if not (math.isfinite(mark.value.high) and math.isfinite(mark.risk.high)):
        return ""
    x, y = axes.place((mark.value.value, mark.risk.value))
    left, low = axes.place((mark.value.low, mark.risk.low))
    right, high = axes.place((mark.value.high, mark.risk.high))
    return f"M{left:.2f} {y:.2f}H{right:.2f}M{x:.2f} {low:.2f}V{high:.2f}"


def _at(mark: Mark, axes: Plane) -> str:
    return axes.at((mark.value.value, mark.risk.value))


def _mark(place: int, mark: Mark, axes: Plane) -> str:
    look = f"width:{_MARK}px;height:{_MARK}px;background:{_FILL[mark.verdict]};{_SHAPE[mark.verdict]}"
    turned = "rotate:-45deg;" if mark.verdict == "drop" else ""
    number = f'<div style="{turned}color:#fff;font-weight:700;text-align:center;line-height:{_MARK}px">{place}</div>'
    hover = f"{mark.name}: {plain(mark.value.value)} / {plain(mark.risk.value)}"
    return plane.mark(hover, _at(mark, axes), look, number)


def _label(mark: Mark, side: str, axes: Plane) -> str:
    return plane.label(mark.short, _at(mark, axes), side, _CLEAR, weight=600)


def _corners(words: tuple[str, str], axes: Plane) -> list[str]:
    """Return what the corners stand for; the first one beside the line at zero."""
    top_left, bottom_right = words
    look = f"position:absolute;font-size:{FINE};max-width:46%"
    left = f"left:calc({plane.share(0, axes.across):.2f}% + 6px)"
    return [
        f'<div style="{look};{left};top:0">◆ {escape(top_left)}</div>',
        f'<div style="{look};right:4px;bottom:0;text-align:right">{escape(bottom_right)} ●</div>',
    ]


def _ticks(axes: Plane) -> list[str]:
    below = [
        f'<div style="position:absolute;left:{plane.share(value, axes.across):.2f}%;top:calc(100% + 3px);'
        f'translate:-50%">{_tick(value)}</div>'
        for value in ticks(axes.across)
    ]
    beside = [
        f'<div style="position:absolute;right:calc(100% + 6px);top:{100 - plane.share(value, axes.up):.2f}%;'
        f'translate:0 -50%">{_tick(value)}</div>'
        for value in ticks(axes.up)
    ]
    return below + beside


def _tick(value: float) -> str:
    return f"{value:,.10g}".replace("-", "−")
