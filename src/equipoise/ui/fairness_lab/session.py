"""The thresholds that a session tries out: they last until whom to compare, or the ranking, changes."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable

import numpy as np
import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.stages.measure.trade_offs import rebalance
from equipoise.studies.fairness import Standing, thresholds_for
from equipoise.ui.shared.compute import answer

Steps = tuple[int, ...]
_KEY = "fairness.thresholds"
LINKED = "fairness.linked"
COMPANY = "company"


@dataclasses.dataclass(frozen=True)
class Tried:
    """Thresholds that are tried out.

    Attributes:
        of: the settings and the attribute that they are for. steps: the thresholds.
    """

    of: Hashable
    steps: Steps


def tried(settings: Settings, here: Standing) -> Tried:
    """Return the thresholds that are tried out, at first the company's."""
    kept: Tried | None = st.session_state.get(_KEY)
    of = settings, here.attribute
    if kept is None or kept.of != of:
        kept = st.session_state[_KEY] = Tried(of, tuple(here.decided.tolist()))
    return kept


def move(settings: Settings, here: Standing, place: int, step: int) -> None:
    """Move one threshold; while the budget is linked, the others make room."""
    now = tried(settings, here)
    steps = (*now.steps[:place], step, *now.steps[place + 1 :])
    if st.session_state.get(LINKED, True) and len(steps) > 1:
        steps = tuple(rebalance(here.ranked, np.array(steps), place, here.budget).tolist())
    st.session_state[_KEY] = Tried(now.of, steps)


def satisfy(settings: Settings, here: Standing, notion: str) -> None:
    """Try the thresholds that come closest to a notion, or the company's own."""
    own = notion == COMPANY
    steps = tuple(here.decided.tolist()) if own else answer(thresholds_for, settings, here.attribute, notion)
    st.session_state[_KEY] = Tried((settings, here.attribute), steps)
