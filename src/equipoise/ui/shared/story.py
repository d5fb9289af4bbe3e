"""The one sentence about what was pressed, and the reasons behind it.

Every number is compared with one point alone: the start, or what somebody has chosen to compare with.
"""

from __future__ import annotations

import streamlit as st

from equipoise.chain.outcome import Outcome
from equipoise.chain.scenarios import scenarios
from equipoise.chain.settings import Settings
from equipoise.story.wording import value_in_words
from equipoise.texts.catalogue import texts
from equipoise.ui.shared import compute
from equipoise.ui.shared.bundles import ASKS, TOGGLES, position
from equipoise.ui.shared.headlines import HEADLINES
from equipoise.ui.shared.moves import TYPICAL, Guess, Play
from equipoise.ui.shared.numbers import hundred
from equipoise.ui.shared.words import say

_CLOSE = 3
"""How far off, of 100, a guess is a good one."""


def said(play: Play) -> str:
    """Return the sentence of the moment: what to do, the open question, or what was pressed and one consequence."""
    if play.open_guess:
        return say(f"said.question.{ASKS[play.open_guess.toggle]}", word=_position(play.open_guess))
    if play.settings == play.pin:
        return say("said.start" if play.settings == TYPICAL else "said.here")
    guessed = play.guess if play.guess and play.guess.answer is not None else None
    word, number = pressed(play.previous or play.pin, play.settings)
    number = ASKS[guessed.toggle] if guessed else number or _moved_most(play)
    told = _consequence(play, word, number)
    return f"{told} {_verdict(play, guessed.answer or 0, number)}" if guessed else told


def reasons(play: Play) -> str:
    """Return what differs from the start, or from what is compared with, and why, along the chain."""
    return compute.explanation(play.pin, play.settings)


def told(play: Play) -> str:
    """Return the sentence and its reasons, for a page that is printed."""
    return said(play) if play.settings == play.pin else f"{said(play)}  \n{reasons(play)}"


def warn(now: Outcome, *, comparable: bool = True) -> None:
    """Draw the warnings that belong to the numbers, one a line, and say if they cannot be compared person by person."""
    if not comparable:
        st.caption(say("headline.incomparable"))
    if now.notes:
        st.warning("  \n".join(f"**{texts()[f'note.{note}']}**" for note in now.notes), icon=":material/warning:")


def pressed(before: Settings, now: Settings) -> tuple[str, str]:
    """Return the word that was pressed to get from ``before`` to ``now``, and the headline that it is about, if any."""
    turned = [name for name in TOGGLES if position(now, name) != position(before, name)]
    moved = list(before.changes(now))
    if len(turned) == 1 and (place := position(now, turned[0])) and set(moved) <= TOGGLES[turned[0]][place].keys():
        return say(f"toggle.{turned[0]}.{place}.name"), ASKS[turned[0]]
    for scenario in scenarios().values():
        if scenario.settings == now and len(moved) > 1:
            return scenario.title, ""
    if len(moved) == 1:
        return f"{texts().label(moved[0])}: {value_in_words(moved[0], now[moved[0]])}", ""
    return say("bar.scenario_custom"), ""


def _position(guess: Guess) -> str:
    place = position(guess.wanted, guess.toggle)
    return say(f"toggle.{guess.toggle}.{place}.name") if place else say("bar.scenario_custom")


def _consequence(play: Play, word: str, number: str) -> str:
    now, start = (_shown(settings, number) for settings in (play.settings, play.pin))
    same = "same" if now == start else "moved"
    reference = say("said.at_start" if play.pin == TYPICAL else "said.at_pin")
    return say(f"said.{number}.{same}", word=word, now=now, then=start, reference=reference)


def _verdict(play: Play, guessed: int, number: str) -> str:
    now = getattr(compute.outcome(play.settings).headlines, number)
    off = abs(round(100 * now.value) - guessed) if now.known else 0
    return say("said.close" if off <= _CLOSE else "said.far", guess=guessed, off=off)


def _moved_most(play: Play) -> str:
    """Return the headline whose shown numbers differ most."""
    first, second = (compute.outcome(settings).headlines for settings in (play.pin, play.settings))
    moved = {name: abs(getattr(second, name).value - getattr(first, name).value) for name in HEADLINES}
    return max(moved, key=lambda name: moved[name] if moved[name] == moved[name] else -1.0)


def _shown(settings: Settings, number: str) -> str:
    return hundred(getattr(compute.outcome(settings).headlines, number).value)
