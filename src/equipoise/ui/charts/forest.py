"""Changes with their intervals, line by line under a heading for each group: a forest plot as HTML.

The line at zero is no change. A mark is a circle, or a diamond where the group fares worse than the others; the heading
says the same in words, and every line ends in its numbers.
"""

from __future__ import annotations

import dataclasses
import math
from functools import lru_cache
from html import escape

from equipoise.numerics.rate import Rate
from equipoise.ui.charts.style import BLUE, CACHED, FAINT, GREY, ORANGE

_SHAPE = {True: f"background:{ORANGE};border-radius:2px;rotate:45deg", False: f"background:{BLUE};border-radius:50%"}
_LEAST = 1.0
"""The shortest reach of the axis to either side, in its own unit."""
_COLUMNS = "minmax(86px,20%) 1fr minmax(108px,24%)"


@dataclasses.dataclass(frozen=True)
class Line:
    """One change: what stands before it, the change in the unit of the axis, and its numbers in words."""

    label: str
    change: Rate
    words: str


@dataclasses.dataclass(frozen=True)
class Lane:
    """One group: its name, what to make of it, whether that is worse than the others, and its changes."""

    title: str
    remark: str
    worse: bool
    lines: tuple[Line, ...]


@lru_cache(maxsize=CACHED)
def forest(lanes: tuple[Lane, ...], *, low: str, high: str, alt: str) -> str:
    """Draw all lanes on one scale; ``low`` and ``high`` say what lies to the left and to the right of zero."""
    reach = _reach(lanes)
    ends = f'<div style="display:flex;justify-content:space-between">← {escape(low)}<span>{escape(high)} →</span></div>'
    head = _row("", ends, "")
    body = "".join(_heading(lane) + "".join(_line(line, lane, reach) for line in lane.lines) for lane in lanes)
    style = "font-size:13px;line-height:20px;max-width:860px"
    return f'<div role="img" aria-label="{escape(alt)}" style="{style}">{head}{body}</div>'


def _reach(lanes: tuple[Lane, ...]) -> float:
    """Return how far the axis goes to either side of zero."""
    rates = [line.change for lane in lanes for line in lane.lines if line.change.known]
    ends = [abs(end) for rate in rates for end in (rate.low, rate.high) if math.isfinite(end)]
    return 1.05 * max([_LEAST, *ends])


def _row(before: str, middle: str, after: str) -> str:
    columns = f"display:grid;grid-template-columns:{_COLUMNS};column-gap:8px;align-items:center"
    return f'<div style="{columns}"><div>{before}</div><div>{middle}</div><div>{after}</div></div>'


def _heading(lane: Lane) -> str:
    return f'<div style="margin-top:8px"><b>{escape(lane.title)}</b>: {escape(lane.remark)}</div>'


def _line(line: Line, lane: Lane, reach: float) -> str:
    parts = [f'<div style="position:absolute;left:50%;top:0;bottom:0;width:1px;background:{GREY}"></div>']
    if line.change.known:
        start, middle, end = (_share(each, reach) for each in (line.change.low, line.change.value, line.change.high))
        bar = f"left:{start:.2f}%;width:{end - start:.2f}%;top:9px;height:2px;background:{GREY}"
        mark = f"left:{middle:.2f}%;top:50%;width:10px;height:10px;translate:-50% -50%;{_SHAPE[lane.worse]}"
        parts += [f'<div style="position:absolute;{each}"></div>' for each in (bar, mark)]
    track = f"position:relative;height:20px;background:linear-gradient({FAINT},{FAINT}) center/100% 1px no-repeat"
    return _row(escape(line.label), f'<div style="{track}">{"".join(parts)}</div>', escape(line.words))


def _share(value: float, reach: float) -> float:
    return 50 + 50 * min(max(value / reach, -1.0), 1.0)
