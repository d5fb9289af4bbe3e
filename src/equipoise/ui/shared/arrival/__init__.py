"""What a page does in the browser when it opens: it begins at its top, and wears the one stylesheet of all pages."""

from __future__ import annotations

from functools import cache
from typing import Any
from zlib import crc32

import streamlit as st
from streamlit.errors import StreamlitAPIException

NAME = "equipoise.arrival"
"""The component's name in the package's manifest, ``pyproject.toml`` beside ``equipoise/__init__.py``."""


def arrive(view: str) -> None:
    """Let the browser go to the top of the page whenever ``view`` is another one than before, and close a phone's menu.

    The element takes no room. Where Streamlit cannot load it, pages work as Streamlit draws them.

    Args:
        view: names what is on the page: the page itself, and what of it one has opened.
    """
    try:
        _component()(key="arrival", data={"view": crc32(view.encode())})
    except StreamlitAPIException:  # the package's files are not where Streamlit looks for them
        return


@cache
def _component() -> Any:
    return st.components.v2.component(NAME, js="arrival.js", css="pages.css", isolate_styles=False)
