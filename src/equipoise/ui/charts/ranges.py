"""Numbers with their ranges under each other: one line each, one or two marks on a line, on one common scale.

It is HTML, not a Plotly figure, so that words wrap and take the colour of the page.
"""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from html import escape

from equipoise.numerics.rate import Rate
from equipoise.ui.charts import svg
from equipoise.ui.charts.rows import CIRCLE, DIAMOND, Look, Row, grid
from equipoise.ui.charts.style import CACHED, FINE, NOTE, TEXT

_LOOKS = (CIRCLE, DIAMOND)
_COLUMNS = "fit-content(52%) minmax(60px,1fr) max-content"


@dataclasses.dataclass(frozen=True)
class Line:
    """One line: its label, its number in words, and its rates; a line without rates is a heading."""

    label: str
    words: str = ""
    rates: tuple[Rate, ...] = ()


@lru_cache(maxsize=CACHED)
def ranges(
    lines: tuple[Line, ...], *, alt: str, in_100: str, legend: tuple[str, ...] = (), low: float = 0.0, high: float = 1.0
) -> str:
    """Draw the lines on a scale from ``low`` to ``high``, as HTML.

    Args:
        lines: from top to bottom. alt: the same in words, for those who do not see it.
        in_100: how a share is written: "{share} in 100".
        legend: what the first (a blue dot) and the second mark (an orange diamond) stand for.
    """
    rows = [Row(line.label, line.words, tuple(zip(line.rates, _LOOKS, strict=False))) for line in lines]
    key = "".join(_key(look, words) for look, words in zip(_LOOKS, legend, strict=False))
    unit = in_100.format(share="").strip()
    drawn = grid(rows, (low, high), columns=_COLUMNS, foot=_axis(unit) if (low, high) == (0, 1) else "")
    return svg.figure(key + drawn, alt=alt, style=f"font-size:{TEXT};line-height:1.3")


def _axis(unit: str) -> str:
    """Return the ends of a scale from none to all."""
    style = f"display:flex;justify-content:space-between;font-size:{FINE}"
    return f'<div style="{style}"><span>0</span><span>{escape(unit)}</span><span>100</span></div>'


def _key(look: Look, words: str) -> str:
    mark = f'<span style="display:inline-block;{look.mark};margin-right:6px"></span>'
    return f'<span style="font-size:{NOTE};margin-right:18px;white-space:nowrap">{mark}{escape(words)}</span>'
