"""The two parts of the page: sources against each other, and the fields of one source."""

from __future__ import annotations

from functools import partial

import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import SOURCES
from equipoise.studies.field_value import tables_to_try
from equipoise.ui.data_lab import guess, weighed, wording
from equipoise.ui.shared import compute, page
from equipoise.ui.shared.words import say

Columns = dict[str, tuple[str, ...]]


def show(settings: Settings, used: Columns) -> None:
    """Draw the part that is open."""
    parts = {"sources": _sources, "fields": _fields}
    page.tabs(
        {say(f"fields.parts.{name}"): partial(draw, settings, used) for name, draw in parts.items()}, key="fields.part"
    )


def _sources(settings: Settings, used: Columns) -> None:
    if not used:
        st.info(say("fields.none_on"), icon=":material/filter_alt_off:")
        return
    place, asked = st.empty(), not guess.known(settings)
    with place.container():
        if asked:
            guess.ask(tuple(used))
        else:
            guess.answer(settings)
    weighed.show(settings, weighed.SOURCES, compute.answer(tables_to_try, settings))
    if asked and guess.known(settings):  # it was worked out just now
        with place.container():
            guess.answer(settings)
    absent = wording.absent(used, (*SOURCES, "survey"))
    if absent:
        st.caption(say("fields.off", names=wording.listed(absent)))


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
