"""Number cards: a number with its change and its interval, and what it means behind a question mark.

They are HTML, not `st.metric`, four of which take a tenth of a click: each reads four texts as Markdown again. What a
card means opens in the browser alone, as a popover: nothing is computed, and a click elsewhere or Escape closes it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from html import escape

from equipoise.numerics.rate import Direction
from equipoise.ui.charts.style import BLUE, GREY, ORANGE

_ARROWS = {"up": "↑", "same": "", "down": "↓"}
_ROOM_FOR_ALL = 620
"""Pixels from which four cards stand in one row; below, they stand in twos."""
_LINE = f"1px solid {GREY}66"
_ROW = (
    "display:grid;gap:1rem;margin:0;padding:0;"
    f"grid-template-columns:repeat(auto-fit,minmax(clamp(25% - 1rem,({_ROOM_FOR_ALL}px - 100%)*999,50% - 1rem),1fr))"
)
_CARD = f"border:{_LINE};border-radius:8px;padding:.8rem 1rem"
_ASK = "background:none;border:0;color:inherit;cursor:help;font-size:.75rem;min-width:26px;min-height:26px;padding:0"
_MARK = (
    "display:inline-block;box-sizing:border-box;width:1.5em;height:1.5em;line-height:1.4em;border-radius:50%;"
    f"border:1px solid {GREY}"
)
_VALUE = "margin:0;font-size:1.75rem;font-weight:600;line-height:1.3"
_BELOW = "margin:.15rem 0 0;font-size:.875rem;display:flex;flex-wrap:wrap;gap:2px .5rem;align-items:center"
_PANEL = (
    f"max-width:min(36rem,88vw);border:{_LINE};border-radius:8px;padding:1rem 1.25rem;font-size:.95rem;line-height:1.5;"
    "text-align:left;font-weight:400;cursor:auto"
)
_ANSWER = "margin:0 0 .45rem"


@dataclasses.dataclass(frozen=True)
class Change:
    """What moved against the pin: in words, which way, and whether one hopes for that."""

    text: str
    moved: Direction = "same"
    welcome: bool = False


@dataclasses.dataclass(frozen=True)
class Section:
    """The answers about one number: its title, its tag, and question by question.

    ``more`` is a question whose answer is on another page, the words of the link to it, and its address; or None.
    """

    title: str
    tag: str
    lines: tuple[tuple[str, str], ...]
    more: tuple[str, str, str] | None = None


@dataclasses.dataclass(frozen=True)
class Card:
    """One number.

    Attributes:
        name: the name of its field.
        label, value: as they are read. change: against the pin. sure: its interval, or what else belongs beside it.
        about: what opens behind the question mark. ask: the label of that mark for screen readers.
    """

    name: str
    label: str
    value: str
    change: Change
    sure: str
    about: tuple[Section, ...]
    ask: str


def cards(shown: Sequence[Card]) -> str:
    """Draw the cards in a row that wraps, as HTML whose text takes the colour of the page."""
    return f'<dl style="{_ROW}">{"".join(map(_card, shown))}</dl>'


def _card(card: Card) -> str:
    panel = f"about-{card.name}"
    mark = f'<span aria-hidden="true" style="{_MARK}">?</span>'
    opens = f'type="button" popovertarget="{panel}" aria-label="{escape(card.ask)}"'
    ask = f'<button {opens} style="{_ASK}">{mark}</button>'
    label = f'<dt style="font-size:.875rem;font-weight:400;margin:0">{escape(card.label)} {ask}</dt>'
    value = f'<dd data-number="{card.name}" style="{_VALUE}">{escape(card.value)}</dd>'
    below = f'<dd style="{_BELOW}">{_change(card.change)}<span style="opacity:.75">{escape(card.sure)}</span></dd>'
    return f'<div style="{_CARD}">{label}{value}{below}{_panel(panel, card.about)}</div>'


def _change(change: Change) -> str:
    if not change.text:
        return ""
    colour = GREY if change.moved == "same" else BLUE if change.welcome else ORANGE
    look = f"background:{colour}38;border-radius:99px;padding:0 .5rem"
    arrow = _ARROWS[change.moved]
    shown = f'<b aria-hidden="true">{arrow}</b> ' if arrow else ""
    return f'<span style="{look}">{shown}{escape(change.text)}</span>'


def _panel(name: str, about: Sequence[Section]) -> str:
    told = "".join(map(_section, about))
    return f'<dd popover="auto" id="{name}" style="{_PANEL}">{told}</dd>'


def _section(section: Section) -> str:
    lines = "".join(f'<p style="{_ANSWER}"><i>{escape(asked)}</i> {escape(told)}</p>' for asked, told in section.lines)
    return f'<p style="{_ANSWER}"><b>{escape(section.title)}</b> · {escape(section.tag)}</p>{lines}{_more(section)}'


def _more(section: Section) -> str:
    if section.more is None:
        return ""
    asked, told, address = map(escape, section.more)
    link = f'<a href="{address}" style="color:inherit" target="_blank" rel="noopener">{told}</a>'
    return f'<p style="{_ANSWER}"><i>{asked}</i> {link}</p>'
