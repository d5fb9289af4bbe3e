"""Rows with a track: a name, a line on which rates lie with their intervals, and a number in words; as HTML.

All rows of a grid share one scale. Words wrap and take the colour of the page; colour never stands alone, for every
mark has a shape of its own.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from html import escape

from equipoise.numerics.rate import Rate
from equipoise.ui.charts.plane import Axis, share
from equipoise.ui.charts.style import BLUE, FAINT, GREY, ORANGE

_HIGH = 20
"""Height of a track with one rate, in pixels."""
_EACH = 13
"""Height of each of several rates on one track, in pixels."""
_THINNEST = 0.4
"""The shortest interval that can be seen, in percent of the scale."""


@dataclasses.dataclass(frozen=True)
class Look:
    """How a rate is drawn: the colour and the shape of its mark, and the colour of its interval."""

    colour: str
    shape: str
    band: str

    @property
    def mark(self) -> str:
        """The style of the mark."""
        return f"width:10px;height:10px;background:{self.colour};{self.shape}"


CIRCLE = Look(BLUE, "border-radius:50%", "rgba(42,127,201,0.35)")
DIAMOND = Look(ORANGE, "rotate:45deg;border-radius:1px", "rgba(208,106,18,0.35)")


@dataclasses.dataclass(frozen=True)
class Row:
    """One row: its name, its number in words, and its rates, each with its look; a row without rates is a heading."""

    name: str
    words: str = ""
    rates: tuple[tuple[Rate, Look], ...] = ()


def grid(
    rows: Iterable[Row], scale: Axis, *, columns: str, head: str = "", foot: str = "", names_above: bool = False
) -> str:
    """Return rows below each other.

    Args:
        rows: from top to bottom. scale: the ends of all tracks; zero is marked on them.
        columns: the widths of names, tracks and numbers, as CSS.
        head, foot: what stands above the first and below the last track, as HTML.
        names_above: whether names stand on lines of their own, because they are long.
    """
    cells = "".join(_row(row, scale, names_above=names_above) for row in rows)
    style = f"display:grid;grid-template-columns:{columns};gap:0 10px;align-items:center"
    return f'<div style="{style}">{_beside_tracks(head)}{cells}{_beside_tracks(foot)}</div>'


def _beside_tracks(words: str) -> str:
    return f"<div></div><div>{words}</div><div></div>" if words else ""


def _row(row: Row, scale: Axis, *, names_above: bool) -> str:
    if not row.rates:
        remark = f": {escape(row.words)}" if row.words else ""
        return f'<div style="grid-column:1/-1;padding:6px 0 1px"><b>{escape(row.name)}</b>{remark}</div>'
    name, line = ("grid-column:1/-1;", "grid-column:1/3") if names_above else ("", "")
    return (
        f'<div style="{name}overflow-wrap:anywhere">{escape(row.name)}</div>'
        f'<div style="{line}">{_track(row.rates, scale)}</div>'
        f'<div style="text-align:right;font-variant-numeric:tabular-nums">{escape(row.words)}</div>'
    )


def _track(rates: tuple[tuple[Rate, Look], ...], scale: Axis) -> str:
    high = _HIGH if len(rates) == 1 else _EACH * len(rates)
    middles = [(place + 0.5) * high / len(rates) for place in range(len(rates))]
    drawn = (_rate(rate, look, top, scale) for (rate, look), top in zip(rates, middles, strict=True) if rate.known)
    return track("".join(drawn), share(0.0, scale), high)


def track(drawn: str, zero: float, high: float) -> str:
    """Return a track with what is drawn on it.

    Args:
        drawn: elements with a place of their own, as HTML. zero: where zero lies, in percent. high: pixels.
    """
    line = f'<div style="position:absolute;left:{zero:.2f}%;top:0;bottom:0;width:1px;background:{GREY}"></div>'
    ground = f"linear-gradient({FAINT},{FAINT}) center/100% 1px no-repeat"
    return f'<div style="position:relative;height:{high:g}px;background:{ground}">{line}{drawn}</div>'


def _rate(rate: Rate, look: Look, top: float, scale: Axis) -> str:
    left, middle, right = (share(value, scale) for value in (rate.low, rate.value, rate.high))
    wide = max(right - left, _THINNEST)
    band = f"left:{left:.2f}%;width:{wide:.2f}%;top:{top - 3:g}px;height:6px;background:{look.band}"
    mark = f"left:{middle:.2f}%;top:{top:g}px;translate:-50% -50%;{look.mark}"
    return f'<div style="position:absolute;{band}"></div><div style="position:absolute;{mark}"></div>'
