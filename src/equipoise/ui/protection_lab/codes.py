"""What the codes in the table give away, tried out when somebody asks: joined tables, and hashes turned back."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.texts.catalogue import texts
from equipoise.texts.numerals import NOTHING
from equipoise.ui.protection_lab import runs
from equipoise.ui.shared.numbers import in_100, interval
from equipoise.ui.shared.words import say


def show(settings: Settings) -> None:
    """Offer both experiments, and draw what the ones that were started have found."""
    treatment = texts()[f"identifiers.{settings['protect.identifiers']}.title"]
    st.markdown(say("protection.codes.heading", treatment=treatment))
    left, right = st.columns(2)
    with left.container(border=True):
        if _asked("reverse", settings):
            _reversed(settings)
    with right.container(border=True):
        if _asked("join", settings):
            _joined(settings)


def _asked(name: str, settings: Settings) -> bool:
    """Draw an experiment's button; return whether it was started with these settings."""
    key = f"codes.{name}.asked"
    st.markdown(say(f"protection.codes.{name}_what"))
    st.button(
        say(f"protection.codes.{name}"),
        key=f"codes.{name}",
        icon=":material/play_arrow:",
        on_click=st.session_state.__setitem__,
        args=(key, settings),
    )
    return st.session_state.get(key) == settings


def _reversed(settings: Settings) -> None:
    with st.spinner(say("protection.codes.working")):
        found = runs.reversed_codes(settings)
    if not found.named.known:
        st.markdown(say("protection.codes.no_codes"))
        return
    told = say("protection.codes.named", named=in_100(found.named), interval=interval(found.named), n=found.named.n)
    st.markdown(told)
    rows = pd.DataFrame(
        [(code, name or NOTHING) for code, name in found.examples],
        columns=[say("protection.codes.code"), say("protection.codes.name")],
    )
    st.table(rows, hide_index=True, border="horizontal", alt=say("protection.codes.reverse"))


def _joined(settings: Settings) -> None:
    with st.spinner(say("protection.codes.working")):
        found = runs.joined(settings)
    if not found.now.known:
        st.markdown(say("protection.codes.empty"))
        return
    st.markdown(say("protection.codes.joined", now=in_100(found.now), interval=interval(found.now), n=found.now.n))
    if found.own_keys.known and settings["protect.identifiers"] == "keyed":
        st.markdown(say("protection.codes.own_keys", rate=in_100(found.own_keys)))
