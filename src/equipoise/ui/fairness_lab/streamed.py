"""Some runs beside each other: worked out one after the other, drawn as they come in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from equipoise.ui.fairness_lab import wording
from equipoise.ui.shared.jobs import Job, run
from equipoise.ui.shared.words import say

T = TypeVar("T")


def show(job: Job[T], draw: Callable[[dict[str, T]], None]) -> None:
    """Draw the runs that are known, and the others as they finish; the first drawing starts them.

    ``draw`` may hold no widgets: it is called again whenever there is more.
    """
    run(job, key=job.name, draw=lambda: draw(job.known))
    draw(job.known)
    if job.state != "done":
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(say("fair.stopped"), width="content")
            st.button(say("fair.go_on"), key=f"{job.name}.start", on_click=job.start)


def table(job: Job[T], cards: Callable[[dict[str, T]], Any]) -> None:
    """Offer what is known as a table."""
    known = job.known
    if known and st.toggle(say("fair.table"), key=f"{job.name}.table", persist_state="session"):
        st.table(wording.beside(cards(known)), hide_index=True, border="horizontal", alt=say("fair.table"))
