"""Until the browser has said what it keeps, nobody is told that they have done nothing."""

from __future__ import annotations

import streamlit as st

from equipoise.ui.shared.keeper import store
from equipoise.ui.shared.words import say


def waits(*, key: str = "") -> bool:
    """Whether the browser has not reported yet; then say so, and with a ``key`` offer to go on without."""
    if store.state() != "loading":
        return False
    with st.container(border=bool(key), horizontal=True, vertical_alignment="center"):
        st.markdown(say("course.keep.loading"), width="stretch")
        if key:
            st.button(say("course.keep.go_on"), key=key, type="tertiary", on_click=store.give_up)
    return True
