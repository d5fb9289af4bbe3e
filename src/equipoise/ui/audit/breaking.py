"""The part "Break something", for who leads a group: one thing in the records breaks, and nobody is told what."""

from __future__ import annotations

import secrets

import streamlit as st

from equipoise.audit.incidents.registry import INCIDENTS
from equipoise.texts.catalogue import texts
from equipoise.ui.audit import session
from equipoise.ui.shared.words import say

_CHOSEN, _TELL = "audit.break.chosen", "audit.break.tell"
_SURPRISE = "surprise"


def show() -> None:
    """Draw the choice, and what is broken to whoever wants to see it."""
    st.markdown(say("audit.break.lead"))
    st.selectbox(
        say("audit.break.what"),
        (_SURPRISE, *INCIDENTS),
        format_func=lambda name: (
            say("audit.break.surprise") if name == _SURPRISE else texts()[f"lever.incident.kind.choice.{name}"]
        ),
        key=_CHOSEN,
        persist_state="session",
    )
    with st.container(horizontal=True, gap="small"):
        st.button(say("audit.break.go"), key="audit.break", icon=":material/bolt:", on_click=_break)
        if session.incident():
            words = say("audit.break.end")
            st.button(
                words, key="audit.break.end", icon=":material/healing:", on_click=session.break_something, args=("",)
            )
    if session.incident():
        st.info(say("audit.break.broken"), icon=":material/visibility_off:")
        if st.toggle(say("audit.break.tell"), key=_TELL):
            st.markdown(texts()[f"lever.incident.kind.choice.{session.incident()}"])


def _break() -> None:
    chosen = str(st.session_state[_CHOSEN])
    st.session_state.pop(_TELL, None)
    session.break_something(secrets.choice(tuple(INCIDENTS)) if chosen == _SURPRISE else chosen)
