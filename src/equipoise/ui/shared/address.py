"""What stands in the address beside the play: it concerns the page or the visitor, and no lever."""

from __future__ import annotations

import streamlit as st

from equipoise.ui.shared import language

PERSON, TEXT, KIOSK = "person", "text", "kiosk"
"""Whose data are shown; how large the text is; whether the page stands alone in a public place."""
NAMES = (language.PARAMETER, PERSON, TEXT, KIOSK)
"""All names of parameters that are nothing of the play."""


def beside() -> dict[str, str]:
    """Return these parameters as they stand in the address, with the visitor's language."""
    kept = {name: st.query_params[name] for name in (PERSON, TEXT, KIOSK) if name in st.query_params}
    return kept | language.in_link()


def put(name: str, value: str | None) -> None:
    """Write a parameter to the address; None takes it out."""
    if value is None:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != value:
        st.query_params[name] = value
