"""Guess first: which source would you stop collecting? The answer is shown when it is known."""

from __future__ import annotations

import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.ui.data_lab import weighed, wording
from equipoise.ui.shared.words import say

_GUESS = "fields.guess"


def show(settings: Settings, sources: tuple[str, ...]) -> None:
    """Ask as long as nothing is worked out, and answer when everything is."""
    found = weighed.found(weighed.job_of(settings))
    if found is not None and found.finished:
        chosen = st.session_state.get(_GUESS)
        if chosen is not None and chosen in found.adds:
            st.markdown(wording.answer(found, chosen))
        return
    if st.session_state.get(_GUESS) not in (None, *sources):
        st.session_state[_GUESS] = None
    st.pills(
        say("fields.guess.label"),
        sources,
        format_func=wording.title,
        key=_GUESS,
        persist_state="session",
        wrap=True,
    )
