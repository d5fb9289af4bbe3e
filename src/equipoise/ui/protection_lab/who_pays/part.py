"""Who loses right offers: against the pin, or as k rises, noise grows or people opt out; by group."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import ATTRIBUTES
from equipoise.studies.group_loss import idle, losses_between, positions, same_people
from equipoise.texts.catalogue import texts
from equipoise.ui.charts.forest import forest
from equipoise.ui.protection_lab.who_pays import wording
from equipoise.ui.shared import compute, explain, jobs
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.words import say

PIN = "pin"
_PRESSURES = (PIN, "k", "noise", "opt_out")
_PATIENCE = 2.0
"""Seconds for which a running job is looked at; what it has found so far shows then."""


def show(play: Play) -> None:
    """Draw the part: what presses, on which groups, and who loses."""
    pressure = st.segmented_control(
        say("who_pays.pressure"),
        _PRESSURES,
        format_func=lambda name: say(f"who_pays.pressures.{name}"),
        default="k",
        required=True,
        key="who_pays.pressure",
        persist_state="session",
        wrap=True,
    )
    attribute = _chosen()
    if pressure == PIN:
        _against_the_pin(play, attribute)
    else:
        _along(play.settings, str(pressure), attribute)


def _chosen() -> str:
    """Let the reader choose the groups."""
    attribute = st.segmented_control(
        say("closer.attribute"),
        ATTRIBUTES,
        format_func=wording.attribute_title,
        default="age_band",
        required=True,
        key="who_pays.attribute",
        persist_state="session",
        label_visibility="collapsed",
        wrap=True,
    )
    return str(attribute)


def _against_the_pin(play: Play, attribute: str) -> None:
    if play.pin == play.settings:
        st.info(say("who_pays.at_the_pin"), icon=":material/keep:")
    elif not same_people(play.pin, play.settings):
        st.info(say("who_pays.other_people"), icon=":material/group_off:")
    else:
        _drawn(attribute, [""], [compute.answer(losses_between, play.pin, play.settings)[attribute]])


def _along(settings: Settings, pressure: str, attribute: str) -> None:
    reason = idle(settings, pressure)
    if reason:
        st.info(texts()[reason], icon=":material/block:")
        return
    first, *steps = positions(settings, pressure)
    job = jobs.each(f"who_pays.{pressure}", losses_between, {step: (first, step) for step in steps})
    st.caption(say(f"who_pays.about.{pressure}"))
    jobs.run(job, say("who_pays.working"), key="who_pays", seconds=_PATIENCE)
    if job.state in jobs.STOPPED:
        st.button(say(f"who_pays.{job.state}"), key="who_pays.start", icon=":material/play_arrow:", on_click=job.start)
    known = {step: lost[attribute] for step, lost in job.known.items()}
    if known:
        labels = [wording.strength(pressure, step, expert=expert()) for step in known]
        _drawn(attribute, labels, list(known.values()))


def _drawn(attribute: str, labels: Sequence[str], steps: wording.Steps) -> None:
    lanes = wording.lanes(attribute, labels, steps)
    st.markdown(wording.conclusion(attribute, steps[-1], labels[-1]))
    low, high = say("who_pays.fewer"), say("who_pays.more")
    st.html(forest(lanes, low=low, high=high, alt=wording.alternative(lanes)))
    with st.expander(say("who_pays.table")):
        found = wording.table(attribute, labels, steps)
        st.table(found, hide_index=True, border="horizontal", alt=say("who_pays.table"))
    st.caption(say("who_pays.note"))
    explain.about(dict.fromkeys(("change", "apart")), key="who_pays", label=say("about.numbers"))
