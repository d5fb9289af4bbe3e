"""Two grouped icon arrays, before and after, of 100 icons each.

One shape a fill, not one a person: 100 figures are a single path, so the browser draws four shapes in all.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal

import plotly.graph_objects as go

from equipoise.ui.charts.style import BLUE, CACHED, GREY, LETTERS, ORANGE, figure

ROWS = COLUMNS = 10
_GAP = 1.6
_TALL = 1.14
_HEAD = [(0.18 * math.cos(turn), 0.82 + 0.18 * math.sin(turn)) for turn in (math.pi / 8 * k for k in range(1, 16, 2))]
_BODY = [(-0.33, 0.06), (-0.33, 0.38), (-0.2, 0.55), (0.2, 0.55), (0.33, 0.38), (0.33, 0.06)]
_CARD = [(-0.34, 0.2), (0.34, 0.2), (0.34, 0.86), (-0.34, 0.86)]
"""Corners from the middle of a cell's foot, in cells; at this size corners look round."""
Glyph = Literal["person", "offer"]


@dataclasses.dataclass(frozen=True)
class Panel:
    """One array: its heading, and how many of its 100 icons are filled."""

    heading: str
    filled: int


@lru_cache(maxsize=CACHED)
def icon_arrays(before: Panel, after: Panel, *, legend: str, glyph: Glyph = "person", good: bool = True) -> go.Figure:
    """Draw both arrays side by side with the same denominator.

    Args:
        before, after: the pinned and the present state.
        legend: what a filled icon stands for.
        glyph: people, or offers where the denominator is not people.
        good: whether filled is what one hopes for (blue) or fears (orange).
    """
    right = 2 * COLUMNS + _GAP
    colour = BLUE if good else ORANGE
    lefts = ((before, 0.0), (after, COLUMNS + _GAP))
    words = [_text(panel.heading, left + COLUMNS / 2, ROWS * _TALL + 0.2, "bottom") for panel, left in lefts]
    return figure(
        [],
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        shapes=[shape for panel, left in lefts for shape in _shapes(panel, left, glyph, colour)],
        annotations=[*words, _text(legend, right / 2, -0.2, "top")],
        xaxis={"visible": False, "range": [-0.3, right + 0.3], "fixedrange": True},
        yaxis={
            "visible": False,
            "range": [-2.1, ROWS * _TALL + 2.3],
            "fixedrange": True,
            "scaleanchor": "x",
            "constrain": "domain",
        },
    )


def _text(text: str, x: float, y: float, anchor: str) -> dict[str, Any]:
    return {"text": text, "x": x, "y": y, "yanchor": anchor, "showarrow": False, "font": LETTERS}


def _shapes(panel: Panel, left: float, glyph: Glyph, colour: str) -> list[dict[str, Any]]:
    """Return one shape for all filled icons and one for all empty ones, from the bottom row up."""
    draw = _person if glyph == "person" else _offer
    drawn = [draw(left + place % COLUMNS + 0.5, place // COLUMNS * _TALL) for place in range(ROWS * COLUMNS)]
    filled, empty = "".join(drawn[: panel.filled]), "".join(drawn[panel.filled :])
    solid = {"type": "path", "name": "filled", "path": filled, "fillcolor": colour, "line": {"width": 0}}
    outline = {"type": "path", "name": "empty", "path": empty, "line": {"color": GREY, "width": 1.1}}
    return [shape for shape in (solid, outline) if shape["path"]]


def _person(x: float, y: float) -> str:
    return _outline(_HEAD, x, y) + _outline(_BODY, x, y)


def _offer(x: float, y: float) -> str:
    return _outline(_CARD, x, y)


def _outline(corners: Sequence[tuple[float, float]], x: float, y: float) -> str:
    return "M" + "L".join(f"{x + dx:.2f},{y + dy:.2f}" for dx, dy in corners) + "Z"
