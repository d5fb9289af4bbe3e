"""How much every further known detail helps: one bar for every choice of details, with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import plotly.graph_objects as go

from equipoise.numerics.rate import Rate
from equipoise.ui.charts.style import BLUE, CACHED, FAINT, GREY, INK, figure

_BAR, _REST = 30, 62
"""Height of a bar with its gap, and of what is above and below the bars, in pixels."""
Bar = tuple[str, Rate]


@lru_cache(maxsize=CACHED)
def steps(bars: Sequence[Bar], *, title: str, in_100: str) -> go.Figure:
    """Draw rates from 0 to 1 as bars "in 100", the first on top; a rate below zero, which is chance, has no bar.

    Args:
        bars: what is known, and the risk that comes with it. title: what the axis counts.
        in_100: how a share is written: "{share} in 100".
    """
    values = [max(0.0, 100 * rate.value) for _, rate in bars]
    low, high = (
        [max(0.0, 100 * end) for end in ends] for ends in zip(*((r.low, r.high) for _, r in bars), strict=True)
    )
    bar = {
        "type": "bar",
        "orientation": "h",
        "x": values,
        "y": [name for name, _ in bars],
        "marker": {"color": BLUE},
        "error_x": {
            "array": [end - value for end, value in zip(high, values, strict=True)],
            "arrayminus": [value - end for value, end in zip(values, low, strict=True)],
            "symmetric": False,
            "color": GREY,
            "thickness": 1.5,
        },
        "hovertemplate": f"%{{y}}: {in_100.format(share='%{x:.1f}')}<extra></extra>",
    }
    return figure(
        [bar],
        margin={"l": 10, "r": 14, "t": 6, "b": 46},
        height=_REST + _BAR * len(bars),
        bargap=0.35,
        xaxis={"title": {"text": title}, "range": [0, 102], "gridcolor": FAINT, "fixedrange": True, "zeroline": False},
        yaxis={"autorange": "reversed", "automargin": True, "fixedrange": True, "tickfont": {"color": INK}},
    )
