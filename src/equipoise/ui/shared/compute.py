"""How the pages reach the engine: it is imported on first use, so that the frame paints at once."""

from __future__ import annotations

import time
from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from equipoise.chain.outcome import Outcome
from equipoise.chain.scenarios import scenarios
from equipoise.chain.settings import STAGES, Settings
from equipoise.core.errors import EquipoiseError
from equipoise.numerics.rate import Rate
from equipoise.shared.results import AttackResult, Reidentification
from equipoise.texts.catalogue import texts
from equipoise.ui.shared.numbers import in_100
from equipoise.ui.shared.words import say, term

if TYPE_CHECKING:
    from equipoise.chain.compare import Changes
    from equipoise.runtime.jobs import Job, JobBoard, Report
    from equipoise.stages.measure.measure import Measured
    from equipoise.studies.hunt import Hunt
    from equipoise.studies.trace import Trace

_PATIENCE = 0.3
"""Seconds of computing before the page shows the stages as they finish."""
_REMEMBERED = 256
_AT_HAND = 32
Place = tuple[Rate, Rate]


def outcome(settings: Settings) -> Outcome:
    """Return what the chain finds for ``settings``; a lookup when it has run before."""
    return _seen.get(settings) or _watched(settings)


def at_hand(*settings: Settings) -> bool:
    """Whether all these outcomes are known, so that there is no time to fill."""
    return all(one in _seen for one in settings)


def outcomes(now: Settings, pin: Settings, slot: DeltaGenerator) -> tuple[Outcome, Outcome]:
    """Return the outcomes of the present state and of the pin; while that takes time, ``slot`` shows the stages.

    Levers that the engine refuses stop the page with its one clear error.
    """
    try:
        found = (_seen.get(now) or _watched(now, slot)), (_seen.get(pin) or _watched(pin, slot))
    except EquipoiseError as error:
        slot.error(say("problem.engine", problem=str(error)))
        st.stop()
    slot.empty()
    return found


_seen: dict[Settings, Outcome] = {}
"""The latest outcomes, so that one already seen need not be looked up stage by stage."""


def _watched(settings: Settings, slot: DeltaGenerator | None = None) -> Outcome:
    from equipoise import run
    from equipoise.stages.attacks.registry import REGISTRY

    started, steps, first = time.perf_counter(), len(STAGES) + len(REGISTRY), ""
    for step, result in enumerate(run(settings)):
        if result.stage == "measure":
            first = _first_numbers(result.value, settings)
        if slot and time.perf_counter() - started > _PATIENCE:
            running = say("story.running_stage", stage=_stage_title(result.stage))
            slot.progress(min(1.0, step / steps), text=f"{first}{running}")
    _seen[settings] = result.value
    for oldest in list(_seen)[:-_AT_HAND]:
        _seen.pop(oldest, None)
    return result.value


def _first_numbers(measured: Measured, settings: Settings) -> str:
    """Return what is known before the attacks, which take longest."""
    alike = measured.fairness[settings["measure.protected"]].selection_rate_ratio
    rates = {"right_offer": measured.targeting.right_offer, "treated_alike": alike}
    told = " · ".join(f"**{term(name, expert=True)}** {in_100(rate)}" for name, rate in rates.items())
    return say("story.first_numbers", numbers=told)


def _stage_title(stage: str) -> str:
    """Return "Attack: Linkage by a register" for "attack.linkage", and the stage's title otherwise."""
    first, _, attack = stage.partition(".")
    title = texts().get(f"stage.{first}.title") or say(f"story.stage.{first}")
    return f"{title}: {texts()[f'attack.{attack}.title']}" if f"attack.{attack}.title" in texts() else title


@lru_cache(maxsize=_REMEMBERED)
def place(settings: Settings) -> Place:
    """Return where the levers stand on the map: right offer and could be identified."""
    headlines = outcome(settings).headlines
    return headlines.right_offer, headlines.identified


@lru_cache(maxsize=_REMEMBERED)
def changes(pin: Settings, now: Settings) -> Changes:
    """Return what moved between two positions of the levers, paired on the same people."""
    from equipoise import compare

    return compare(outcome(pin), outcome(now))


@lru_cache(maxsize=_REMEMBERED)
def explanation(before: Settings, after: Settings) -> str:
    """Return the sentence on what changed and why."""
    from equipoise.story.narrate import explain

    return explain(outcome(before), outcome(after))


@lru_cache(maxsize=_REMEMBERED)
def trace(settings: Settings, customer: int) -> Trace:
    """Return one customer followed through the chain."""
    from equipoise import follow

    return follow(settings, customer)


@lru_cache(maxsize=_AT_HAND)
def hunt(settings: Settings, number: int) -> Hunt:
    """Return a round of the Attack lab."""
    from equipoise.studies.hunt import hunt

    return hunt(settings, number)


def round_of(settings: Settings, number: int, slot: DeltaGenerator) -> Hunt:
    """Return a round of the Attack lab; while that takes time, ``slot`` says so. Refused levers stop the page."""
    try:
        with slot, st.spinner(say("hunt.dealing")):
            found = hunt(settings, number)
    except EquipoiseError as error:
        slot.error(say("problem.engine", problem=str(error)))
        st.stop()
    slot.empty()
    return found


def row_facts(round_: Hunt, row: int) -> tuple[tuple[str, str], ...]:
    """Return what a row of the round's table tells, in words."""
    from equipoise.studies.trace import read_row

    return read_row(round_.release, row)


def landmarks() -> Job[dict[str, Place]]:
    """Return the job that places all scenarios on the map; the first call of the process starts it."""
    return board().start("landmarks", _places)


def membership(settings: Settings) -> Job[AttackResult] | None:
    """Return the job that attacks the model of these settings, if somebody has started it."""
    return board().find(("membership", settings))


def attack_membership(settings: Settings) -> None:
    """Start the job that attacks the model, unless it runs or is done."""
    from equipoise import attack_membership

    board().start(("membership", settings), lambda report: attack_membership(settings, report))


def by_fields(settings: Settings) -> Job[dict[tuple[str, ...], AttackResult]] | None:
    """Return the job that links with some of the known fields only, if somebody has started it."""
    return board().find(("by_fields", settings))


def attack_by_fields(settings: Settings) -> Job[dict[tuple[str, ...], AttackResult]]:
    """Start the job that links with some of the known fields only, unless it runs or is done, and return it."""
    from equipoise.chain.pipeline import Chain

    return board().start(("by_fields", settings), lambda report: Chain(settings).exposure.by_fields(report).value)


@lru_cache(maxsize=_REMEMBERED)
def reidentification(settings: Settings) -> Reidentification:
    """Return the classic risks of the table that the attacker holds."""
    from equipoise.chain.pipeline import Chain

    return Chain(settings).exposure.reidentification.value


@st.cache_resource
def board() -> JobBoard:
    """Return the jobs of this process."""
    from equipoise.runtime.jobs import JobBoard

    return JobBoard()


def _places(report: Report) -> dict[str, Place]:
    places = {}
    for done, scenario in enumerate(scenarios().values()):
        report(done / len(scenarios()), scenario.title)
        places[scenario.title] = place(scenario.settings)
    return places


def title_of(settings: Settings) -> str:
    """Return the title of the scenario in which the levers stand like this, or that it is an own mix."""
    for scenario in scenarios().values():
        if scenario.settings == settings:
            return scenario.title
    return say("bar.scenario_custom")
