"""How the pages reach the engine: it is imported on first use, so that the frame paints at once."""

from __future__ import annotations

import time
from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from equipoise.report import Changes, Outcome, Rate
from equipoise.scenarios import scenarios
from equipoise.settings import STAGES, Settings
from equipoise.texts import texts
from equipoise.ui.words import say

if TYPE_CHECKING:
    from equipoise.jobs import Job, JobBoard, Report
    from equipoise.report import Trace

_PATIENCE = 0.3
"""Seconds of computing before the page shows the stages as they finish."""
_REMEMBERED = 256
Place = tuple[Rate, Rate]


def outcome(settings: Settings) -> Outcome:
    """Return what the chain finds for ``settings``; a lookup when it has run before."""
    from equipoise import simulate

    return simulate(settings)


def outcome_with_progress(settings: Settings, slot: DeltaGenerator) -> Outcome:
    """Return the same as `outcome`; if it takes a while, show the finished stages in ``slot``."""
    from equipoise import run

    started = time.perf_counter()
    for place, result in enumerate(run(settings), start=1):
        if time.perf_counter() - started > _PATIENCE:
            title = texts().get(f"stage.{result.stage}.title", result.stage)
            share = min(1.0, place / (len(STAGES) + 1))
            slot.progress(share, text=say("story.running_stage", stage=title))
    slot.empty()
    return outcome(settings)


@lru_cache(maxsize=_REMEMBERED)
def changes(pin: Settings, now: Settings) -> Changes:
    """Return what moved between two positions of the levers, paired on the same people."""
    from equipoise import compare

    return compare(outcome(pin), outcome(now))


@lru_cache(maxsize=_REMEMBERED)
def explanation(before: Settings, after: Settings) -> str:
    """Return the sentence on what changed and why."""
    from equipoise.narrate import explain

    return explain(outcome(before), outcome(after))


@lru_cache(maxsize=_REMEMBERED)
def trace(settings: Settings, customer: int) -> Trace:
    """Return one customer followed through the chain."""
    from equipoise import follow

    return follow(settings, customer)


def landmarks() -> Job[dict[str, Place]]:
    """Return the job that places all scenarios on the map; the first call of the process starts it."""
    return _board().start("landmarks", _places)


@st.cache_resource
def _board() -> JobBoard:
    from equipoise.jobs import JobBoard

    return JobBoard()


def _places(report: Report) -> dict[str, Place]:
    places = {}
    for done, scenario in enumerate(scenarios().values()):
        report(done / len(scenarios()), scenario.title)
        headlines = outcome(scenario.settings).headlines
        places[scenario.title] = (headlines.right_offer, headlines.identified)
    return places


def title_of(settings: Settings) -> str:
    """Return the title of the scenario in which the levers stand like this, or that it is an own mix."""
    for scenario in scenarios().values():
        if scenario.settings == settings:
            return scenario.title
    return say("bar.scenario_custom")
