"""How a room's guesses are spread, with the truth and the middle of the room, as SVG."""

from __future__ import annotations

import dataclasses

from equipoise.rooms.activities.number import BINS, Guesses
from equipoise.rooms.activities.truth import MOST
from equipoise.server.room.drawings.parts import number, say
from equipoise.server.room.markup import Markup, joined, tag

_EDGE, _FOOT, _ROW = 8.0, 16.0, 13.0
"""Room beside and below the bars, and the height of a row of letters, in tenths of a rem."""
_LETTER = 3.1
"""Half the width of a letter of a label."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Mark:
    """A line with a label above it: where, what it says, how wide the picture is, its look, and the label's row."""

    x: float
    told: str
    wide: float
    look: str
    row: int = 0

    @property
    def anchor(self) -> str | None:
        """Where the label begins or ends at the line, so that it stands inside; None for above its middle."""
        room = _LETTER * len(self.told)
        return "start" if self.x < room else "end" if self.x > self.wide - room else None

    @property
    def left(self) -> float:
        """Where the label begins."""
        room = _LETTER * len(self.told)
        return self.x - {"start": 0, None: room, "end": 2 * room}[self.anchor]

    @property
    def right(self) -> float:
        """Where the label ends."""
        return self.left + 2 * _LETTER * len(self.told)

    def drawn(self, ground: float) -> Markup:
        """Return the line from its label down to the ground."""
        top = (self.row + 1) * _ROW
        line = tag("path", d=f"M{self.x:.1f} {top:g}V{ground:g}")
        return tag("g", line, _text(self.x, top - 3, self.told, look=self.anchor), class_=f"mark {self.look}")


def histogram(guesses: Guesses, *, wide: float, high: float, mine: int | None = None) -> Markup:
    """Return the picture of enough guesses.

    Args:
        wide, high: its size, in tenths of a rem. mine: one's own guess, whose bar is marked.
    """
    counts, ground, marks = guesses.counts or (), high - _FOOT, _marks(guesses, wide)
    top = (1 + max(mark.row for mark in marks)) * _ROW + _ROW
    across, unit = (wide - 2 * _EDGE) / BINS, (ground - top) / max(*counts, 1)
    own = None if mine is None else min(mine * BINS // MOST, BINS - 1)
    bars = (
        _bar(_EDGE + place * across, across, ground, unit * count, count, mine=place == own)
        for place, count in enumerate(counts)
        if count
    )
    ticks = (_text(_at(value, wide), high - 3, str(value)) for value in range(0, MOST + 1, 20))
    axis = tag("path", d=f"M{_EDGE:g} {ground:g}H{wide - _EDGE:g}")
    size = f"0 0 {wide:g} {high:g}"
    drawn = (*bars, axis, *ticks, *(mark.drawn(ground) for mark in marks))
    return tag("svg", *drawn, viewBox=size, role="img", aria_label=in_words(guesses), class_="spread")


def in_words(guesses: Guesses) -> str:
    """Return what the picture shows, bar by bar."""
    each, told = MOST // BINS, []
    for place, count in enumerate(guesses.counts or ()):
        high = MOST if place == BINS - 1 else (place + 1) * each - 1
        told += [say("number.bar", low=place * each, high=high, n=count)] if count else []
    return say("number.alt", bars="; ".join(told))


def _marks(guesses: Guesses, wide: float) -> list[_Mark]:
    """Return the truth, if it is known, and the middle of the room; where their labels would meet, one stands lower."""
    middle, found = guesses.middle or 0.0, []
    if guesses.truth:
        told = say("number.truth_mark", number=number(guesses.truth))
        found.append(_Mark(x=_at(guesses.truth.value, wide), told=told, wide=wide, look="true"))
    own = _Mark(x=_at(middle, wide), told=say("number.middle_mark", number=f"{middle:g}"), wide=wide, look="middle")
    meet = any(one.left < own.right + _LETTER and own.left < one.right + _LETTER for one in found)
    return [*found, dataclasses.replace(own, row=int(meet))]


def _bar(left: float, wide: float, ground: float, high: float, count: int, *, mine: bool) -> Markup:
    shape = {"x": f"{left + 1:.1f}", "y": f"{ground - high:.1f}", "width": f"{wide - 2:.1f}", "height": f"{high:.1f}"}
    bar = tag("rect", rx=1.5, class_="mine" if mine else None, **shape)
    return joined(bar, _text(left + wide / 2, ground - high - 3, str(count), look="n"))


def _at(value: float, wide: float) -> float:
    return _EDGE + (wide - 2 * _EDGE) * value / MOST


def _text(x: float, y: float, text: str, *, look: str | None = None) -> Markup:
    return tag("text", text, x=f"{x:.1f}", y=f"{y:.1f}", class_=look)
