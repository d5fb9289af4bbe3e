"""The three large toggles."""

from __future__ import annotations

import streamlit as st

from equipoise.ui import figures, state
from equipoise.ui.bundles import TOGGLES, position
from equipoise.ui.moves import Play, ask, turn
from equipoise.ui.words import say


def show(play: Play) -> None:
    """Draw consent, anonymisation and bias, each with what its position means."""
    for toggle in TOGGLES:
        with st.container(border=True, gap="xsmall"):
            _toggle(toggle, position(play.shown, toggle))


def guess_switch(play: Play) -> None:
    """Draw the switch that turns the questions on and off."""
    st.toggle(
        say("guess.ask"),
        key=state.hold("guess.ask", play.asking),
        help=say("guess.ask_help"),
        on_change=lambda: state.change(ask, st.session_state["guess.ask"]),
    )


def _toggle(toggle: str, stands: str | None) -> None:
    key = f"toggle.{toggle}"
    st.segmented_control(
        say(f"toggle.{toggle}.label"),
        list(TOGGLES[toggle]),
        format_func=lambda choice: say(f"toggle.{toggle}.{choice}.name"),
        key=state.hold(key, stands),
        on_change=_turned,
        args=(toggle,),
        width="stretch",
        wrap=True,
    )
    st.caption(say(f"toggle.{toggle}.{stands}.help") if stands else say("toggle.custom"))


def _turned(toggle: str) -> None:
    choice = st.session_state[f"toggle.{toggle}"]
    if choice is not None:
        state.change(turn, toggle, choice)
        st.session_state[figures.CHOSEN] = say(f"toggle.{toggle}.asks")
