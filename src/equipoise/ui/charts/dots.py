"""People as dots along their score, and rates with their intervals as points on a common line: pictures in HTML."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from urllib.parse import quote

from equipoise.numerics.rate import Rate
from equipoise.ui.charts.style import BLUE, CACHED, FAINT, GREY, ORANGE

_WIDE, _CELL, _RADIUS = 400.0, 10.0, 4.0
_BINS = int(_WIDE / _CELL)
_SAFE = " '/:=,.-"
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
        tallest: how many people stand above each other at most, in all pictures that are compared.
        crosses: how many people have no score; ``words`` say what that means. alt: the picture in words.
    """
    image = f"data:image/svg+xml,{quote(picture(dots, threshold, tallest), safe=_SAFE)}"
    without = f'<div style="color:inherit;opacity:.85">{"×" * crosses} {escape(words)}</div>' if crosses else ""
    return (
        f'<div role="img" aria-label="{escape(alt)}" style="font-size:12px;line-height:1.3;overflow-wrap:anywhere">'
        f'<img alt="" src="{image}" style="width:100%;height:auto;display:block">{without}</div>'
    )


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
    line = f"<path d='M{x:.1f} 0V{high:.0f}' stroke='{ORANGE}' stroke-width='2' stroke-dasharray='5 3'/>"
    ground = f"<path d='M0 {high:.0f}H{_WIDE:.0f}' stroke='{GREY}' stroke-width='1.5'/>"
    size = f"viewBox='0 0 {_WIDE:.0f} {high + 1:.0f}'"
    return f"<svg xmlns='http://www.w3.org/2000/svg' {size}>{''.join(marks)}{ground}{line}</svg>"


def _mark(dot: Dot, x: float, y: float) -> str:
    look = f"fill='{BLUE}' stroke='{BLUE}'" if dot.filled else f"fill='none' stroke='{GREY}'"
    if dot.round:
        return f"<circle cx='{x:g}' cy='{y:g}' r='{_RADIUS - 0.2:g}' {look} stroke-width='1.3'/>"
    side = 2 * _RADIUS - 1.6
    corner = f"x='{x - side / 2:g}' y='{y - side / 2:g}' width='{side:g}' height='{side:g}'"
    return f"<rect {corner} {look} stroke-width='1.3'/>"


@dataclasses.dataclass(frozen=True)
class Line:
    """One group's rate: its name, the rate, and the number as it is written."""

    name: str
    rate: Rate
    number: str


@dataclasses.dataclass(frozen=True)
class Card:
    """Rates that are compared: a title, what they count, one line a group, and what may be said of the gap."""

    title: str
    counts: str
    lines: tuple[Line, ...]
    verdict: str
    strong: str


@lru_cache(maxsize=CACHED)
def cards(shown: tuple[Card, ...], *, alt: str) -> str:
    """Draw cards beside each other as HTML; every one has its own scale, common to its groups."""
    style = "display:grid;grid-template-columns:repeat(auto-fit,minmax(225px,1fr));gap:10px;font-size:13px"
    return f'<div role="group" aria-label="{escape(alt)}" style="{style}">{"".join(map(_card, shown))}</div>'


def _card(card: Card) -> str:
    low, high = scale([line.rate for line in card.lines])
    own_row = any(len(line.name) > _SHORT for line in card.lines)
    lines = "".join(_line(line, low, high, own_row=own_row) for line in card.lines)
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


def _line(line: Line, low: float, high: float, *, own_row: bool) -> str:
    basis = "100%;margin-bottom:-6px" if own_row else "38%"
    name = f'<span style="flex:0 0 {basis};overflow-wrap:anywhere">{escape(line.name)}</span>'
    track = f'<span style="flex:1;position:relative;height:18px">{_track(line.rate, low, high)}</span>'
    number = f'<span style="flex:0 0 40px;text-align:right"><b>{escape(line.number)}</b></span>'
    wrap = "flex-wrap:wrap;" if own_row else ""
    return f'<div style="display:flex;{wrap}align-items:center;gap:6px;padding-top:3px">{name}{track}{number}</div>'


def _track(rate: Rate, low: float, high: float) -> str:
    def at(value: float) -> float:
        return 100 * (value - low) / (high - low)

    ground = f'<span style="position:absolute;left:0;right:0;top:9px;height:1px;background:{FAINT}"></span>'
    zero = f'<span style="position:absolute;left:{at(0):.1f}%;top:3px;width:1px;height:13px;background:{GREY}"></span>'
    if not rate.known:
        return ground + zero
    left, right = at(max(low, rate.low)), at(min(high, rate.high))
    bar = f"left:{left:.1f}%;width:{right - left:.1f}%;top:8px;height:3px;background:{BLUE};opacity:.55"
    point = f"left:{at(rate.value):.1f}%;top:4.5px;width:10px;height:10px;border-radius:50%;background:{BLUE}"
    return (
        f"{ground}{zero}"
        f'<span style="position:absolute;{bar}"></span><span style="position:absolute;translate:-50%;{point}"></span>'
    )
