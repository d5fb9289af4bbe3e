"""Colours and sizes of all figures.

Blue and orange keep apart under every common colour blindness, and each has at least 3:1 against the light and the dark
page, so a figure needs no second version. Colour never stands alone: fill and shape say the same.
"""

from __future__ import annotations

import plotly.graph_objects as go

BLUE = "#2A7FC9"
ORANGE = "#D06A12"
GREY = "#7C8794"
INK = "#000037"
"""Streamlit's placeholder for its text colour: the browser puts the colour of the present theme in its place."""
FAINT = "rgba(124,135,148,0.28)"
SMALL = 13
HEIGHT = 262
LETTERS = {"size": SMALL, "color": INK}
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}


def frameless(figure: go.Figure, *, height: int, margin: dict[str, int]) -> go.Figure:
    """Give a figure the common ground: transparent, no legend, no dragging, readable text."""
    figure.update_layout(
        height=height,
        margin=margin,
        showlegend=False,
        dragmode=False,
        hoverlabel={"font_size": SMALL},
        font=LETTERS,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )
    return figure
