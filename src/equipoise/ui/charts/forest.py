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
from equipoise.ui.charts import svg
from equipoise.ui.charts.rows import CIRCLE, DIAMOND, Row, grid
from equipoise.ui.charts.style import CACHED, NOTE, rem

_LEAST = 1.0
"""The shortest reach of the axis to either side, in its own unit."""
_COLUMNS = "minmax(86px,20%) 1fr minmax(108px,24%)"


@dataclasses.dataclass(frozen=True)
class Line:
    """One change: its label, the change in the unit of the axis, and the same as text."""

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
    drawn = grid([row for lane in lanes for row in _rows(lane)], (-reach, reach), columns=_COLUMNS, head=ends)
    return svg.figure(drawn, alt=alt, style=f"font-size:{NOTE};line-height:1.54;max-width:{rem(860)}")


def _reach(lanes: tuple[Lane, ...]) -> float:
    """Return how far the axis goes to either side of zero."""
    rates = [line.change for lane in lanes for line in lane.lines if line.change.known]
    ends = [abs(end) for rate in rates for end in (rate.low, rate.high) if math.isfinite(end)]
    return 1.05 * max([_LEAST, *ends])


def _rows(lane: Lane) -> list[Row]:
    look = DIAMOND if lane.worse else CIRCLE
    return [Row(lane.title, lane.remark), *(Row(line.label, line.words, ((line.change, look),)) for line in lane.lines)]
