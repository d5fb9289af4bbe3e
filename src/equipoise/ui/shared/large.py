"""Large text: one switch, for all pages of a visit. All sizes are in rem, so that one size changes them together."""

from __future__ import annotations

import streamlit as st

from equipoise.ui.shared import address, kiosk
from equipoise.ui.shared.state import control
from equipoise.ui.shared.words import say

_STYLE = (
    "<style>html:root:root{font-size:20px}"
    "@media (min-width:1600px){html:root:root{font-size:24px}}"
    "@media (min-width:2500px){html:root:root{font-size:32px}}</style>"
)


def on() -> bool:
    """Whether this visit wants large text."""
    return kiosk.on() or address.value(address.TEXT) is not None


def wear() -> None:
    """Let the page have large text, if it is wanted."""
    if on():
        st.html(_STYLE)


def switch() -> None:
    """Draw the switch; in a public place the text is always large."""
    if not kiosk.on():
        st.toggle(say("frame.large"), value=on(), **control("frame.large", on(), _choose))


def _choose(large: bool) -> None:
    address.put(address.TEXT, "large" if large else None)
