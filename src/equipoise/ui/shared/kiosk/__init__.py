"""A page that stands alone in a public place: no way out of it, and back to its start when nobody touches it.

``kiosk=1`` in the address asks for it, and waits `PATIENCE` seconds; a larger number waits so many seconds.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from equipoise.ui.shared import address

NAME = "equipoise.kiosk"
"""The component's name in the package's manifest, ``pyproject.toml`` beside ``equipoise/__init__.py``."""
PATIENCE = 90


def on() -> bool:
    """Whether this visit is one of a public place."""
    return seconds() is not None


def seconds() -> int | None:
    """Return after how many seconds without a touch the page goes back to its start; None where it is no kiosk."""
    given = address.value(address.KIOSK)
    if given is None:
        return None
    return PATIENCE if given == "1" else int(given)


def watch() -> None:
    """Let the browser go back to the start of the page when nobody touches it, and hide every way out."""
    waits = seconds()
    if waits is None:
        return
    try:
        _component()(key="kiosk", data={"seconds": waits, "person": address.PERSON})
    except StreamlitAPIException:  # the package's files are not where Streamlit looks for them
        return


@cache
def _component() -> Any:
    return st.components.v2.component(NAME, js="kiosk.js", css="kiosk.css", isolate_styles=False)
