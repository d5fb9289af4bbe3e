"""The membership attack on models that take long to attack: a button, its progress, what it found."""

from __future__ import annotations

import streamlit as st

from equipoise.chain.outcome import Outcome
from equipoise.chain.settings import Settings
from equipoise.runtime.jobs import Job
from equipoise.shared.results import AttackResult
from equipoise.texts.catalogue import texts
from equipoise.ui.shared import compute, tables
from equipoise.ui.shared.follow import STOPPED, follow
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.words import say

_PATIENCE = 2.0
"""Seconds for which a running attack is looked at."""


def show(settings: Settings, now: Outcome) -> None:
    """Draw the attack's present state, where it was left to a job."""
    if now.attacks["membership"].reason != "as_job":
        return
    job = compute.membership(settings)
    if job is not None and not follow(job, say("membership.running"), key="membership", seconds=_PATIENCE):
        return
    if job is None or job.state in STOPPED:
        _offer(settings, job)
    else:
        _result(job.result())


def _offer(settings: Settings, job: Job[AttackResult] | None) -> None:
    st.button(
        say("membership.start"),
        key="membership.start",
        icon=":material/play_arrow:",
        on_click=compute.attack_membership,
        args=(settings,),
    )
    if job is not None:
        st.caption(say(f"membership.{job.state}"))


def _result(result: AttackResult) -> None:
    if not result.mounted:
        st.caption(texts()[f"attack_reason.{result.reason}"])
        return
    st.markdown(f"**{texts()['attack.membership.title']}**")
    table = tables.worded(tables.membership(result, expert=expert()), expert=expert())
    st.table(table, hide_index=True, border="horizontal", alt=texts()["attack.membership.title"])
