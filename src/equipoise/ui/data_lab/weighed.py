"""What was found, drawn as it comes in: the conclusion, the chart, its table, and the way to start or stop."""

from __future__ import annotations

import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.studies.field_value import FieldValue, weigh
from equipoise.ui.charts.worth import worth_map
from equipoise.ui.data_lab import choices, wording
from equipoise.ui.shared import explain
from equipoise.ui.shared.jobs import STOPPED, Job, follow, one
from equipoise.ui.shared.words import on_accent, say

SOURCES = ""
"""In place of a source's name: all sources against each other, not the fields of one."""
_SECONDS = 0.45
"""What one table takes, about."""


def job_of(settings: Settings, source: str = SOURCES) -> Job[FieldValue]:
    """Return the work that weighs all sources, or the fields of one."""
    return one(f"weigh {source}", weigh, settings, source)


def found(job: Job[FieldValue]) -> FieldValue | None:
    """Return what is known so far."""
    return job.result() if job.state == "done" else job.partial


def show(settings: Settings, source: str, tables: int) -> None:
    """Draw what is known of all sources, or of the fields of one; offer to work out the rest.

    Args:
        settings: what is weighed. source: whose fields, or `SOURCES`. tables: how many have to be tried.
    """
    job = job_of(settings, source)
    # Start and stop share a place: a browser keeps the button that has the focus until the run is over, and would drop
    # it from above the other one in the middle of a click on that.
    place, choosers, body = st.empty(), st.container(), st.empty()

    chosen: list[str] = []

    def draw() -> None:
        known = found(job)
        if known is None:
            return
        if not chosen:
            with choosers:
                chosen.extend(choices.numbers("field" if source else "source", wording.risks(known)))
        _drawn(known, source, *chosen)

    with place.container():
        follow(job, say("fields.working"), key=f"fields.{source or 'all'}", draw=draw, body=body)
    if job.state != "done":
        with place.container():
            _offer(job, source, tables)
    with body.container():
        draw()
        if job.state == "done":
            explain.about(dict.fromkeys(("adds", chosen[0])), key=f"fields.{source}", label=say("about.numbers"))


def _offer(job: Job[FieldValue], source: str, tables: int) -> None:
    begun = found(job) is not None
    kind = "go_on" if begun else "start_fields" if source else "start"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            on_accent(say(f"fields.{kind}") if begun else say(f"fields.{kind}", tables=tables)),
            key=f"fields.start.{source}",
            icon=":material/balance:",
            type="primary",
            on_click=job.start,
        )
        if job.state in STOPPED:
            st.caption(say(f"fields.{job.state}", problem=str(job.error or "")))
        elif not source:
            st.caption(say("fields.start_about", seconds=max(5, 5 * round(tables * _SECONDS / 5))))


def _drawn(found: FieldValue, source: str, value: str, risk: str) -> None:
    """Draw conclusion, chart and table, without any widgets: they are drawn again whenever there is more."""
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


def _notes(found: FieldValue, source: str, value: str, risk: str) -> list[str]:
    notes = [wording.together(found, value, risk), say("fields.field_note" if source else "fields.share_note")]
    if found.method == "sampled":
        notes.append(say("fields.sampled_note", sources=len(found.adds)))
    for kind, number in (("value", value), ("risk", risk)):
        if any(rates[number].high < 0 for rates in found.adds.values()):
            notes.append(say(f"fields.below_zero.{kind}"))
    return [note for note in notes if note]
