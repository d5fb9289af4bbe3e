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
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
CACHED = 128
"""How many figures of a kind are kept: drawing one costs more than all the rest of a page."""


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


def beside(*drawn: str, narrowest: int = 280) -> str:
    """Put figures drawn as HTML side by side, or below each other where that would make one narrower (in pixels)."""
    cells = "".join(f'<div style="flex:1 1 {narrowest}px;min-width:0">{one}</div>' for one in drawn)
    return f'<div style="display:flex;flex-wrap:wrap;gap:1rem 1.5rem">{cells}</div>'
