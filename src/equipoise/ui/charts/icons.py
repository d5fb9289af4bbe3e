"""Two grouped icon arrays, before and after, of 100 icons each.

They are pictures (SVG) in HTML, not a Plotly figure: nothing in them is hovered or zoomed, and the browser paints them
in a few milliseconds. Streamlit keeps inline SVG out of HTML, so each picture is the address of an image.
"""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from html import escape
from typing import Literal

from equipoise.ui.charts import svg
from equipoise.ui.charts.style import BLUE, CACHED, GREY, NOTE, ORANGE

ROWS = COLUMNS = 10
_WIDE, _HIGH = 20, 22.5
"""A cell in the units of the drawing; 16 by 18 pixels, which are whole and so sharp, where there is room."""
_WIDEST = 160
_GLYPHS = {
    "person": "M6.4 4.8a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0-7.2 0zm-3 14.6v-5q0-4.4 4.4-4.4h4.4q4.4 0 4.4 4.4v5z",
    "offer": "M3.4 4.6h13.2v14h-13.2z",
}
"""What is drawn in a cell, from its top left corner."""
Glyph = Literal["person", "offer"]


@dataclasses.dataclass(frozen=True)
class Panel:
    """One array: its heading, its number in words, and how many of its 100 icons are filled."""

    heading: str
    number: str
    filled: int


@lru_cache(maxsize=CACHED)
def icon_arrays(
    before: Panel | None, after: Panel, *, legend: str, alt: str, glyph: Glyph = "person", good: bool = True
) -> str:
    """Draw the arrays side by side with the same denominator, as HTML whose text takes the colour of the page.

    Args:
        before, after: the earlier and the present state; before may be missing.
        legend: what a filled icon stands for.
        alt: the same in words, for those who do not see it.
        glyph: people, or offers where the denominator is not people.
        good: whether filled is what one hopes for (blue) or fears (orange).
    """
    colour = BLUE if good else ORANGE
    panels = "".join(_panel(panel, glyph, colour) for panel in (before, after) if panel)
    style = (
        f"display:flex;flex-wrap:wrap;justify-content:space-evenly;text-align:center;line-height:1.35;font-size:{NOTE}"
    )
    words = f'<div style="flex:0 0 100%;padding-top:6px">{escape(legend)}</div>'
    return svg.figure(panels + words, alt=alt, style=style)


def _panel(panel: Panel, glyph: Glyph, colour: str) -> str:
    words = f"<b>{escape(panel.heading)}</b><br>{escape(panel.number)}"
    look = "width:100%;height:auto;display:block;margin-top:4px"
    size = (COLUMNS * _WIDE, ROWS * _HIGH)
    image = svg.image(picture(panel.filled, glyph, colour), style=look, size=size)
    return f'<div style="flex:0 1 {_WIDEST}px;min-width:40%">{words}{image}</div>'


def picture(filled: int, glyph: Glyph, colour: str) -> str:
    """Return 100 icons as SVG, the first ``filled`` of them filled, from the bottom row up.

    Two areas are filled with a pattern of one icon each: that is a few hundred characters, where a hundred icons would
    be many thousand.
    """
    shape, cell = _GLYPHS[glyph], {"width": _WIDE, "height": _HIGH, "patternUnits": "userSpaceOnUse"}
    drawn = {
        "filled": svg.element("path", d=shape, fill=colour),
        "empty": svg.element("path", d=shape, fill="none", stroke=GREY, stroke_width=1.3),
    }
    papers = "".join(svg.element("pattern", icon, id=name, **cell) for name, icon in drawn.items())
    rows, more = divmod(filled, COLUMNS)
    wide, high, step = COLUMNS * _WIDE, ROWS * _HIGH, more * _WIDE
    top = high - rows * _HIGH
    edge = f"V{top:g}H{step}V{top - _HIGH if more else top:g}H0z"
    empty = svg.element("path", d=f"M0 0H{wide}{edge}", fill="url(#empty)")
    full = svg.element("path", d=f"M0 {high:g}H{wide}{edge}", fill="url(#filled)")
    return svg.svg(papers + empty + full, wide, high)
