"""Published effects beside simulated values: a card an effect, two tracks on one scale, as HTML.

What agrees and what does not are drawn in the same size and at the same place; shape and words say what colour says.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from html import escape

from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.ui.charts import svg
from equipoise.ui.charts.plane import Axis
from equipoise.ui.charts.rows import CIRCLE, DIAMOND, Row, grid
from equipoise.ui.charts.style import BLUE, GREY, NOTE, ORANGE

_COLUMNS = "minmax(66px,8%) minmax(60px,1fr) minmax(104px,20%)"
_CARD = f"border:1px solid {GREY}66;border-radius:8px;padding:.7rem 1rem;margin:0 0 .8rem"
_CHIP = "border-radius:99px;padding:0 .6rem;font-size:.8rem;white-space:nowrap"
_SMALL = "font-size:.85rem;margin:.35rem 0 0;opacity:.85"
_MARKS = {True: ("✓", BLUE), False: ("✗", ORANGE), None: ("–", GREY)}
_AWAY = 'style="color:inherit" target="_blank" rel="noopener noreferrer"'
_ROOM = 0.05


@dataclasses.dataclass(frozen=True, kw_only=True)
class Effect:
    """One effect.

    Attributes:
        name: its id. claim: what was published. verdict: the comparison in words.
        agrees: its result; None where nothing is compared.
        published, here: name and words of the two tracks. values: the two rates, in the order of the tracks.
        floor: where the scale begins at the latest: 0, or another value that stands for nothing.
        notes: what else is said, line by line. source, link: where it was published. alt: the tracks in words.
    """

    name: str
    claim: str
    verdict: str
    agrees: bool | None
    published: tuple[str, str]
    here: tuple[str, str] = ("", "")
    values: tuple[Rate, Rate] = (UNKNOWN, UNKNOWN)
    floor: float = 0.0
    notes: tuple[str, ...] = ()
    source: str = ""
    link: str = ""
    alt: str = ""


def effects(shown: Sequence[Effect]) -> str:
    """Draw the cards below each other."""
    return "".join(map(_card, shown))


def tally(counts: Sequence[tuple[str, str]]) -> str:
    """Draw counts in a row that wraps: of each what is counted, and the count in large letters."""
    items = "".join(
        f'<div style="flex:1 1 150px"><dt style="font-size:.875rem">{escape(name)}</dt>'
        f'<dd style="margin:0;font-size:1.4rem;font-weight:600;line-height:1.25">{escape(count)}</dd></div>'
        for name, count in counts
    )
    return f'<dl style="display:flex;flex-wrap:wrap;gap:.6rem 1.5rem;margin:0;padding:0">{items}</dl>'


def scale(values: Sequence[Rate], floor: float) -> Axis:
    """Return the ends of a scale that holds all values, their intervals and ``floor``."""
    known = [end for rate in values if rate.known for end in (rate.low, rate.value, rate.high) if math.isfinite(end)]
    low, high = min([floor, *known]), max([floor, *known])
    room = _ROOM * (high - low or 1.0)
    return low - (room if low < floor else 0.0), high + room


def _card(effect: Effect) -> str:
    mark, colour = _MARKS[effect.agrees]
    chip = (
        f'<span style="{_CHIP};background:{colour}38"><b aria-hidden="true">{mark}</b> {escape(effect.verdict)}</span>'
    )
    claim = f'<p style="margin:0 0 .4rem">{chip} {escape(effect.claim)}</p>'
    notes = "".join(f'<p style="{_SMALL}">{escape(note)}</p>' for note in effect.notes)
    link = f'<a href="{escape(effect.link)}" {_AWAY}>{escape(effect.source)}</a>'
    body = f'{claim}{_tracks(effect)}{notes}<p style="{_SMALL}">{link}</p>'
    return f'<div id="effect-{escape(effect.name)}" style="{_CARD};overflow-wrap:anywhere">{body}</div>'


def _tracks(effect: Effect) -> str:
    if effect.agrees is None:
        return ""
    looks = zip((effect.published, effect.here), effect.values, (CIRCLE, DIAMOND), strict=True)
    rows = [Row(name, words, ((rate, look),)) for (name, words), rate, look in looks]
    drawn = grid(rows, scale(effect.values, effect.floor), columns=_COLUMNS)
    return svg.figure(drawn, alt=effect.alt, style=f"font-size:{NOTE};line-height:1.3")
