"""Bars to the left and right of a middle line, as HTML whose text takes the colour of the page."""

from __future__ import annotations

import dataclasses
from html import escape

from equipoise.ui.charts.style import BLUE, GREY, ORANGE


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
    return f'<div role="img" aria-label="{escape(alt)}" style="font-size:14px;line-height:1.3">{drawn}</div>'


def _bar(bar: Bar, width: float) -> str:
    side = f"left:50%;background:{BLUE}" if bar.length >= 0 else f"right:50%;background:{ORANGE}"
    track = (
        '<div style="position:relative;height:14px;margin:3px 0">'
        f'<div style="position:absolute;left:50%;top:-2px;bottom:-2px;border-left:1px solid {GREY}"></div>'
        f'<div style="position:absolute;top:0;bottom:0;border-radius:3px;{side};width:{width:.1f}%"></div></div>'
    )
    words = (
        '<div style="display:flex;justify-content:space-between;gap:8px">'
        f'<span>{escape(bar.label)} <span style="opacity:.8">({escape(bar.note)})</span></span>'
        f'<b style="white-space:nowrap">{escape(bar.words)}</b></div>'
    )
    return f'<div style="padding:3px 0">{words}{track}</div>'
