"""Small curves side by side, one for each number, along the strength of a protection."""

from __future__ import annotations

import dataclasses
import math
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from equipoise.numerics.rate import Rate
from equipoise.ui.charts.style import BLUE, CACHED, FAINT, INK, LETTERS, ORANGE, figure

_ACROSS = 2
_PANEL = 118
"""Pixels of a panel, without its heading and the labels below the last row."""
_HEADING, _LABELS = 34, 44
_GAP = 0.08
_BAND = {BLUE: "rgba(42,127,201,0.22)", ORANGE: "rgba(208,106,18,0.22)"}


@dataclasses.dataclass(frozen=True)
class Panel:
    """One number along the strengths.

    Attributes:
        title: what the number is called. rates: one a strength; None where it is not known (yet).
        good: whether more of it is what one hopes for (blue, circles) or fears (orange, diamonds).
    """

    title: str
    rates: tuple[Rate | None, ...]
    good: bool


@lru_cache(maxsize=CACHED)
def curves(
    panels: tuple[Panel, ...], strengths: tuple[str, ...], now: int, *, in_100: str, ordered: bool = True
) -> go.Figure:
    """Draw the panels in two columns on one common scale.

    Args:
        panels: the numbers. strengths: the labels of the places along the lever, evenly spaced.
        now: the place of the lever's present value. in_100: how a share is written: "{share} in 100".
        ordered: whether the places are steps of one strength, joined by a line and a band; else the places are
            separate, each with its interval as a bar.
    """
    rows = math.ceil(len(panels) / _ACROSS)
    top = _top(panels)
    layout: dict[str, Any] = {"height": rows * (_PANEL + _HEADING) + _LABELS, "annotations": [], "shapes": []}
    data: list[dict[str, Any]] = []
    for place, panel in enumerate(panels):
        name = "" if place == 0 else str(place + 1)
        across, up = _domains(place, rows)
        layout[f"xaxis{name}"] = _strengths(across, name, strengths, labelled=place + _ACROSS >= len(panels))
        layout[f"yaxis{name}"] = _hundred(up, name, top)
        layout["annotations"].append(_heading(panel.title, across[0], up[1]))
        layout["shapes"].append(_mark(name, now, top))
        data += _traces(panel, name, strengths, now, in_100=in_100, ordered=ordered)
    return figure(data, margin={"l": 34, "r": 10, "t": 4, "b": _LABELS}, **layout)


def _top(panels: tuple[Panel, ...]) -> float:
    """Return where the common scale ends: the next ten above everything shown, 20 at least."""
    ends = [100 * rate.value for panel in panels for rate in panel.rates if rate is not None and rate.known]
    return min(104.0, 10.0 * math.ceil(max([20.0, *(1.08 * end for end in ends)]) / 10))


def _domains(place: int, rows: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the part of the figure that a panel takes, across and up."""
    row, column = divmod(place, _ACROSS)
    wide, high = (1 - _GAP) / _ACROSS, 1 / rows
    left, bottom = column * (wide + _GAP), 1 - (row + 1) * high
    return (left, left + wide), (bottom, bottom + high * _PANEL / (_PANEL + _HEADING))


def _strengths(domain: tuple[float, float], name: str, labels: tuple[str, ...], *, labelled: bool) -> dict[str, Any]:
    return {
        "domain": domain,
        "anchor": f"y{name}",
        "range": [-0.35, len(labels) - 0.65],
        "tickvals": list(range(len(labels))),
        "ticktext": labels,
        "showticklabels": labelled,
        "tickfont": {**LETTERS, "size": 12},
        "fixedrange": True,
        "automargin": False,
        "zeroline": False,
        "showgrid": False,
    }


def _hundred(domain: tuple[float, float], name: str, top: float) -> dict[str, Any]:
    return {
        "domain": domain,
        "anchor": f"x{name}",
        "range": [-0.04 * top, top],
        "nticks": 4,
        "tickfont": {**LETTERS, "size": 12},
        "fixedrange": True,
        "automargin": False,
        "zeroline": False,
        "gridcolor": FAINT,
    }


def _heading(title: str, left: float, top: float) -> dict[str, Any]:
    place = {"x": left, "y": top, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    return {"text": f"<b>{title}</b>", "showarrow": False, "font": LETTERS, **place}


def _mark(name: str, now: int, top: float) -> dict[str, Any]:
    """Return the line at the present strength."""
    look = {"color": INK, "width": 1, "dash": "dot"}
    return {
        "type": "line", "xref": f"x{name}", "yref": f"y{name}", "x0": now, "x1": now, "y0": 0, "y1": top, "line": look
    }  # fmt: skip


def _traces(
    panel: Panel, name: str, strengths: tuple[str, ...], now: int, *, in_100: str, ordered: bool
) -> list[dict[str, Any]]:
    """Return the points of a panel with their band or bars; the present strength is a larger mark."""
    colour, symbol = (BLUE, "circle") if panel.good else (ORANGE, "diamond")
    known = [(place, rate) for place, rate in enumerate(panel.rates) if rate is not None and rate.known]
    xs = [place for place, _ in known]
    low, middle, high = ([_shown(getattr(rate, end)) for _, rate in known] for end in ("low", "value", "high"))
    axes = {"type": "scatter", "xaxis": f"x{name}", "yaxis": f"y{name}"}
    points = axes | {
        "name": panel.title,
        "x": xs,
        "y": middle,
        "mode": "lines+markers" if ordered else "markers",
        "line": {"color": colour, "width": 2},
        "marker": {"symbol": symbol, "color": colour, "size": [13 if place == now else 7 for place in xs]},
        "customdata": [strengths[place] for place in xs],
        "hovertemplate": f"%{{customdata}}: {in_100.format(share='%{y:.1f}')}<extra></extra>",
    }
    if not ordered:
        return [points | {"error_y": _bars(low, middle, high, colour)}]
    band = {"x": xs + xs[::-1], "y": high + low[::-1], "fill": "toself", "fillcolor": _BAND[colour]}
    return [axes | band | {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "name": "range"}, points]


def _bars(low: list[float], middle: list[float], high: list[float], colour: str) -> dict[str, Any]:
    up = [top - value for top, value in zip(high, middle, strict=True)]
    down = [value - bottom for bottom, value in zip(low, middle, strict=True)]
    look = {"color": colour, "thickness": 1.2, "width": 4}
    return {"type": "data", "symmetric": False, "array": up, "arrayminus": down, **look}


def _shown(share: float) -> float:
    """Return a share in "x in 100" as drawn: a risk below zero is chance and counts as none."""
    return max(0.0, 100 * share)
