"""The ground of a map in HTML: two axes, and marks and words that lie at percentages of them, over lines that stretch.

Marks and words keep their size when the page is resized, and take its colour.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from equipoise.ui.charts import svg
from equipoise.ui.charts.style import NOTE, rem

_WIDE, _HIGH = 300.0, 220.0
_LETTER, _LINE = 7.0, 16.0
"""The plane as it is assumed when names are placed, and the size of a letter on it, in pixels."""
SIDES = {
    "middle right": (1, 0),
    "middle left": (-1, 0),
    "top center": (0, 1),
    "bottom center": (0, -1),
    "top right": (1, 1),
    "top left": (-1, 1),
    "bottom right": (1, -1),
    "bottom left": (-1, -1),
}
"""Where a name may stand beside its mark: to the right and up."""
Axis = tuple[float, float]
"""Where an axis begins and ends."""
Point = tuple[float, float]


class Inset(NamedTuple):
    """The room around a plane for the numbers and titles of its axes, in pixels."""

    top: int
    right: int
    bottom: int
    left: int


class Clearance(NamedTuple):
    """How far a name stays away from its mark, in pixels: beside it, above it, and at its corner (sideways and up)."""

    beside: int
    above: int
    corner_beside: int
    corner_above: int


@dataclasses.dataclass(frozen=True)
class Plane:
    """Two axes, to the right and up."""

    across: Axis
    up: Axis

    def place(self, point: Point) -> Point:
        """Return where a point lies, in percent from the left and from the top, never beyond the ends of the axes."""
        return share(point[0], self.across), 100 - share(point[1], self.up)

    def at(self, point: Point) -> str:
        """Return the style that puts an element's top left corner to a point."""
        left, top = self.place(point)
        return f"position:absolute;left:{left:.2f}%;top:{top:.2f}%"


def share(value: float, axis: Axis) -> float:
    """Return where a value lies on an axis, in percent of its length and never beyond its ends."""
    low, high = axis
    return 100 * (min(max(value, low), high) - low) / (high - low)


def drawn(
    lines: str, parts: Iterable[str], *, height: int, inset: Inset, x: str, y: str, alt: str, lead: float = _LINE
) -> str:
    """Return the whole map as HTML.

    Args:
        lines: the picture below everything, as SVG (see `svg.stretched`). parts: marks and words, as HTML.
        height: of all in pixels. inset: the part of it around the plane.
        x, y: titles of the axes. alt: the map in words. lead: height of a line of text in pixels.
    """
    image = svg.image(lines, style="position:absolute;width:100%;height:100%")
    room = " ".join(map(rem, inset))
    plot = f'<div style="position:absolute;inset:{room}">{image}{"".join(parts)}</div>'
    style = f"position:relative;height:{rem(height)};overflow-x:clip;font-size:{NOTE};line-height:{rem(lead)}"
    return svg.figure(plot + _titles(x, y, inset), alt=alt, style=style)


def _titles(x: str, y: str, inset: Inset) -> str:
    top, right, bottom, left = map(rem, inset)
    wide, high = f"left:{left};right:{right}", f"top:{top};bottom:{bottom}"
    below = f'<div style="position:absolute;{wide};bottom:0;text-align:center">{escape(x)}</div>'
    beside = f"position:absolute;left:0;{high};writing-mode:vertical-rl;rotate:180deg;text-align:center"
    return f'{below}<div style="{beside}">{escape(y)}</div>'


def mark(hover: str, at: str, look: str, content: str = "") -> str:
    """Return a mark centred on a place (see `Plane.at`), with the words that show when one hovers over it."""
    return f'<div title="{escape(hover)}" style="{at};translate:-50% -50%;{look}">{content}</div>'


def label(name: str, at: str, side: str, clear: Clearance, *, weight: int) -> str:
    """Return a name on a side of its mark (see `place_labels`); nothing where no side is free."""
    if not side:
        return ""
    dx, dy = SIDES[side]
    beside = clear.beside if dy == 0 else clear.corner_beside
    above = clear.above if dx == 0 else clear.corner_above
    sideways = {1: f"{beside}px", 0: "-50%", -1: f"calc(-100% - {beside}px)"}[dx]
    upwards = {1: f"calc(-100% - {above}px)", 0: "-50%", -1: f"{above}px"}[dy]
    style = f"{at};translate:{sideways} {upwards};white-space:nowrap;font-weight:{weight}"
    return f'<div style="{style}">{escape(name)}</div>'


def place_labels(
    points: Sequence[Point], labels: Sequence[str], x_top: float, y_top: float, sides: Sequence[str] = tuple(SIDES)
) -> list[str]:
    """Choose a side for every label so that labels cover neither each other nor a point, the first ones first.

    A label that fits nowhere gets an empty side: it then shows on hover only.

    Args:
        points: places in the units of the axes, which run from 0 to ``x_top`` and ``y_top``.
        labels: their texts. sides: where they may stand, the best one first.
    """
    pixels = [(x / x_top * _WIDE, y / y_top * _HIGH) for x, y in points]
    taken = [(x - 7, y - 7, x + 7, y + 7) for x, y in pixels]
    chosen: list[str] = []
    for (x, y), text in zip(pixels, labels, strict=True):
        boxes = {side: _box(x, y, len(text), *SIDES[side]) for side in sides}
        fits = [side for side, box in boxes.items() if _inside(box) and not any(_overlap(box, one) for one in taken)]
        chosen.append(fits[0] if fits else "")
        if fits:
            taken.append(boxes[fits[0]])
    return chosen


_Box = tuple[float, float, float, float]


def _box(x: float, y: float, letters: int, dx: int, dy: int) -> _Box:
    wide = letters * _LETTER
    left = x + 8 if dx > 0 else x - 8 - wide if dx < 0 else x - wide / 2
    low = y + (8 if dx == 0 else 3) if dy > 0 else y - (8 if dx == 0 else 3) - _LINE if dy < 0 else y - _LINE / 2
    return left, low, left + wide, low + _LINE


def _inside(box: _Box) -> bool:
    return box[0] >= 0 and box[1] >= -12 and box[2] <= _WIDE and box[3] <= _HIGH


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
