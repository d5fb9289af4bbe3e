"""Guess first: which source would you stop collecting? The answer is shown when it is known."""

from __future__ import annotations

import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.ui.data_lab import weighed, wording
from equipoise.ui.shared.words import say

_GUESS = "fields.guess"


def known(settings: Settings) -> bool:
    """Whether everything is worked out, so that the question has its answer."""
    found = weighed.found(weighed.job_of(settings))
    return found is not None and found.finished


def answer(settings: Settings) -> None:
    """Tell whoever guessed what is known."""
    found, chosen = weighed.found(weighed.job_of(settings)), st.session_state.get(_GUESS)
    if found is not None and chosen is not None and chosen in found.adds:
        st.markdown(wording.answer(found, chosen))


def ask(sources: tuple[str, ...]) -> None:
    """Ask which of the sources one would stop collecting."""
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
