"""Bars to the left and right of a middle line, as HTML whose text takes the colour of the page."""

from __future__ import annotations

import dataclasses
from html import escape

from equipoise.ui.charts import svg
from equipoise.ui.charts.rows import track
from equipoise.ui.charts.style import BLUE, ORANGE, TEXT


@dataclasses.dataclass(frozen=True)
class Bar:
    """One bar: its label, a small word below it, its signed length, and the length in words."""

    label: str
    note: str
    length: float
    words: str


def bars(rows: tuple[Bar, ...], *, alt: str) -> str:
    """Draw the bars on a common scale; the words beside them say the same as colour and side."""
    widest = max((abs(bar.length) for bar in rows), default=0.0) or 1.0
    drawn = "".join(_bar(bar, 50 * abs(bar.length) / widest) for bar in rows)
    return svg.figure(drawn, alt=alt, style=f"font-size:{TEXT};line-height:1.3")


def _bar(bar: Bar, width: float) -> str:
    side = f"left:50%;background:{BLUE}" if bar.length >= 0 else f"right:50%;background:{ORANGE}"
    drawn = f'<div style="position:absolute;top:3px;bottom:3px;border-radius:3px;{side};width:{width:.1f}%"></div>'
    words = (
        '<div style="display:flex;justify-content:space-between;gap:8px">'
        f'<span>{escape(bar.label)} <span style="opacity:.8">({escape(bar.note)})</span></span>'
        f'<b style="white-space:nowrap">{escape(bar.words)}</b></div>'
    )
    return f'<div style="padding:3px 0">{words}{track(drawn, 50, 20)}</div>'
