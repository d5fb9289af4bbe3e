"""The crowd on a page: a Streamlit component, or a table in words where it cannot be drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from equipoise.ui.shared import component
from equipoise.ui.shared.crowd.beside import Beside
from equipoise.ui.shared.crowd.payload import Columns, Scene, payload, reason, summary
from equipoise.ui.shared.words import say


def show_crowd(
    *scenes: Scene,
    key: str,
    marked: int | None = None,
    split: str | None = None,
    columns: Columns = "auto",
    on_follow: Callable[[], None] | None = None,
    told_in: str = "",
    beside: Beside | None = None,
    on_ask: Callable[[], None] | None = None,
    on_guess: Callable[[], None] | None = None,
) -> int | None:
    """Draw the crowd; return whom somebody has just clicked on, by place among all customers, or None.

    The people stand where they stood in the last run, and only what changed moves: draw the same picture under the
    same key in every run.

    Args:
        scenes: the state to show; several are stages that can be played one after another.
        key: the element's key. marked: a person to mark, by place among all customers.
        split: a protected attribute whose groups stand apart. columns: people in a row.
        on_follow: called before the run that follows a click; ``st.session_state[key].follow`` is whom.
        told_in: the key of the container that tells about whoever is followed; it is brought into sight after a click.
        beside: numbers, each of which may show one of the scenes, and a map.
        on_ask: called before the run that follows a click on a question mark; ``.ask`` is the number's name.
        on_guess: the same when somebody has guessed, of 100, or would rather not, which is -1; ``.guess`` is what.
    """
    beside = beside or Beside()
    data = payload(scenes, marked=marked, split=split, columns=columns, follow=True, told_in=told_in, beside=beside)
    heard = {"on_follow_change": on_follow, "on_ask_change": on_ask, "on_guess_change": on_guess}
    called: dict[str, Any] = {name: then or _nothing for name, then in heard.items()}
    result = component.show("crowd", css="crowd.css", key=key, data=data, **called)
    if result is None:
        _in_words(scenes[beside.chosen], beside)
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


def _in_words(scene: Scene, beside: Beside) -> None:
    for number in beside.numbers:
        st.markdown(" · ".join(filter(None, (number.label, number.value, number.change, number.sure))))
    st.markdown(summary(scene))
    st.dataframe(table(scene), hide_index=True)


def _nothing() -> None:
    """Let a click start a run of the page, and no more."""
