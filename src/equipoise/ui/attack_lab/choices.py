"""Who attacks, and what protects the table: ordinary levers under the names of the lab."""

from __future__ import annotations

import streamlit as st

from equipoise.studies.strength import lever_along
from equipoise.ui.attack_lab import protections, session
from equipoise.ui.shared import levers, state
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.moves import Play, untouched
from equipoise.ui.shared.words import say

_OWN = "own"
_CHOSEN = "hunt.protection"
_FAMILY = "protect.technique"


def show(play: Play) -> None:
    """Draw both side by side; newcomers are offered a bare table, experts the technique's strength."""
    profile, protection, start = st.columns([9, 14, 9], gap="small", vertical_alignment="bottom")
    with profile:
        levers.lever("attack.profile", play.settings)
    with protection:
        _protection(play)
    with start:
        _newcomer(play)
    strength = lever_along(play.settings, _FAMILY)
    if expert() and strength != _FAMILY:
        levers.lever(strength, play.settings, play.settings.inactive().get(strength))


def _protection(play: Play) -> None:
    now = protections.stands(play.settings) or _OWN
    offered = [*protections.protections(), *([_OWN] if now == _OWN else [])]
    st.selectbox(
        say("hunt.protection.label"),
        offered,
        index=offered.index(now),
        format_func=lambda name: protections.title(None if name == _OWN else name),
        help=protections.about(play.settings)["what"],
        **state.control(_CHOSEN, now, _protected),
    )


def _newcomer(play: Play) -> None:
    if untouched(play) and not session.game().tries:
        st.button(
            say("hunt.start"),
            key="hunt.start",
            icon=":material/play_arrow:",
            help=say("hunt.start_help"),
            on_click=session.protect,
            args=(protections.WEAKEST,),
            width="stretch",
        )


def _protected(chosen: str) -> None:
    if chosen != _OWN:
        session.protect(chosen)
