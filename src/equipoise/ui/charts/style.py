"""Colours and sizes of all figures, and how a figure is put together.

Blue and orange keep apart under every common colour blindness, and each has at least 3:1 against the light and the dark
page, so a figure needs no second version. Colour never stands alone: fill and shape say the same.
"""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

BLUE = "#2A7FC9"
ORANGE = "#D06A12"
GREY = "#7C8794"
INK = "#000037"
"""Streamlit's placeholder for its text colour: the browser puts the colour of the present theme in its place."""
FAINT = "rgba(124,135,148,0.28)"
HEIGHT = 262
LETTERS = {"size": 13, "color": INK}
"""Letters of Plotly's figures; the stylesheet of all pages lets them grow with the page."""
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
CACHED = 128
"""How many figures of a kind are kept: drawing one costs more than all the rest of a page."""


def rem(pixels: float) -> str:
    """Return a length of so many pixels on a laptop that grows with the page, as all letters do (see `pages.css`)."""
    return f"{pixels / 15:.4g}rem"


TEXT, NOTE, FINE = rem(14), rem(13), rem(12)
"""Sizes of letters in figures that are drawn as HTML."""


def figure(data: list[dict[str, Any]], *, margin: dict[str, int], **layout: Any) -> go.Figure:
    """Return a figure on the common ground: transparent, no legend, no dragging, readable text.

    It is built in one go, since every update of a Plotly figure checks the whole of it again.
    """
    common = {
        "height": HEIGHT,
        "margin": margin,
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"font": {"size": LETTERS["size"]}},
        "font": LETTERS,
        "template": {"layout": {"font": LETTERS}},  # the default one is most of a small figure's size
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
    }
    return go.Figure({"data": data, "layout": common | layout})
