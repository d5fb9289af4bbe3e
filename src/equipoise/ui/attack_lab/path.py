"""What the Attack lab tells the page Learn: who was found, and the way back to the path that asked for an attack."""

from __future__ import annotations

import streamlit as st

from equipoise.learn.progress import Progress
from equipoise.ui.shared import frame, progress
from equipoise.ui.shared.words import say

_FOUND = "hunt.found"


def found(person: int) -> None:
    """Note that this person was found, once each in an open page."""
    known: frozenset[int] = st.session_state.get(_FOUND, frozenset())
    if person not in known:
        st.session_state[_FOUND] = known | {person}
        progress.record(Progress.with_attack, True)


def back() -> None:
    """Offer the way back to the path, if somebody is on one and has tried."""
    if progress.chosen_path() and progress.progress().attack.of:
        frame.go("learn", say("hunt.to_path"), key="hunt.path", type="secondary")
