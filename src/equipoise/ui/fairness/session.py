"""The thresholds that a session tries out: they last until whom to compare, or the ranking, changes."""

from __future__ import annotations

from collections.abc import Hashable

import streamlit as st

from equipoise.settings import Settings
from equipoise.ui.fairness import runs

_KEY = "fairness.thresholds"
LINKED = "fairness.linked"
COMPANY = "company"


def thresholds(settings: Settings, attribute: str) -> runs.Steps:
    """Return the thresholds that are tried out, at first the company's."""
    kept: tuple[Hashable, runs.Steps] | None = st.session_state.get(_KEY)
    if kept is None or kept[0] != (settings, attribute):
        put(settings, attribute, runs.decided(settings, attribute))
    steps: runs.Steps = st.session_state[_KEY][1]
    return steps


def put(settings: Settings, attribute: str, steps: runs.Steps) -> None:
    """Try these thresholds."""
    st.session_state[_KEY] = ((settings, attribute), steps)


def move(settings: Settings, attribute: str, place: int, step: int) -> None:
    """Move one threshold; while the budget is linked, the others make room."""
    steps = list(thresholds(settings, attribute))
    steps[place] = step
    moved = tuple(steps)
    if st.session_state.get(LINKED, True) and len(moved) > 1:
        moved = runs.rebalanced(settings, attribute, moved, place)
    put(settings, attribute, moved)


def satisfy(settings: Settings, attribute: str, notion: str) -> None:
    """Try the thresholds that come closest to a notion, or the company's own."""
    own = notion == COMPANY
    put(settings, attribute, runs.decided(settings, attribute) if own else runs.satisfying(settings, attribute, notion))
