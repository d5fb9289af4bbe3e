"""What stands in the address beside the play: it concerns the page or the visitor, and no lever."""

from __future__ import annotations

import re

import streamlit as st

from equipoise.ui.shared import language

PERSON, TEXT, KIOSK = "person", "text", "kiosk"
"""Whose data are shown; how large the text is; whether the page stands alone in a public place."""
NAMES = (language.PARAMETER, PERSON, TEXT, KIOSK)
"""All names of parameters that are nothing of the play."""
_KEPT = {TEXT: "large", KIOSK: "[1-9][0-9]{0,3}"}
"""What holds for the whole visit, on every page, with the values that it may have."""


def adopt() -> None:
    """Read from the address what holds for the whole visit; a value that it cannot have is left out."""
    for name in _KEPT:
        put(name, value(name))


def value(name: str) -> str | None:
    """Return what holds for the whole visit: as the address has it, or as an earlier page had it."""
    given = st.query_params.get(name)
    if given is not None and re.fullmatch(_KEPT[name], given):
        return given
    kept: str | None = st.session_state.get(_key(name))
    return kept


def put(name: str, value: str | None) -> None:
    """Write a parameter to the address; None takes it out."""
    if name in _KEPT:
        st.session_state[_key(name)] = value
    if value is None:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != value:
        st.query_params[name] = value


def beside() -> dict[str, str]:
    """Return all of these parameters as they stand in the address."""
    kept = {name: value(name) for name in _KEPT}
    person = {PERSON: st.query_params.get(PERSON)}
    return {name: each for name, each in (person | kept).items() if each is not None} | language.in_link()


def _key(name: str) -> str:
    return f"address.{name}"
