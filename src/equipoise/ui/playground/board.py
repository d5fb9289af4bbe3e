"""What follows from the levers, drawn together: the story, the headlines, the figures."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

import streamlit as st

from equipoise.ui.playground import closer, figures
from equipoise.ui.shared import compute, headlines, state, story
from equipoise.ui.shared.moves import Play


def show() -> None:
    """Draw the results: one region, since a click that changes anything in it changes most of it."""
    state.region("results", _results, _depends_on)


def _depends_on(play: Play) -> tuple[object, ...]:
    return play.settings, play.pin, play.previous, play.guess, play.problem, play.trail, play.figure


def look_closer() -> None:
    """Offer the details; they follow every change while one of them is open."""
    state.region("closer", _closer, lambda play: play if closer.is_open() else None)


def _results(play: Play) -> None:
    place: AbstractContextManager[object] = nullcontext()
    if not compute.at_hand(play.settings, play.pin):
        place = st.empty()  # the story's place shows the stages while they are computed
        compute.outcomes(play.settings, play.pin, place)
    now = compute.outcome(play.settings)
    with place:
        story.show(play, now)
    headlines.show(now, None if play.pin == play.settings else compute.changes(play.pin, play.settings))
    story.warn(now)
    figures.show(play)


def _closer(play: Play) -> None:
    closer.show(play, compute.outcome(play.settings), compute.outcome(play.pin))
