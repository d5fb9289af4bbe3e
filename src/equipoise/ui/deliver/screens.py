"""A few people's screens: the messages of each week, and what somebody who looks on says; narrow on a phone."""

from __future__ import annotations

from html import escape

from equipoise.studies.messages import Screen
from equipoise.ui.charts import svg
from equipoise.ui.charts.style import BLUE, FINE, GREY, NOTE, ORANGE
from equipoise.ui.deliver import wording
from equipoise.ui.shared import mailbox
from equipoise.ui.shared.words import say

_CARD = (
    f"border:1px solid {GREY}66;border-radius:12px;padding:.55rem .6rem;display:flex;flex-direction:column;gap:.3rem"
)
_GRID = "display:grid;grid-template-columns:repeat(auto-fill,minmax(min(210px,100%),1fr));gap:.6rem"
_WEEKS = 4
"""How many of the messages a card has room for."""


def draw(shown: tuple[Screen, ...], trait: str) -> str:
    """Return the screens side by side."""
    alt = "; ".join(_words(screen, trait) for screen in shown)
    return svg.figure(
        "".join(_screen(screen, trait) for screen in shown), alt=alt, style=f"{_GRID};font-size:{NOTE}", role="group"
    )


def _screen(screen: Screen, trait: str) -> str:
    name = say("deliver.screen.who", name=screen.name, age=screen.age)
    messages = mailbox.lines(screen.messages[:_WEEKS])
    return f'<div style="{_CARD}"><b>{escape(name)}</b>{messages}{_verdict(screen, trait)}</div>'


def _verdict(screen: Screen, trait: str) -> str:
    """Return what the onlooker says about the person, and whether that is right."""
    colour = ORANGE if screen.accused else BLUE
    style = f"margin-top:auto;border-radius:8px;padding:.25rem .45rem;background:{colour}2e;font-size:{FINE}"
    return f'<span style="{style}">{escape(_said(screen, trait))}</span>'


def _said(screen: Screen, trait: str) -> str:
    if not screen.accused:
        return say("deliver.screen.nothing")
    return say(f"deliver.screen.{'right' if screen.right else 'wrong'}", trait=wording.trait(trait))


def _words(screen: Screen, trait: str) -> str:
    listed = mailbox.in_words(screen.messages)
    return f"{say('deliver.screen.who', name=screen.name, age=screen.age)}: {listed}. {_said(screen, trait)}"
