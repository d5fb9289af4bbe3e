"""Streams drawn as bands that run down the page and divide where something stays behind (a Sankey diagram).

The bands are one picture that stretches with the page, 100 units wide; words stand beside it as text of the page, so
that they can be read on a phone and take the page's colour.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from html import escape
from typing import Final

import numpy as np

from equipoise.by_design.streams import STATES, Streams
from equipoise.core.arrays import Floats
from equipoise.ui.charts import svg
from equipoise.ui.charts.style import GREY, NOTE, TEXT, rem

Look = tuple[str, float]
"""A colour, and how much of it shows, 0 to 1."""
BAR, FALL, LINE = 18, 56, 4
"""Heights in pixels: of a step's bar, of the bands from it to the next step, of the line for what was before."""
_GAP: Final = 0.6
"""Units between two streams."""
_OUT: Final = len(STATES) - 1
_PALE, _BAND = 0.14, 0.38
"""How much shows of a band to what is not there, and of one to what is."""


@dataclasses.dataclass(frozen=True)
class Words:
    """What is written beside the bands.

    Attributes:
        steps: of every step its name, and lines below it. names: of every stream. alt: all of it in words.
    """

    steps: tuple[tuple[str, tuple[str, ...]], ...]
    names: Mapping[str, str]
    alt: str


@dataclasses.dataclass(frozen=True, eq=False)
class Layout:
    """Where everything lies, in units of 100.

    Attributes:
        left, wide: of each segment of a bar (shape: steps x streams x `STATES`). end: of what is there (shape: steps).
        scale: units for one of what flows.
    """

    left: Floats
    wide: Floats
    end: Floats
    scale: float


def layout(of: Streams) -> Layout:
    """Lay out bars: from the left what is there, stream by stream, and from the right what is not."""
    present = of.at.sum(axis=(0, 2)) > 0
    scale = (100 - _GAP * max(int(present.sum()) - 1, 0)) / max(of.total, 1)
    wide = np.asarray(of.at * scale, dtype=np.float64)
    there = wide[:, :, :_OUT]
    room = there.sum(axis=2) + _GAP * present
    begin = np.cumsum(room, axis=1) - room
    left = np.empty_like(wide)
    left[:, :, :_OUT] = begin[:, :, None] + np.cumsum(there, axis=2) - there
    gone = wide[:, :, _OUT]
    left[:, :, _OUT] = 100 - gone.sum(axis=1, keepdims=True) + np.cumsum(gone, axis=1) - gone
    end = np.asarray(np.where(there > 0, left[:, :, :_OUT] + there, 0.0)).max(axis=(1, 2))
    return Layout(left, wide, end, scale)


def draw(now: Streams, before: Streams | None, looks: Mapping[str, Look], words: Words) -> str:
    """Draw streams, with a thin line at each step for as much as was there before.

    Args:
        before: what they are compared with, if it is something else. looks: of every stream.
    """
    high = (BAR + FALL) * len(now.steps)
    place = layout(now)
    parts = [*_bands(now, place, looks), *_bars(place, now, looks)]
    if before is not None:
        parts += _lines(layout(before).end)
    picture = svg.svg("".join(parts), 100, high, preserveAspectRatio="none")
    drawn = svg.image(picture, style=f"width:100%;height:{rem(high)};display:block")
    beside = "".join(_beside(name, lines) for name, lines in words.steps)
    grid = f"display:grid;grid-template-columns:{rem(104)} minmax(0,1fr);gap:0 .6rem"
    body = f'<div style="{grid}"><div>{beside}</div>{drawn}</div>{_key(now, looks, words.names)}'
    return svg.figure(body, alt=words.alt, style=f"font-size:{NOTE};line-height:1.3;max-width:46rem", role="group")


def _beside(name: str, lines: tuple[str, ...]) -> str:
    below = "".join(f"<div>{escape(line)}</div>" for line in lines)
    return f'<div style="height:{rem(BAR + FALL)}"><b style="font-size:{TEXT}">{escape(name)}</b>{below}</div>'


def _key(of: Streams, looks: Mapping[str, Look], names: Mapping[str, str]) -> str:
    flowing = [name for name, some in zip(of.names, of.at.sum(axis=(0, 2)), strict=True) if some]
    items = "".join(
        f'<span style="white-space:nowrap">{_swatch(*looks[name])}{escape(names[name])}</span>' for name in flowing
    )
    return f'<div style="display:flex;flex-wrap:wrap;gap:.15rem 1rem">{items}</div>'


def _swatch(colour: str, shows: float) -> str:
    look = f"width:.8em;height:.8em;border-radius:2px;background:{colour};opacity:{shows:g}"
    return f'<span aria-hidden="true" style="display:inline-block;margin-right:.35em;{look}"></span>'


def _bars(place: Layout, of: Streams, looks: Mapping[str, Look]) -> Iterator[str]:
    for step in range(len(of.steps)):
        top = step * (BAR + FALL)
        for stream, name in enumerate(of.names):
            for state, wide in enumerate(place.wide[step, stream]):
                if wide > 0:
                    yield _segment(STATES[state], float(place.left[step, stream, state]), top, float(wide), looks[name])


def _segment(state: str, left: float, top: int, wide: float, look: Look) -> str:
    """Draw a piece of a bar: full where it is whole, in stripes where it is blurred, pale where it is not there."""
    if state == "out":
        return _area(left, top, wide, BAR, GREY, _PALE)
    if state == "whole":
        return _area(left, top, wide, BAR, *look)
    return "".join(_area(left, top + offset, wide, 3, *look) for offset in range(0, BAR, 5))


def _area(left: float, top: float, wide: float, high: float, colour: str, shows: float) -> str:
    return svg.element(
        "rect", x=f"{left:.2f}", y=f"{top:g}", width=f"{wide:.2f}", height=f"{high:g}", fill=colour,
        fill_opacity=f"{shows:g}",
    )  # fmt: skip


def _lines(ends: Floats) -> Iterator[str]:
    for step, end in enumerate(ends):
        yield _area(0, step * (BAR + FALL) + BAR + 2, float(end), LINE, GREY, 1.0)


def _bands(of: Streams, place: Layout, looks: Mapping[str, Look]) -> Iterator[str]:
    """Draw what goes from one step to the next; what is not there lies below what is."""
    moved = of.moves * place.scale
    source = place.left[:-1, :, :, None] + np.cumsum(moved, axis=3) - moved
    target = place.left[1:, :, None, :] + np.cumsum(moved, axis=2) - moved
    flowing = np.argwhere(moved > 0)
    for step, stream, before, after in sorted(flowing.tolist(), key=lambda one: -max(one[2:])):
        colour, shows = looks[of.names[stream]]
        gone = _OUT in (before, after)
        look = (GREY if before == after == _OUT else colour, _PALE if gone else _BAND * shows)
        at = step, stream, before, after
        yield _band(step * (BAR + FALL) + BAR, float(source[at]), float(target[at]), float(moved[at]), look)


def _band(top: int, source: float, target: float, wide: float, look: Look) -> str:
    middle, end = top + FALL / 2, top + FALL
    down = f"C{source:.2f},{middle:g} {target:.2f},{middle:g} {target:.2f},{end:g}"
    up = f"C{target + wide:.2f},{middle:g} {source + wide:.2f},{middle:g} {source + wide:.2f},{top:g}"
    path = f"M{source:.2f},{top:g}{down}H{target + wide:.2f}{up}Z"
    return svg.element("path", d=path, fill=look[0], fill_opacity=f"{look[1]:.3g}")
