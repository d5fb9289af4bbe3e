"""The crowd on a page: a Streamlit component, or a table in words where it cannot be drawn."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.errors import StreamlitAPIException

from equipoise.ui.shared.crowd.payload import Columns, Scene, payload, reason, summary
from equipoise.ui.shared.words import say

NAME = "equipoise.crowd"
"""The component's name in the package's manifest, ``pyproject.toml`` beside ``equipoise/__init__.py``."""


def show_crowd(
    *scenes: Scene,
    key: str,
    marked: int | None = None,
    split: str | None = None,
    columns: Columns = "auto",
    on_follow: Callable[[], None] | None = None,
) -> int | None:
    """Draw the crowd; return whom somebody has just clicked on, by place among all customers, or None.

    The people stand where they stood in the last run, and only what changed moves: draw the same picture under the
    same key in every run.

    Args:
        scenes: the state to show; several are stages that can be played one after another.
        key: the element's key. marked: a person to mark, by place among all customers.
        split: a protected attribute whose groups stand apart. columns: people in a row.
        on_follow: called before the run that follows a click; ``st.session_state[key].follow`` is whom.
    """
    data = payload(scenes, marked=marked, split=split, columns=columns, follow=True)
    try:
        result: Any = _component()(key=key, data=data, on_follow_change=on_follow or _nothing)
    except StreamlitAPIException:  # the package's files are not where Streamlit looks for them
        _in_words(scenes[0])
        return None
    followed = result.follow
    return None if followed is None else int(followed)


def table(scene: Scene) -> pd.DataFrame:
    """Return the same in words: one row a person."""
    crowd = scene.crowd
    states = [say(f"crowd.state.{name}") for name in ("never", "still", "new", "was")]
    cells = {
        "name": list(crowd.name),
        "age": crowd.age.tolist(),
        "state": [states[standing] for standing in scene.standing],
        "why": [reason(scene, place) for place in range(len(crowd))],
    }
    return pd.DataFrame({say(f"crowd.column.{name}"): values for name, values in cells.items()})


def _in_words(scene: Scene) -> None:
    st.markdown(summary(scene))
    st.dataframe(table(scene), hide_index=True)


@cache
def _component() -> Any:
    return st.components.v2.component(NAME, js="crowd.js", css="crowd.css")


def _nothing() -> None:
    """Let a click start a run of the page, and no more."""
