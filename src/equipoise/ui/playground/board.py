"""The levers and what follows from them, on one screen: the sentence, the numbers, the map and the crowd.

All of it is one region: nearly every click changes most of it, and each region costs a click some milliseconds.
"""

from __future__ import annotations

import streamlit as st

from equipoise.ui.playground import closer
from equipoise.ui.playground.picture import FACTS, beside
from equipoise.ui.shared import compute, levers, state, story, toggles
from equipoise.ui.shared.crowd.payload import Scene
from equipoise.ui.shared.crowd.picture import show_crowd
from equipoise.ui.shared.crowd.states import states
from equipoise.ui.shared.moves import Play, answer, skip, turn, untouched
from equipoise.ui.shared.words import on_accent, say

_CROWD, _ASKED = "playground.crowd", "playground.asked"
_LINE = 62
"""Pixels of the sentence's place, which is the same whether it is long, short, or still computed."""
_FIRST = ("anonymisation", "none")
"""The first move that is suggested to a newcomer."""


def show() -> None:
    """Draw levers and results."""
    state.region("board", _board, lambda play: play)


def look_closer() -> None:
    """Offer the details; they follow every change while one of them is open."""
    state.region("closer", _closer, lambda play: play if closer.is_open() else None)


def _board(play: Play) -> None:
    controls, results = st.columns([10, 22], gap="medium")
    with controls:
        if levers.wanted():
            levers.show(play)
        else:
            toggles.show(play)
    with results:
        _results(play)


def _results(play: Play) -> None:
    line = st.container(
        key="sentence", height=_LINE, border=False, horizontal=True, vertical_alignment="center", gap="small"
    )
    place = line.empty()  # of the sentence, and of the stages while they are computed
    now, before = states(play.settings, play.pin, place)
    place.markdown(story.said(play), width="stretch")
    with line:
        _beside_sentence(play)
    start = before.people if before else None
    scenes = [Scene(crowd=now.people, before=start, fact=fact) for fact in FACTS.values()]
    asked = st.session_state.pop(_ASKED, None)
    show_crowd(
        *scenes,
        key=_CROWD,
        marked=closer.followed(),
        beside=beside(play, asked),
        on_follow=_follow,
        told_in=closer.TOLD,
        on_ask=_ask,
        on_guess=_guess,
    )
    story.warn(now.outcome, comparable=play.pin == play.settings or compute.changes(play.pin, play.settings).comparable)


def _beside_sentence(play: Play) -> None:
    """Offer a newcomer a first move, and everybody else the reasons."""
    if untouched(play):
        step = (turn, *_FIRST)
        st.button(
            on_accent(say("story.suggest_go")), key="suggest.go", type="primary", on_click=state.change, args=step
        )
    elif play.settings != play.pin:
        reasons = st.popover(say("story.why"), key="story.why", on_change="rerun")
        if reasons.open:
            reasons.markdown(story.reasons(play))


def _follow() -> None:
    closer.choose(int(st.session_state[_CROWD].follow))
    st.rerun("closer")


def _ask() -> None:
    st.session_state[_ASKED] = st.session_state[_CROWD].ask


def _guess() -> None:
    guessed = int(st.session_state[_CROWD].guess)
    if guessed < 0:
        state.change(skip)
    else:
        state.change(answer, guessed)


def _closer(play: Play) -> None:
    closer.show(play, compute.outcome(play.settings), compute.outcome(play.pin))
