"""What the numbers and the hundred people are, now and in the state that they are compared with."""

from __future__ import annotations

import dataclasses

from streamlit.delta_generator import DeltaGenerator

from equipoise.chain.outcome import Outcome
from equipoise.chain.pipeline import simulate
from equipoise.chain.settings import Settings
from equipoise.studies.crowd.facts import Crowd, crowd
from equipoise.ui.shared import compute


@dataclasses.dataclass(frozen=True)
class State:
    """The outcome under some settings, and what happened to the hundred."""

    outcome: Outcome
    people: Crowd


def states(now: Settings, before: Settings | None, slot: DeltaGenerator) -> tuple[State, State | None]:
    """Return the present state and the one before, if there is another one; everything is asked for at once.

    Args:
        now, before: the levers. slot: shows the stages while something is computed.
    """
    steps = [now] if before in (None, now) else [now, before]
    asked = [(compute.ask(simulate, step), compute.ask(crowd, step)) for step in steps if step is not None]
    outcomes = [compute.result(one, slot) for one, _ in asked]
    people = [compute.result(one, slot) for _, one in asked]
    here, *there = map(State, outcomes, people)
    return here, there[0] if there else None
