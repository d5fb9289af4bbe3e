"""The product's own Streamlit components, whose files Streamlit serves out of the installed package."""

from __future__ import annotations

from functools import cache
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException


def show(name: str, *, css: str | None = None, isolated: bool = True, **told: Any) -> Any | None:
    """Draw a component and return what the browser reports, or None where its files are not where Streamlit looks.

    Args:
        name: as in the manifest, ``pyproject.toml`` beside ``equipoise/__init__.py``; its script is ``<name>.js``.
        css: its stylesheet, if it has one. isolated: whether that is for the component alone, not for the page.
        told: key, data and callbacks of this element.
    """
    try:
        return _registered(name, css, isolated)(**told)
    except StreamlitAPIException:
        return None


@cache
def _registered(name: str, css: str | None, isolated: bool) -> Any:
    return st.components.v2.component(f"equipoise.{name}", js=f"{name}.js", css=css, isolate_styles=isolated)
