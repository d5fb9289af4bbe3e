"""The style sheet of Your data: sizes and places in ``look.css``, colours from the theme."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from equipoise.ui.shared.room import STYLE

_COLOURS = {"paper": "backgroundColor", "line": "borderColor", "soft": "grayTextColor", "accent": "primaryColor"}


def put_on() -> None:
    """Put the style sheet on the page; it takes no room."""
    rules = f":root{{{_colours()}}}{STYLE}{_sheet()}"
    st.html(f"<style>{rules}</style>")


@cache
def _sheet() -> str:
    return Path(__file__).with_name("look.css").read_text(encoding="utf-8")


def _colours() -> str:
    """Return the theme's colours as variables, for the light and the dark page."""
    return "".join(
        f"--yd-{name}:light-dark({st.get_option(f'theme.light.{option}')},{st.get_option(f'theme.dark.{option}')});"
        for name, option in _COLOURS.items()
    )
