"""What was found, drawn as it comes in: the conclusion, the chart, its table, and the way to start or stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from equipoise.chain.settings import Settings
from equipoise.ui.charts.worth import worth_map
from equipoise.ui.data_lab import choices, runs, wording
from equipoise.ui.shared import explain
from equipoise.ui.shared.words import on_accent, say

if TYPE_CHECKING:
    from equipoise.runtime.jobs import Job
    from equipoise.studies.field_value import FieldValue

_EVERY = 1.0
"""Seconds between two looks at a running job."""
_FIRST = 0.4
"""Seconds to wait for the first numbers, rather than to draw nothing."""
_SECONDS = 0.45
"""What one table takes, about."""


def show(settings: Settings, source: str, tables: int) -> None:
    """Draw what is known of all sources, or of the fields of one; offer to work out the rest.

    Args:
        settings: what is weighed. source: whose fields, or `runs.SOURCES`. tables: how many have to be tried.
    """
    found, job = runs.found(settings, source), runs.job(settings, source)
    running = job is not None and job.state == "running"
    if job is not None and running and found is None:
        job.wait(_FIRST)
        found = runs.found(settings, source)
    # Start and stop share a place: a browser keeps the button that has the focus until the run is over, and would drop
    # it from above the other one in the middle of a click on that.
    place = st.empty()
    if not running and (found is None or not found.finished):
        with place.container():
            _offer(settings, source, tables)
    value, risk = wording.VALUES[0], "identified"
    if found is not None:
        value, risk = choices.numbers("field" if source else "source", wording.risks(found))
    if job is not None and running:
        _growing(job, place, settings, source, value, risk)
    elif found is not None:
        _drawn(found, source, value, risk)


def _offer(settings: Settings, source: str, tables: int) -> None:
    job, begun = runs.job(settings, source), runs.found(settings, source) is not None
    kind = "go_on" if begun else "start_fields" if source else "start"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            on_accent(say(f"fields.{kind}") if begun else say(f"fields.{kind}", tables=tables)),
            key=f"fields.start.{source}",
            icon=":material/balance:",
            type="primary",
            on_click=runs.start,
            args=(settings, source),
        )
        if job is not None and job.state in ("failed", "cancelled"):
            st.caption(say(f"fields.{job.state}", problem=str(job.error or "")))
        elif not source:
            st.caption(say("fields.start_about", seconds=max(5, 5 * round(tables * _SECONDS / 5))))


def _growing(
    job: Job[FieldValue], place: DeltaGenerator, settings: Settings, source: str, value: str, risk: str
) -> None:
    """Follow the job in the page's own run, which a click interrupts; a timer would undo moves (see `ui.follow`)."""
    with place.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(job.progress, text=job.message)
        st.button(
            say("fields.cancel"), key=f"fields.{source or 'all'}.stop", icon=":material/close:", on_click=job.cancel
        )
    slot, seen = st.empty(), None
    while job.state == "running":
        bar.progress(job.progress, text=job.message)
        found = runs.found(settings, source)
        if found is not None and found is not seen:
            seen = found
            with slot.container():
                _drawn(found, source, value, risk)
        job.wait(_EVERY)
    st.rerun()


def _drawn(found: FieldValue, source: str, value: str, risk: str) -> None:
    """Draw conclusion, chart and table."""
    drawn = wording.marks(found, value, risk)
    if found.finished:
        st.markdown(wording.conclusion(drawn))
    axis = wording.axis(risk)
    corners = (say("fields.corner.drop"), say("fields.corner.collect"))
    alt = wording.alternative(drawn, value, risk)
    st.html(worth_map(drawn, x=say(f"fields.axis.{value}"), y=axis, corners=corners, alt=alt))
    st.table(wording.table(found, value, risk), hide_index=True, border="horizontal", alt=say("fields.ranking"))
    for note in _notes(found, source, value, risk):
        st.caption(note)
    if found.finished:
        explain.about(dict.fromkeys(("adds", value)), key=f"fields.{source}", label=say("about.numbers"))


def _notes(found: FieldValue, source: str, value: str, risk: str) -> list[str]:
    notes = [wording.together(found, value, risk), say("fields.field_note" if source else "fields.share_note")]
    if found.method == "sampled":
        notes.append(say("fields.sampled_note", sources=len(found.adds)))
    for kind, number in (("value", value), ("risk", risk)):
        if any(rates[number].high < 0 for rates in found.adds.values()):
            notes.append(say(f"fields.below_zero.{kind}"))
    return [note for note in notes if note]
