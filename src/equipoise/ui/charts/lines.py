"""Several numbers along one lever, distinguished by dash and mark as well as by colour."""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from equipoise.ui.charts.style import BLUE, CACHED, FAINT, GREY, INK, LETTERS, ORANGE, figure

_LOOKS = (
    (BLUE, "solid", "circle"),
    (ORANGE, "solid", "diamond"),
    (BLUE, "dash", "square"),
    (ORANGE, "dot", "cross"),
    (GREY, "dashdot", "triangle-up"),
    (GREY, "solid", "x"),
)
_PLOT, _NAME = 270, 22
"""Height of the plot, and of a name in the legend, in pixels."""
_MARKS = 6
"""Places of a line that carry its mark."""


@dataclasses.dataclass(frozen=True)
class Curve:
    """A name and its values, in the units of the axis, with the ends of their intervals if they are to be drawn."""

    name: str
    values: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


@lru_cache(maxsize=CACHED)
def lines(
    shown: tuple[Curve, ...], across: tuple[float, ...], now: float | None, *, x: str, y: str, in_100: str
) -> go.Figure:
    """Draw the curves with a legend below them.

    Args:
        shown: at most six curves. across: the lever's values.
        now: the lever's present value, drawn as a dotted line; None for none.
        x, y: titles of the axes. in_100: how a share is written: "{share} in 100".
    """
    axis = {"gridcolor": FAINT, "fixedrange": True, "zeroline": True, "zerolinecolor": GREY}
    legend = 66 + _NAME * len(shown)
    line = {"type": "line", "x0": now, "x1": now, "y0": 0, "y1": 1, "yref": "paper"}
    return figure(
        [
            trace
            for curve, look in zip(shown, _LOOKS, strict=False)
            for trace in (*_band(curve, across, look[0]), _trace(curve, across, look, in_100))
        ],
        margin={"l": 56, "r": 14, "t": 10, "b": legend},
        height=_PLOT + legend,
        showlegend=True,
        legend={"orientation": "h", "y": -64 / _PLOT, "x": 0, "font": LETTERS},
        xaxis={"title": {"text": x}, **axis},
        yaxis={"title": {"text": y}, **axis},
        shapes=[] if now is None else [line | {"line": {"color": INK, "width": 1, "dash": "dot"}}],
    )


def _band(curve: Curve, across: tuple[float, ...], colour: str) -> list[dict[str, Any]]:
    """Return the intervals of a curve as a band, out along the high ends and back along the low ones."""
    if not curve.low:
        return []
    x, y = (*across, *reversed(across)), (*curve.high, *reversed(curve.low))
    look = {"fill": "toself", "fillcolor": colour, "opacity": 0.22, "line": {"width": 0}, "mode": "lines"}
    return [{"type": "scatter", "x": x, "y": y, "hoverinfo": "skip", "showlegend": False, **look}]


def _trace(curve: Curve, across: tuple[float, ...], look: tuple[str, str, str], in_100: str) -> dict[str, Any]:
    colour, dash, symbol = look
    return {
        "type": "scatter",
        "name": curve.name,
        "x": across,
        "y": curve.values,
        "mode": "lines+markers",
        "line": {"color": colour, "dash": dash, "width": 2},
        "marker": {"symbol": symbol, "color": colour, "size": 8, "maxdisplayed": _MARKS},
        "hovertemplate": f"{curve.name}: {in_100.format(share='%{y:.1f}')}<extra></extra>",
    }
