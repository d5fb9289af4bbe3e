"""The buttons of the Playground: scenario, pin, undo, redo, reset, compare, share."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from equipoise.chain.scenarios import scenarios
from equipoise.ui.shared import compare, share, state
from equipoise.ui.shared.moves import TYPICAL, Play, move, pin, redo, reset, undo, unpin
from equipoise.ui.shared.words import say

_OWN = "own"
_STEPS = {"redo": redo, "reset": reset}
_DIALOGS = {"compare": compare.show, "share": share.show}
_ICONS = {"redo": "redo", "reset": "restart_alt", "compare": "compare", "share": "share"}


def show(line: DeltaGenerator, play: Play) -> None:
    """Draw the buttons into ``line``, on a page that is drawn as a whole."""
    with line:
        _buttons(play)


def region(line: DeltaGenerator) -> None:
    """Draw the buttons into ``line``, on a page that is made of regions."""
    with line:
        state.region("bar", _buttons, _sees)


def _sees(play: Play) -> tuple[object, ...]:
    past = bool(play.past or play.open_guess)
    return _scenario_of(play), play.pin == play.settings, play.pin == TYPICAL, past, bool(play.future)


def _buttons(play: Play) -> None:
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


def _scenario_of(play: Play) -> str:
    return next((one.id for one in scenarios().values() if one.settings == play.shown), _OWN)


def _scenario(play: Play) -> None:
    titles = {scenario.id: scenario.title for scenario in scenarios().values()} | {_OWN: say("bar.scenario_custom")}
    stands = _scenario_of(play)
    offered = [name for name in titles if name != _OWN or stands == _OWN]
    st.selectbox(
        say("bar.scenario"),
        offered,
        index=offered.index(stands),
        format_func=titles.__getitem__,
        label_visibility="collapsed",
        width=200,
        **state.control("bar.scenario", stands, _picked),
    )


def _picked(name: str) -> None:
    chosen = scenarios().get(name)
    if chosen is not None:
        state.change(move, chosen.settings)
