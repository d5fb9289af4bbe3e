"""The thresholds that a session tries out: they last until whom to compare, or the ranking, changes."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable

import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.ui.fairness_lab import runs

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
    steps: runs.Steps


def tried(settings: Settings, attribute: str) -> Tried:
    """Return the thresholds that are tried out, at first the company's."""
    kept: Tried | None = st.session_state.get(_KEY)
    if kept is None or kept.of != (settings, attribute):
        kept = st.session_state[_KEY] = Tried((settings, attribute), runs.decided(settings, attribute))
    return kept


def move(settings: Settings, attribute: str, place: int, step: int) -> None:
    """Move one threshold; while the budget is linked, the others make room."""
    now = tried(settings, attribute)
    steps = (*now.steps[:place], step, *now.steps[place + 1 :])
    if st.session_state.get(LINKED, True) and len(steps) > 1:
        steps = runs.rebalanced(settings, attribute, steps, place)
    st.session_state[_KEY] = Tried(now.of, steps)


def satisfy(settings: Settings, attribute: str, notion: str) -> None:
    """Try the thresholds that come closest to a notion, or the company's own."""
    own = notion == COMPANY
    steps = runs.decided(settings, attribute) if own else runs.satisfying(settings, attribute, notion)
    st.session_state[_KEY] = Tried((settings, attribute), steps)
