"""What a press costs in right offers and margin, and what it does to risk: paired differences with intervals."""

from __future__ import annotations

from html import escape

from equipoise.chain.compare import Changes
from equipoise.chain.outcome import Outcome
from equipoise.numerics.rate import Rate
from equipoise.texts.numerals import NOTHING, plain, signed
from equipoise.ui.charts import svg
from equipoise.ui.charts.style import GREY, NOTE
from equipoise.ui.shared.numbers import hundred, of_100
from equipoise.ui.shared.words import say, term

_NUMBERS = ("right_offer", "margin_per_1000", "identified")
_GRID = f"display:grid;grid-template-columns:repeat(auto-fit,minmax(138px,1fr));gap:.5rem;font-size:{NOTE}"
_TILE = f"border-left:3px solid {GREY};padding-left:.6rem;line-height:1.35"


def draw(before: Outcome, after: Outcome | None = None, changes: Changes | None = None) -> str:
    """Draw three numbers: as they stand, or, after a press, before and after it with the change.

    Both have the same lines, so that a press moves nothing on the page.
    """
    tiles = [tile(name, before, after, changes) for name in _NUMBERS]
    alt = ". ".join(f"{name}: {value}, {more}" for name, value, more in tiles)
    drawn = "".join(
        f'<div style="{_TILE}">{escape(name)}<div style="font-size:1.13rem;font-weight:600">{escape(value)}</div>'
        f"{escape(more)}</div>"
        for name, value, more in tiles
    )
    return svg.figure(drawn, alt=alt, style=_GRID, role="group")


def tile(name: str, before: Outcome, after: Outcome | None, changes: Changes | None) -> tuple[str, str, str]:
    """Return the name of a number, its value or values, and its change or that there is none yet."""
    title = say("headline.margin") if name == "margin_per_1000" else term(name, expert=True)
    first = number(name, before)
    if after is None or changes is None:
        return title, say("rules.cost.open", before=first), say("rules.cost.press")
    shown = say("rules.cost.both", before=first, after=number(name, after))
    return title, shown, change(name, getattr(changes, name))


def number(name: str, outcome: Outcome) -> str:
    """Return a number as it is written on a tile."""
    if name == "margin_per_1000":
        return say("rules.cost.euros", number=plain(outcome.targeting.margin_per_1000.value))
    return hundred(getattr(outcome.headlines, name).value)


def change(name: str, found: Rate) -> str:
    """Return a change with its sign and its interval."""
    if not found.known:
        return NOTHING
    moved = found if name == "margin_per_1000" else of_100(found)
    low, high = (signed(end, digits=1) for end in (moved.low, moved.high))
    return say("rules.cost.change", change=signed(moved.value, digits=1), low=low, high=high)
