"""Two grouped icon arrays, before and after, of 100 icons each.

One shape a fill, not one a person: 100 figures are a single path, so the browser draws four shapes in all.
"""

from __future__ import annotations

import dataclasses
from typing import Literal

import plotly.graph_objects as go

from equipoise.ui.charts.style import BLUE, GREY, HEIGHT, LETTERS, ORANGE, frameless

ROWS = COLUMNS = 10
_GAP = 1.6
_TALL = 1.14
Glyph = Literal["person", "offer"]


@dataclasses.dataclass(frozen=True)
class Panel:
    """One array: its heading, and how many of its 100 icons are filled."""

    heading: str
    filled: int


def icon_arrays(before: Panel, after: Panel, *, legend: str, glyph: Glyph = "person", good: bool = True) -> go.Figure:
    """Draw both arrays side by side with the same denominator.

    Args:
        before, after: the pinned and the present state.
        legend: what a filled icon stands for.
        glyph: people, or offers where the denominator is not people.
        good: whether filled is what one hopes for (blue) or fears (orange).
    """
    figure = go.Figure()
    figure.update_layout(shapes=[], annotations=[])
    for place, panel in enumerate((before, after)):
        _draw(figure, panel, place * (COLUMNS + _GAP), glyph, BLUE if good else ORANGE)
    right = 2 * COLUMNS + _GAP
    figure.update_xaxes(visible=False, range=[-0.3, right + 0.3], fixedrange=True)
    figure.update_yaxes(
        visible=False, range=[-2.1, ROWS * _TALL + 2.3], fixedrange=True, scaleanchor="x", constrain="domain"
    )
    figure.add_annotation(
        x=right / 2,
        y=-0.95,
        text=legend,
        showarrow=False,
        font=LETTERS,
        xanchor="center",
        yanchor="middle",
    )
    return frameless(figure, height=HEIGHT, margin={"l": 0, "r": 0, "t": 0, "b": 0})


def _draw(figure: go.Figure, panel: Panel, left: float, glyph: Glyph, colour: str) -> None:
    draw = _person if glyph == "person" else _offer
    cells = [(left + place % COLUMNS + 0.5, place // COLUMNS * _TALL) for place in range(ROWS * COLUMNS)]
    filled, empty = cells[: panel.filled], cells[panel.filled :]
    if filled:
        figure.add_shape(
            type="path",
            path="".join(draw(*cell) for cell in filled),
            fillcolor=colour,
            line_width=0,
            name="filled",
        )
    if empty:
        path = "".join(draw(*cell) for cell in empty)
        figure.add_shape(type="path", path=path, line={"color": GREY, "width": 1.1}, name="empty")
    figure.add_annotation(
        x=left + COLUMNS / 2,
        y=ROWS * _TALL + 0.2,
        yanchor="bottom",
        showarrow=False,
        font=LETTERS,
        text=panel.heading,
    )


def _person(x: float, y: float) -> str:
    head, r, c = y + 0.82, 0.17, 0.094
    return (
        f"M{x - r:.2f},{head:.2f}C{x - r:.2f},{head + c:.2f},{x - c:.2f},{head + r:.2f},{x:.2f},{head + r:.2f}"
        f"C{x + c:.2f},{head + r:.2f},{x + r:.2f},{head + c:.2f},{x + r:.2f},{head:.2f}"
        f"C{x + r:.2f},{head - c:.2f},{x + c:.2f},{head - r:.2f},{x:.2f},{head - r:.2f}"
        f"C{x - c:.2f},{head - r:.2f},{x - r:.2f},{head - c:.2f},{x - r:.2f},{head:.2f}Z"
        f"M{x - 0.32:.2f},{y + 0.08:.2f}L{x - 0.32:.2f},{y + 0.32:.2f}"
        f"C{x - 0.32:.2f},{y + 0.5:.2f},{x - 0.2:.2f},{y + 0.57:.2f},{x:.2f},{y + 0.57:.2f}"
        f"C{x + 0.2:.2f},{y + 0.57:.2f},{x + 0.32:.2f},{y + 0.5:.2f},{x + 0.32:.2f},{y + 0.32:.2f}"
        f"L{x + 0.32:.2f},{y + 0.08:.2f}Z"
    )


def _offer(x: float, y: float) -> str:
    left, right, low, high = x - 0.34, x + 0.34, y + 0.2, y + 0.86
    return f"M{left:.2f},{low:.2f}L{right:.2f},{low:.2f}L{right:.2f},{high:.2f}L{left:.2f},{high:.2f}Z"
