"""The buttons of the Playground: scenario, pin, undo, redo, reset, compare, share."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from equipoise.chain.scenarios import scenarios
from equipoise.chain.settings import Settings
from equipoise.ui.shared import compare, scenario_choice, share, state
from equipoise.ui.shared.moves import TYPICAL, Play, pin, redo, reset, undo, unpin
from equipoise.ui.shared.words import say

_STEPS = {"redo": redo, "reset": reset}
_DIALOGS = {"compare": compare.show, "share": share.show}
_ICONS = {"redo": "redo", "reset": "restart_alt", "compare": "compare", "share": "share"}


def depends_on(play: Play) -> tuple[object, ...]:
    """Return what of the play the buttons show."""
    past = bool(play.past or play.open_guess)
    stands = scenario_choice.standing(_scenarios(), play.shown)
    return stands, play.pin == play.settings, play.pin == TYPICAL, past, bool(play.future)


def buttons(play: Play) -> None:
    """Draw the buttons at the end of the title's line."""
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", gap="xsmall"):
        _scenario(play)
        if play.pin == play.settings:
            _button("unpin", unpin, icon="keep_off", disabled=play.pin == TYPICAL)
        else:
            _button("pin", pin, icon="keep")
        _button("undo", undo, icon="undo", disabled=not (play.past or play.open_guess))
        _more(play)


def _more(play: Play) -> None:
    """Offer what is wanted less often: redo and reset where there is something to do, and the two dialogs."""
    steps = {"redo": bool(play.future), "reset": not play.settings == play.pin == TYPICAL}
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


def _button(name: str, step: Callable[[Play], Play], *, icon: str, disabled: bool = False) -> None:
    st.button(
        say(f"bar.{name}"),
        key=f"bar.{name}",
        icon=f":material/{icon}:",
        type="tertiary",
        disabled=disabled,
        on_click=state.change,
        args=(step,),
    )


def _scenarios() -> dict[str, Settings]:
    return {scenario.id: scenario.settings for scenario in scenarios().values()}


def _scenario(play: Play) -> None:
    scenario_choice.show(
        say("bar.scenario"), _scenarios(), play.shown, key="bar.scenario", width=200, label_visibility="collapsed"
    )
