"""Numbers with their ranges under each other: one line each, one or two marks on a line, on one common scale.

It is HTML, not a Plotly figure, so that words wrap and take the colour of the page.
"""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from html import escape

from equipoise.numerics.rate import Rate
from equipoise.ui.charts.style import BLUE, CACHED, FAINT, GREY, ORANGE

_COLOURS = (BLUE, ORANGE)
_SHAPES = ("border-radius:50%", "rotate:45deg;border-radius:1px")
_TOPS = {1: (7,), 2: (2, 12)}
"""How far below the upper edge of a line its marks lie, in pixels."""
_BANDS = ("rgba(42,127,201,0.35)", "rgba(208,106,18,0.35)")


@dataclasses.dataclass(frozen=True)
class Line:
    """One line: its label, its number in words, and its rates; a line without rates is a heading."""

    label: str
    words: str = ""
    rates: tuple[Rate, ...] = ()


@lru_cache(maxsize=CACHED)
def ranges(
    lines: tuple[Line, ...], *, alt: str, legend: tuple[str, ...] = (), low: float = 0.0, high: float = 1.0
) -> str:
    """Draw the lines on a scale from ``low`` to ``high``, as HTML.

    Args:
        lines: from top to bottom. alt: the same in words, for those who do not see it.
        legend: what the first (a blue dot) and the second mark (an orange diamond) stand for.
    """
    rows = "".join(_line(line, low, high) for line in lines) + (_axis() if (low, high) == (0, 1) else "")
    grid = "display:grid;grid-template-columns:fit-content(52%) minmax(60px,1fr) max-content"
    key = "".join(_key(place, words) for place, words in enumerate(legend))
    style = f"{grid};gap:0 12px;align-items:center;font-size:14px;line-height:1.3"
    return f'<div role="img" aria-label="{escape(alt)}">{key}<div style="{style}">{rows}</div></div>'


def _line(line: Line, low: float, high: float) -> str:
    if not line.rates:
        return f'<div style="grid-column:1/-1;padding:6px 0 1px"><b>{escape(line.label)}</b></div>'
    tops = _TOPS[len(line.rates)]
    marks = "".join(_mark(place, rate, tops[place], low, high) for place, rate in enumerate(line.rates) if rate.known)
    zero = f'<div style="position:absolute;left:{_at(0, low, high)};top:0;bottom:0;border-left:1px solid {GREY}"></div>'
    track = f"position:relative;height:24px;border-bottom:1px solid {FAINT};min-width:0"
    return (
        f'<div style="padding-left:4px">{escape(line.label)}</div><div style="{track}">{zero}{marks}</div>'
        f'<div style="text-align:right;font-variant-numeric:tabular-nums">{escape(line.words)}</div>'
    )


def _axis() -> str:
    """Return the ends of a scale from none to all."""
    style = "display:flex;justify-content:space-between;font-size:12px"
    return f'<div></div><div style="{style}"><span>0</span><span>in 100</span><span>100</span></div><div></div>'


def _mark(place: int, rate: Rate, top: int, low: float, high: float) -> str:
    """Return a rate as a mark on its range."""
    left, right = (_share(end, low, high) for end in (rate.low, rate.high))
    band = f"left:{left:.2f}%;width:{max(right - left, 0.4):.2f}%;top:{top + 2}px;height:6px;background:{_BANDS[place]}"
    dot = f"left:calc({_at(rate.value, low, high)} - 5px);top:{top}px;{_look(place)}"
    return f'<div style="position:absolute;{band}"></div><div style="position:absolute;{dot}"></div>'


def _look(place: int) -> str:
    return f"width:10px;height:10px;background:{_COLOURS[place]};{_SHAPES[place]}"


def _key(place: int, words: str) -> str:
    mark = f'<span style="display:inline-block;{_look(place)};margin-right:6px"></span>'
    return f'<span style="font-size:13px;margin-right:18px;white-space:nowrap">{mark}{escape(words)}</span>'


def _at(value: float, low: float, high: float) -> str:
    return f"{_share(value, low, high):.2f}%"


def _share(value: float, low: float, high: float) -> float:
    """Return where a value lies on the scale, in percent of its length and never beyond its ends."""
    return 100 * (min(max(value, low), high) - low) / (high - low)
