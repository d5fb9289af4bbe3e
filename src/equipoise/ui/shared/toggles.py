"""The three large toggles."""

from __future__ import annotations

import streamlit as st

from equipoise.ui.shared import state
from equipoise.ui.shared.bundles import TOGGLES, position
from equipoise.ui.shared.moves import Play, ask, turn
from equipoise.ui.shared.words import say


def show(play: Play) -> None:
    """Draw consent, anonymisation and bias, each with what its position means, and the switch of the guesses."""
    with st.container(border=True, gap="xxsmall", key="toggles"):
        for toggle in TOGGLES:
            _control(toggle, play)
    guess_switch(play)


def guess_switch(play: Play) -> None:
    """Draw the switch that turns the questions before an effect on and off."""
    st.toggle(
        say("guess.ask"),
        value=play.asking,
        help=say("guess.ask_help"),
        **state.control("guess.ask", play.asking, state.change, ask),
    )


def _control(toggle: str, play: Play) -> None:
    stands = position(play.shown, toggle)
    st.segmented_control(
        say(f"toggle.{toggle}.label"),
        list(TOGGLES[toggle]),
        format_func=lambda choice: say(f"toggle.{toggle}.{choice}.name"),
        default=stands,
        width="stretch",
        wrap=True,
        **state.control(f"toggle.{toggle}", stands, _turned, toggle),
    )
    st.caption(say(f"toggle.{toggle}.{stands}.help") if stands else say("toggle.custom"))


def _turned(toggle: str, choice: str | None) -> None:
    if choice is not None:
        state.change(turn, toggle, choice)
