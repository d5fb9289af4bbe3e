"""The conclusion over all notions; one that blames the model is checked first with models trained on other samples."""

from __future__ import annotations

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from equipoise.chain.settings import Settings
from equipoise.stages.measure.notions import Findings, conclude, find
from equipoise.stages.measure.thresholds import Ranked
from equipoise.studies.fairness import Standing, other_pasts
from equipoise.ui.fairness_lab import wording
from equipoise.ui.fairness_lab.session import Steps
from equipoise.ui.shared import jobs
from equipoise.ui.shared.words import say

_PATIENCE = 3.0
"""Seconds for which other pasts are waited for: a slider that is moved meanwhile waits too."""


def show(slot: DeltaGenerator, settings: Settings, here: Standing, found: Findings, steps: Steps) -> bool:
    """Draw the conclusion into ``slot``, and return whether it has to be checked with other samples first."""
    lasting = _lasting(settings, here, steps)
    said = conclude(found, lasting)
    ratio = (lasting or found).four_fifths
    side = wording.side(ratio, checked=lasting is not None)
    more = f"{wording.because(said)}\n\n{wording.four_fifths(ratio, side)}"
    slot.markdown(wording.conclusion(said, found, here.attribute), help=more.strip())
    return "unchecked" in (said, side)


def check(settings: Settings, attribute: str) -> bool:
    """Train models on other samples of the past, and return whether that is done."""
    job = _other_pasts(settings, attribute)
    if not jobs.run(job, say("fair.other.working"), key="fairness.other", seconds=_PATIENCE):
        return False
    if job.state in jobs.STOPPED:
        st.caption(say("fair.other.stopped"))
        again = say("fair.other.again")
        st.button(again, key="fairness.other.start", icon=":material/play_arrow:", on_click=job.start)
        return False
    return True


def _lasting(settings: Settings, here: Standing, steps: Steps) -> Findings | None:
    """Return all notions with intervals that cover what other pasts would have taught; None until they are known."""
    job, at = _other_pasts(settings, here.attribute), np.array(steps)
    if job.state != "done":
        return None
    return find(here.ranked.at(at), [other.at(at) for other in job.result()])


def _other_pasts(settings: Settings, attribute: str) -> jobs.Job[tuple[Ranked, ...]]:
    return jobs.one("other_pasts", other_pasts, settings, attribute)
