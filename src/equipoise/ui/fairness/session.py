"""The thresholds that a session tries out: they last until whom to compare, or the ranking, changes."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable

import streamlit as st

from equipoise.settings import Settings
from equipoise.ui.fairness import runs

_KEY = "fairness.thresholds"
LINKED = "fairness.linked"
COMPANY = "company"


@dataclasses.dataclass(frozen=True)
class Tried:
    """Thresholds that are tried out.

    Attributes:
        of: the settings and the attribute that they are for. steps: the thresholds.
        moves: how often each was moved by something else than its slider. A slider that was moved for it gets a new
            key, and what the browser still says of the old one, while keys are pressed fast, counts no longer.
    """

    of: Hashable
    steps: runs.Steps
    moves: tuple[int, ...]

    def to(self, steps: runs.Steps, by: int | None = None) -> Tried:
        """Return the thresholds at other steps; ``by`` is the place of the slider that was moved by hand, if any."""
        pairs = zip(self.steps, steps, self.moves, strict=True)
        moves = tuple(
            count + (before != after and place != by) for place, (before, after, count) in enumerate(pairs)
        )  # fmt: skip
        return Tried(self.of, steps, moves)


def tried(settings: Settings, attribute: str) -> Tried:
    """Return the thresholds that are tried out, at first the company's."""
    kept: Tried | None = st.session_state.get(_KEY)
    if kept is None or kept.of != (settings, attribute):
        start = runs.decided(settings, attribute)
        first = 1 + max(kept.moves, default=0) if kept else 0
        kept = st.session_state[_KEY] = Tried((settings, attribute), start, (first,) * len(start))
    return kept


def move(settings: Settings, attribute: str, place: int, moves: int, step: int) -> None:
    """Move one threshold by its slider, if that is not outdated; while the budget is linked, the others make room."""
    now = tried(settings, attribute)
    if now.moves[place] != moves:
        return
    steps = (*now.steps[:place], step, *now.steps[place + 1 :])
    if st.session_state.get(LINKED, True) and len(steps) > 1:
        steps = runs.rebalanced(settings, attribute, steps, place)
    st.session_state[_KEY] = now.to(steps, by=place)


def satisfy(settings: Settings, attribute: str, notion: str) -> None:
    """Try the thresholds that come closest to a notion, or the company's own."""
    own = notion == COMPANY
    steps = runs.decided(settings, attribute) if own else runs.satisfying(settings, attribute, notion)
    st.session_state[_KEY] = tried(settings, attribute).to(steps)
