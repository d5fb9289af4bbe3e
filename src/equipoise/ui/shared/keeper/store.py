"""Progress in the browser: read when a page opens, written whenever it changes, merged with that of other tabs.

Whatever the browser hands over is checked like a file (`equipoise.learn.progress_file`); what cannot be read is left in
place until the learner decides.
"""

from __future__ import annotations

import dataclasses
from typing import Literal

import streamlit as st

from equipoise.core.errors import EquipoiseError
from equipoise.learn import progress_file
from equipoise.learn.merge import merge
from equipoise.learn.progress import Progress
from equipoise.ui.shared import component
from equipoise.ui.shared import progress as session

State = Literal["loading", "kept", "refused", "unreadable", "off"]
"""Not reported yet; in use; the browser keeps nothing; it keeps what cannot be read; the learner goes on without."""
_KEY, _STORED = "keeper", "kept.stored"
STATE = "kept.state"
"""Session key of the `State`."""


@dataclasses.dataclass(frozen=True)
class Stored:
    """What the browser keeps: the text, what it says, and why it cannot be read (empty if it can)."""

    text: str = ""
    progress: Progress = dataclasses.field(default_factory=Progress)
    problem: str = ""


def state() -> State:
    """Return how the browser keeps progress."""
    now: State = st.session_state.get(STATE, "loading")
    return now


def stored() -> Stored:
    """Return what the browser keeps, as far as it has been told."""
    kept: Stored = st.session_state.get(_STORED, Stored())
    return kept


def keep() -> None:
    """Exchange progress with the browser; draws nothing. Once a run, after everything that changes progress."""
    told = {"reported": state() not in ("loading", "off"), "write": _to_write(), "seen": stored().text or None}
    if component.show("keeper", key=_KEY, data=told, on_report_change=_reported) is None:
        st.session_state[STATE] = "refused"


def give_up() -> None:
    """Go on without what the browser keeps, which has not reported."""
    st.session_state[STATE] = "off"


def throw_away() -> None:
    """Let what cannot be read be replaced by the progress of this page."""
    st.session_state[STATE] = "kept"


def receive(text: str | None, *, cleared: bool, refused: bool) -> None:
    """Take over what the browser reports: its text, that another tab has cleared it, or that it keeps nothing."""
    st.session_state[STATE] = "refused" if refused else "kept"
    if refused or text is None:
        st.session_state[_STORED] = Stored()
        if cleared:
            session.start_anew()
        return
    try:
        found = progress_file.read(text.encode("utf-8", "replace"), session.key())
    except EquipoiseError as error:
        st.session_state[_STORED] = Stored(text=text, problem=str(error))
        st.session_state[STATE] = "unreadable"
        return
    st.session_state[_STORED] = Stored(text=text, progress=found)
    session.replace(merge(session.progress(), found))


def _reported() -> None:
    report = st.session_state[_KEY].report
    known = isinstance(report, dict)
    text = report.get("text") if known else None
    receive(
        text if isinstance(text, str) else None,
        cleared=known and report.get("cleared") is True,
        refused=known and report.get("refused") is True,
    )


def _to_write() -> str | None:
    """Return what the browser is to keep: a text, "" for nothing, or None to leave it as it is."""
    if state() != "kept":
        return None
    now = session.progress()
    if now == Progress():
        return ""
    if now == stored().progress and not stored().problem:
        return stored().text
    try:
        return progress_file.write(now, session.key())
    except EquipoiseError:  # the key of this server cannot be used, which the page says
        return None
