"""What may be said of all notions together; what would accuse the model waits for a look at other pasts."""

from __future__ import annotations

import streamlit as st

from equipoise.settings import Settings
from equipoise.ui.fairness import runs, wording
from equipoise.ui.numbers import hundred
from equipoise.ui.words import say

_EVERY = 0.5
"""Seconds between two looks at the job."""


def show(settings: Settings, attribute: str, steps: runs.Steps) -> None:
    """Draw the conclusion; where it takes other pasts, they are learned from at once."""
    from equipoise.measure.notions import conclude

    found, lasting = runs.found(settings, attribute, steps), runs.lasting(settings, attribute, steps)
    said = conclude(found, lasting)
    st.markdown(f"{wording.conclusion(said, found, attribute)}  \n{wording.four_fifths(found.four_fifths)}")
    if said == "unchecked":
        _look(settings, attribute)


def _look(settings: Settings, attribute: str) -> None:
    job = runs.other_pasts(settings, attribute)
    if job is None:
        runs.learn_from_others(settings, attribute)
    elif job.state != "running":
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(say("fair.other.stopped"), width="content")
            st.button(
                say("fair.other.again"), key="fairness.again", on_click=runs.learn_from_others,
                args=(settings, attribute),
            )  # fmt: skip
        return
    st.fragment(run_every=_EVERY)(_progress)(settings, attribute)


def _progress(settings: Settings, attribute: str) -> None:
    job = runs.other_pasts(settings, attribute)
    if job is None or job.state != "running":
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(job.progress, text=say("fair.other.working", share=hundred(job.progress)))
        st.button(say("fair.other.cancel"), key="fairness.cancel", icon=":material/close:", on_click=job.cancel)
