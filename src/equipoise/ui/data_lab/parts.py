"""The two parts of the page: sources against each other, and the fields of one source."""

from __future__ import annotations

import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.ui.data_lab import guess, runs, weighed, wording
from equipoise.ui.shared.words import say

Columns = dict[str, tuple[str, ...]]


def show(settings: Settings, used: Columns) -> None:
    """Draw the part that is open."""
    whole, single = st.tabs(
        [say(f"fields.parts.{part}") for part in ("sources", "fields")], key="fields.part", on_change="rerun"
    )
    if whole.open:
        with whole:
            _sources(settings, used)
    if single.open:
        with single:
            _fields(settings, used)


def _sources(settings: Settings, used: Columns) -> None:
    if not used:
        st.info(say("fields.none_on"), icon=":material/filter_alt_off:")
        return
    guess.show(settings, tuple(used))
    weighed.show(settings, runs.SOURCES, runs.tables(settings))


def _fields(settings: Settings, used: Columns) -> None:
    if not used:
        st.info(say("fields.none_on"), icon=":material/filter_alt_off:")
        return
    if st.session_state.get("fields.source") not in used:
        st.session_state["fields.source"] = next(iter(used))
    source = st.pills(
        say("fields.source"),
        list(used),
        format_func=wording.title,
        required=True,
        key="fields.source",
        persist_state="session",
        label_visibility="collapsed",
        wrap=True,
    )
    weighed.show(settings, str(source), len(used[str(source)]) + 1)
