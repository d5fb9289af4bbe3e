"""The buttons of the Playground: scenario and undo; in a menu what to compare with, redo, reset, compare, share."""

from __future__ import annotations

import streamlit as st

from equipoise.chain.scenarios import scenarios
from equipoise.chain.settings import Settings
from equipoise.ui.shared import compare, scenario_choice, share, state
from equipoise.ui.shared.moves import TYPICAL, Play, pin, redo, reset, undo, unpin
from equipoise.ui.shared.words import say

_STEPS = {"pin": pin, "unpin": unpin, "redo": redo, "reset": reset}
_DIALOGS = {"compare": compare.show, "share": share.show}
_ICONS = {
    "pin": "keep",
    "unpin": "keep_off",
    "redo": "redo",
    "reset": "restart_alt",
    "compare": "compare",
    "share": "share",
}


def depends_on(play: Play) -> tuple[object, ...]:
    """Return what of the play the buttons show."""
    past = bool(play.past or play.open_guess)
    stands = scenario_choice.standing(_scenarios(), play.shown)
    return stands, play.pin == play.settings, play.pin == TYPICAL, past, bool(play.future)


def buttons(play: Play) -> None:
    """Draw the buttons at the end of the title's line."""
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", gap="xsmall"):
        _scenario(play)
        st.button(
            say("bar.undo"),
            key="bar.undo",
            icon=":material/undo:",
            type="tertiary",
            disabled=not (play.past or play.open_guess),
            on_click=state.change,
            args=(undo,),
        )
        _more(play)


def _more(play: Play) -> None:
    """Offer what is wanted less often: the steps that lead somewhere now, and the two dialogs."""
    compared = {"pin": play.pin != play.settings, "unpin": play.pin != TYPICAL}
    steps = compared | {"redo": bool(play.future), "reset": not play.settings == play.pin == TYPICAL}
    opened = st.menu_button(
        say("bar.more"),
        [*(name for name, useful in steps.items() if useful), *_DIALOGS],
        format_func=lambda name: f":material/{_ICONS[name]}: {say(f'bar.{name}')}",
        key="bar.more",
        icon=":material/more_horiz:",
        type="tertiary",
        on_click=_chosen,
    )
    if opened in _DIALOGS:
        _DIALOGS[opened](play)


def _chosen() -> None:
    step = _STEPS.get(st.session_state["bar.more"])
    if step:
        state.change(step)


def _scenarios() -> dict[str, Settings]:
    return {scenario.id: scenario.settings for scenario in scenarios().values()}


def _scenario(play: Play) -> None:
    scenario_choice.show(
        say("bar.scenario"), _scenarios(), play.shown, key="bar.scenario", width=200, label_visibility="collapsed"
    )
