"""People as dots along their score, and rates with their intervals as points on a common line: pictures in HTML."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from functools import lru_cache
from html import escape

from equipoise.numerics.rate import Rate
from equipoise.ui.charts import svg
from equipoise.ui.charts.rows import CIRCLE, Row, grid
from equipoise.ui.charts.style import BLUE, CACHED, FINE, GREY, NOTE, ORANGE

_WIDE, _CELL, _RADIUS = 400.0, 10.0, 4.0
_BINS = int(_WIDE / _CELL)
_COLUMNS = "38% minmax(60px,1fr) minmax(34px,max-content)"
_SHORT = 22
"""Letters of a name that has room beside its line; where one is longer, names stand above."""


@dataclasses.dataclass(frozen=True)
class Dot:
    """One person: their score from 0 to 100, whether they are filled, and whether they are round or square."""

    score: float
    filled: bool
    round: bool


@lru_cache(maxsize=CACHED)
def people(dots: tuple[Dot, ...], threshold: float, tallest: int, *, crosses: int, words: str, alt: str) -> str:
    """Draw people along their score as HTML, with the threshold of their group.

    Args:
        dots: the people who have a score. threshold: from which score on one is selected, 0 to 100.
        tallest: the number of people in the tallest column of all pictures that are compared.
        crosses: how many people have no score; ``words`` say what that means. alt: the picture in words.
    """
    image = svg.image(picture(dots, threshold, tallest), style="width:100%;height:auto;display:block")
    without = f'<div style="color:inherit;opacity:.85">{"×" * crosses} {escape(words)}</div>' if crosses else ""
    return svg.figure(image + without, alt=alt, style=f"font-size:{FINE};line-height:1.3;overflow-wrap:anywhere")


def stack(scores: Sequence[float]) -> list[tuple[int, int]]:
    """Return each person's column and place in it, the first ones below."""
    heights = [0] * _BINS
    places = []
    for score in scores:
        column = min(_BINS - 1, int(score / 100 * _BINS))
        places.append((column, heights[column]))
        heights[column] += 1
    return places


def picture(dots: Sequence[Dot], threshold: float, tallest: int) -> str:
    """Return the dots and the line of the threshold as SVG."""
    high = (tallest + 1) * _CELL
    marks = [
        _mark(dot, (column + 0.5) * _CELL, high - (place + 0.5) * _CELL)
        for dot, (column, place) in zip(dots, stack([dot.score for dot in dots]), strict=True)
    ]
    x = min(_WIDE - 1, max(1, threshold / 100 * _WIDE))
    line = svg.element("path", d=f"M{x:.1f} 0V{high:.0f}", stroke=ORANGE, stroke_width=2, stroke_dasharray="5 3")
    ground = svg.element("path", d=f"M0 {high:.0f}H{_WIDE:.0f}", stroke=GREY, stroke_width=1.5)
    return svg.svg(f"{''.join(marks)}{ground}{line}", _WIDE, high + 1)


def _mark(dot: Dot, x: float, y: float) -> str:
    look = {"fill": BLUE, "stroke": BLUE} if dot.filled else {"fill": "none", "stroke": GREY}
    if dot.round:
        return svg.element("circle", cx=f"{x:g}", cy=f"{y:g}", r=f"{_RADIUS - 0.2:g}", **look, stroke_width=1.3)
    side = 2 * _RADIUS - 1.6
    corner = {"x": f"{x - side / 2:g}", "y": f"{y - side / 2:g}", "width": f"{side:g}", "height": f"{side:g}"}
    return svg.element("rect", **corner, **look, stroke_width=1.3)


@dataclasses.dataclass(frozen=True)
class Line:
    """One group's rate: its name, the rate, and the number as it is written."""

    name: str
    rate: Rate
    number: str


@dataclasses.dataclass(frozen=True)
class Card:
    """Rates that are compared: a title, what they count, one line a group, and the verdict on the gap."""

    title: str
    counts: str
    lines: tuple[Line, ...]
    verdict: str
    strong: str


@lru_cache(maxsize=CACHED)
def cards(shown: tuple[Card, ...], *, alt: str) -> str:
    """Draw cards beside each other as HTML; every one has its own scale, common to its groups."""
    style = f"display:grid;grid-template-columns:repeat(auto-fit,minmax(225px,1fr));gap:10px;font-size:{NOTE}"
    return svg.figure("".join(map(_card, shown)), alt=alt, style=style, role="group")


def _card(card: Card) -> str:
    rows = [Row(line.name, line.number, ((line.rate, CIRCLE),)) for line in card.lines]
    long = any(len(line.name) > _SHORT for line in card.lines)
    lines = grid(rows, scale([line.rate for line in card.lines]), columns=_COLUMNS, names_above=long)
    verdict = f'<div style="padding-top:5px"><b>{escape(card.strong)}</b> {escape(card.verdict)}</div>'
    return (
        f'<div style="border:1px solid {GREY}66;border-radius:8px;padding:8px 10px;line-height:1.35">'
        f"<b>{escape(card.title)}</b><div>{escape(card.counts)}</div>{lines}{verdict}</div>"
    )


def scale(rates: Sequence[Rate]) -> tuple[float, float]:
    """Return the ends of a line that holds all intervals and zero."""
    ends = [end for rate in rates if rate.known for end in (rate.low, rate.high)]
    low, high = min([0.0, *ends]), max([0.05, *ends])
    room = 0.06 * (high - low)
    return (low - room if low < 0 else 0.0), high + room
