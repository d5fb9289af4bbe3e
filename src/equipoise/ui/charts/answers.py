"""One hundred customers by what they did with the banner: yes (filled), no (struck out) or nothing (a dot)."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import Literal

from equipoise.ui.charts import svg
from equipoise.ui.charts.style import BLUE, CACHED, GREY, ORANGE, TEXT

_ACROSS, _WIDE, _HIGH = 20, 20, 23
_PERSON = "M6.4 4.8a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0-7.2 0zm-3 14.6v-5q0-4.4 4.4-4.4h4.4q4.4 0 4.4 4.4v5z"
_GLYPHS = {
    "yes": svg.element("path", d=_PERSON, fill=BLUE),
    "no": svg.element("path", d=f"{_PERSON}M2 20L18 2", fill="none", stroke=ORANGE, stroke_width=1.6),
    "silent": svg.element("circle", cx=10, cy=12, r=3, fill=GREY),
}
Did = Literal["yes", "no", "silent"]
Part = tuple[Did, float, str]
"""What some did, their share of all, and that in words."""


@lru_cache(maxsize=CACHED)
def answers(parts: tuple[Part, ...], *, alt: str) -> str:
    """Draw everybody in rows, one kind after the other, and what the signs mean, as HTML."""
    counts = hundredths([share for _, share, _ in parts])
    row = [did for (did, _, _), count in zip(parts, counts, strict=True) for _ in range(count)]
    words = "".join(_key(did, text) for did, _, text in parts)
    style = f"display:flex;flex-wrap:wrap;gap:2px 20px;font-size:{TEXT};padding-top:6px"
    image = svg.image(_picture(row), style="width:100%;max-width:520px;height:auto;display:block")
    return svg.figure(f'{image}<div style="{style}">{words}</div>', alt=alt)


def hundredths(shares: list[float]) -> list[int]:
    """Return shares that sum to one as whole numbers that sum to 100: the largest remainders are rounded up."""
    counts = [int(100 * share) for share in shares]
    by_rest = sorted(range(len(shares)), key=lambda place: counts[place] - 100 * shares[place])
    for place in by_rest[: 100 - sum(counts)]:
        counts[place] += 1
    return counts


def _picture(row: list[Did]) -> str:
    cells = [(place % _ACROSS * _WIDE, place // _ACROSS * _HIGH) for place in range(len(row))]
    uses = "".join(svg.element("use", href=f"#{did}", x=x, y=y) for did, (x, y) in zip(row, cells, strict=True))
    shapes = "".join(svg.element("g", shape, id=name) for name, shape in _GLYPHS.items())
    return svg.svg(svg.element("defs", shapes) + uses, _ACROSS * _WIDE, -(-len(row) // _ACROSS) * _HIGH)


def _key(did: Did, words: str) -> str:
    image = svg.image(svg.svg(_GLYPHS[did], _WIDE, _HIGH), size=(17, 20))
    return f'<span style="display:inline-flex;align-items:center;gap:6px">{image}{escape(words)}</span>'
