"""A button that leads to the next step of a game."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from equipoise.ui.shared.words import on_accent


def step(
    key: str,
    label: str,
    icon: str,
    then: Callable[..., None],
    *args: object,
    look: Literal["primary", "secondary", "tertiary"] = "primary",
) -> None:
    """Draw the button, as wide as its card; a click calls ``then(*args)``."""
    st.button(
        on_accent(label, look),
        key=key,
        icon=f":material/{icon}:",
        type=look,
        on_click=then,
        args=args,
        width="stretch",
    )
