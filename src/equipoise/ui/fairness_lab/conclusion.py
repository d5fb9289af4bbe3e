"""What may be said of all notions together; what would accuse the model waits for a look at other pasts."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from equipoise.chain.settings import Settings
from equipoise.ui.fairness_lab import runs, wording
from equipoise.ui.shared.follow import STOPPED, follow
from equipoise.ui.shared.words import say

_PATIENCE = 3.0
"""Seconds for which other pasts are waited for: a slider that is moved meanwhile waits too."""


def show(slot: DeltaGenerator, settings: Settings, attribute: str, steps: runs.Steps) -> bool:
    """Draw into ``slot`` what may be said, and return whether that takes a look at other pasts first."""
    from equipoise.stages.measure.notions import conclude

    found, lasting = runs.found(settings, attribute, steps), runs.lasting(settings, attribute, steps)
    said = conclude(found, lasting)
    slot.markdown(f"{wording.conclusion(said, found, attribute)}  \n{wording.four_fifths(found.four_fifths)}")
    return said == "unchecked"


def check(settings: Settings, attribute: str) -> bool:
    """Look at other pasts, and return whether that is done."""
    job = runs.other_pasts(settings, attribute)
    if job is None:
        job = runs.learn_from_others(settings, attribute)
    if not follow(job, say("fair.other.working"), key="fairness.other", seconds=_PATIENCE):
        return False
    if job.state in STOPPED:
        st.caption(say("fair.other.stopped"))
        st.button(
            say("fair.other.again"),
            key="fairness.other.start",
            icon=":material/play_arrow:",
            on_click=_start,
            args=(settings, attribute),
        )
        return False
    return True


def _start(settings: Settings, attribute: str) -> None:
    runs.learn_from_others(settings, attribute)
