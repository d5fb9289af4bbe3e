"""Value (to the right) against risk (up): one numbered mark for everything that could be collected.

A picture in HTML, as the map is. The number in a mark is its row in the table below, so that a mark whose name finds no
room can still be told; its shape says what to make of it, as its colour does. Bars show how far chance could move it.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import Literal
from urllib.parse import quote

from equipoise.numerics.rate import Rate
from equipoise.texts.numerals import plain
from equipoise.ui.charts.map import place_labels
from equipoise.ui.charts.style import CACHED, GREY

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
_HIGH = 380
_TICKS = 4
_LEAST = 1.0
_SIDES = {
    "top right": (1, 1), "bottom right": (1, -1), "top left": (-1, 1), "bottom left": (-1, -1),
    "top center": (0, 1), "bottom center": (0, -1), "middle right": (1, 0), "middle left": (-1, 0),
}  # fmt: skip
"""Where a name may stand, best of all clear of both bars."""
_SAFE = " '/:=,.-"
Axis = tuple[float, float]
"""Where an axis begins and ends."""


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
    across, up = axis([mark.value for _, mark in known]), axis([mark.risk for _, mark in known])
    points = [(mark.value.value - across[0], mark.risk.value - up[0]) for _, mark in known]
    names, spans = [mark.short for _, mark in known], (across[1] - across[0], up[1] - up[0])
    sides = place_labels(points, names, *spans, sides=tuple(_SIDES))
    parts = [
        _lines([mark for _, mark in known], across, up),
        *_corners(corners, across),
        *(_mark(place, mark, across, up) for place, mark in reversed(known)),
        *(_label(mark, side, across, up) for (_, mark), side in zip(known, sides, strict=True)),
        *_ticks(across, up),
    ]
    plot = f'<div style="position:absolute;inset:8px 16px 42px 56px">{"".join(parts)}</div>'
    return (
        f'<div role="img" aria-label="{escape(alt)}" style="position:relative;height:{_HIGH}px;font-size:13px;'
        f'line-height:16px">{plot}{_titles(x, y)}</div>'
    )


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


def _share(value: float, ends: Axis) -> float:
    return 100 * (min(max(value, ends[0]), ends[1]) - ends[0]) / (ends[1] - ends[0])


def _lines(marks: Sequence[Mark], across: Axis, up: Axis) -> str:
    """Return grid, the two zero lines, and the intervals as an image that stretches with the page."""
    grid = "".join(f"M{_share(value, across):.2f} 0V100" for value in ticks(across))
    grid += "".join(f"M0 {100 - _share(value, up):.2f}H100" for value in ticks(up))
    zero = f"M{_share(0, across):.2f} 0V100M0 {100 - _share(0, up):.2f}H100"
    drawn = [f"<path d='{grid}' stroke='{GREY}' stroke-opacity='.22'/>", f"<path d='{zero}' stroke='{GREY}'/>"]
    for mark in marks:
        x, y = _share(mark.value.value, across), 100 - _share(mark.risk.value, up)
        bars = ""
        if math.isfinite(mark.value.high) and math.isfinite(mark.risk.high):
            bars += f"M{_share(mark.value.low, across):.2f} {y:.2f}H{_share(mark.value.high, across):.2f}"
            bars += f"M{x:.2f} {100 - _share(mark.risk.low, up):.2f}V{100 - _share(mark.risk.high, up):.2f}"
        drawn.append(f"<path d='{bars}' stroke='{GREY}' stroke-width='1.6'/>")
    strokes = "".join(one.replace("/>", " fill='none' vector-effect='non-scaling-stroke'/>") for one in drawn)
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100' preserveAspectRatio='none'>{strokes}</svg>"
    address = f"data:image/svg+xml,{quote(svg, safe=_SAFE)}"
    return f'<img alt="" src="{address}" style="position:absolute;width:100%;height:100%">'


def _at(mark: Mark, across: Axis, up: Axis) -> str:
    left, top = _share(mark.value.value, across), 100 - _share(mark.risk.value, up)
    return f"position:absolute;left:{left:.2f}%;top:{top:.2f}%"


def _mark(place: int, mark: Mark, across: Axis, up: Axis) -> str:
    look = f"width:{_MARK}px;height:{_MARK}px;background:{_FILL[mark.verdict]};{_SHAPE[mark.verdict]}"
    turned = "rotate:-45deg;" if mark.verdict == "drop" else ""
    number = f'<div style="{turned}color:#fff;font-weight:700;text-align:center;line-height:{_MARK}px">{place}</div>'
    hover = f"{escape(mark.name)}: {plain(mark.value.value)} / {plain(mark.risk.value)}"
    return f'<div title="{hover}" style="{_at(mark, across, up)};translate:-50% -50%;{look}">{number}</div>'


def _label(mark: Mark, side: str, across: Axis, up: Axis) -> str:
    if not side:
        return ""
    dx, dy = _SIDES[side]
    away = 13 if dx == 0 else 4
    beside = 16 if dy == 0 else 10
    sideways = {1: f"{beside}px", 0: "-50%", -1: f"calc(-100% - {beside}px)"}[dx]
    upwards = {1: f"calc(-100% - {away}px)", 0: "-50%", -1: f"{away}px"}[dy]
    style = f"{_at(mark, across, up)};translate:{sideways} {upwards};white-space:nowrap;font-weight:600"
    return f'<div style="{style}">{escape(mark.short)}</div>'


def _corners(words: tuple[str, str], across: Axis) -> list[str]:
    """Return what the corners stand for; the first one beside the line at zero."""
    top_left, bottom_right = words
    look = "position:absolute;font-size:12px;max-width:46%"
    left = f"left:calc({_share(0, across):.2f}% + 6px)"
    return [
        f'<div style="{look};{left};top:0">◆ {escape(top_left)}</div>',
        f'<div style="{look};right:4px;bottom:0;text-align:right">{escape(bottom_right)} ●</div>',
    ]


def _ticks(across: Axis, up: Axis) -> list[str]:
    below = [
        f'<div style="position:absolute;left:{_share(value, across):.2f}%;top:calc(100% + 3px);translate:-50%">'
        f"{_tick(value)}</div>"
        for value in ticks(across)
    ]
    beside = [
        f'<div style="position:absolute;right:calc(100% + 6px);top:{100 - _share(value, up):.2f}%;'
        f'translate:0 -50%">{_tick(value)}</div>'
        for value in ticks(up)
    ]
    return below + beside


def _tick(value: float) -> str:
    return f"{value:,.10g}".replace("-", "−")


def _titles(x: str, y: str) -> str:
    below = f'<div style="position:absolute;left:56px;right:8px;bottom:0;text-align:center">{escape(x)}</div>'
    beside = "position:absolute;left:0;top:8px;bottom:42px;writing-mode:vertical-rl;rotate:180deg;text-align:center"
    return f'{below}<div style="{beside}">{escape(y)}</div>'
