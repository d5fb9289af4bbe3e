"""The pages' way to the engine: they ask the compute service questions, and wait for the answers.

A page asks for a function of the engine with frozen arguments: ``answer(follow, settings, customer)``. Everybody who
asks the same shares one computation, and an answer that is remembered costs a look-up. What is asked in one run of a
page replaces what the visitor's earlier runs asked and no longer ask.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import get_script_run_ctx

from equipoise.chain.asking import question
from equipoise.chain.compare import Changes, compare
from equipoise.chain.outcome import FirstNumbers, Outcome
from equipoise.chain.pipeline import simulate
from equipoise.chain.scenarios import scenarios
from equipoise.chain.settings import STAGES, Settings
from equipoise.core.errors import Cancelled, EquipoiseError
from equipoise.runtime.compute import Answer, Question, service
from equipoise.stages.attacks.registry import REGISTRY
from equipoise.story.narrate import tell
from equipoise.texts.catalogue import texts
from equipoise.ui.shared.numbers import in_100
from equipoise.ui.shared.words import say, term, verbatim

T = TypeVar("T")
_PATIENCE = 0.3
"""Seconds of waiting before the page says what it waits for."""
_EVERY = 0.1
"""Seconds between two looks at an answer that is not there yet."""
_TURN, _PAGE = "compute.turn", "page"
_STEPS = [*STAGES, *(f"attack.{name}" for name in REGISTRY)]


def new_turn() -> None:
    """Begin a run of the page or of a region: what earlier runs asked, and this one does not, is no longer wanted."""
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def visitor() -> str:
    """Return the id of the session; "" where no page is drawn, as while a file is made."""
    context = get_script_run_ctx(suppress_warning=True)
    return "" if context is None else context.session_id


def ask(function: Callable[..., T], *arguments: Any) -> Answer[T]:
    """Ask for what ``function`` gives for these arguments, and return at once."""
    turn = st.session_state.get(_TURN, 0) if visitor() else 0
    return service().ask(question(function, *arguments), visitor=visitor(), place=_PAGE, turn=turn)


def answer(function: Callable[..., T], *arguments: Any, slot: DeltaGenerator | None = None) -> T:
    """Return what ``function`` gives for these arguments; while that takes time, ``slot`` shows how far it is.

    A question that the engine or the server refuses stops the page with its one clear error.
    """
    return result(ask(function, *arguments), slot)


def result(asked: Answer[T], slot: DeltaGenerator | None = None) -> T:
    """Return the value of an answer as `answer` does."""
    if not visitor():
        return asked.result()
    if not asked.done:
        _wait(asked, slot)
    try:
        return asked.result()
    except Cancelled:  # the visitor has moved on, and this run of the page ends
        st.stop()
    except EquipoiseError as error:
        (slot or st).error(say("problem.engine", problem=verbatim(str(error))))
        st.stop()


def _wait(asked: Answer[Any], slot: DeltaGenerator | None) -> None:
    """Wait for an answer; a click of the visitor ends the run of the page meanwhile."""
    started, shown, share = time.perf_counter(), "", 0.0
    while not asked.wait(_EVERY):
        st.session_state.get(_TURN)  # Streamlit looks for a click whenever the session's state is read
        text, share = waiting(asked), max(share, min(1.0, _share(asked)))
        if slot is not None and text != shown and time.perf_counter() - started > _PATIENCE:
            slot.progress(share, text=text)
            shown = text
    if slot is not None and shown:
        slot.empty()


def waiting(asked: Answer[Any]) -> str:
    """Return what an answer waits for: its place in the queue, or what is known and the stage that runs."""
    if asked.ahead:
        return say("wait.one_before" if asked.ahead == 1 else "wait.before", n=asked.ahead)
    if not asked.stage:
        return asked.message or say("wait.soon")
    known = _first_numbers(asked.partial) if isinstance(asked.partial, FirstNumbers) else ""
    return known + say("story.running_stage", stage=_stage_title(asked.stage))


def _share(asked: Answer[Any]) -> float:
    return asked.progress or (_STEPS.index(asked.stage) / len(_STEPS) if asked.stage in _STEPS else 0.0)


def _first_numbers(known: FirstNumbers) -> str:
    """Return what is known before the attacks, which take longest."""
    rates = {"right_offer": known.right_offer, "treated_alike": known.treated_alike}
    listed = " · ".join(f"**{term(name, expert=True)}** {in_100(rate)}" for name, rate in rates.items())
    return say("story.first_numbers", numbers=listed)


def _stage_title(stage: str) -> str:
    """Return "Attack: Linkage by a register" for "attack.linkage", and the stage's title otherwise."""
    first, _, attack = stage.partition(".")
    title = texts().get(f"stage.{first}.title") or texts().get(f"ui.story.stage.{first}") or say("wait.working")
    return f"{title}: {texts()[f'attack.{attack}.title']}" if f"attack.{attack}.title" in texts() else title


def outcome(settings: Settings) -> Outcome:
    """Return what the chain finds for ``settings``."""
    return answer(simulate, settings)


def outcomes(now: Settings, pin: Settings, slot: DeltaGenerator) -> tuple[Outcome, Outcome]:
    """Return the outcomes of the present state and of the pin; while that takes time, ``slot`` shows the stages."""
    return both(simulate, now, pin, slot)


def both(function: Callable[[Settings], T], now: Settings, pin: Settings, slot: DeltaGenerator) -> tuple[T, T]:
    """Return what ``function`` gives for two settings; while that takes time, ``slot`` shows how far it is."""
    asked = [ask(function, settings) for settings in (now, pin)]
    first, second = (result(each, slot) for each in asked)
    slot.empty()
    return first, second


@lru_cache(maxsize=256)
def changes(pin: Settings, now: Settings) -> Changes:
    """Return what moved between two positions of the levers, paired on the same people.

    That is worked out here, of two outcomes, in a few milliseconds: a worker may have neither of them any more.
    """
    return compare(outcome(pin), outcome(now))


def explanation(before: Settings, after: Settings) -> str:
    """Return the sentence on what changed and why."""
    first, second = outcome(before), outcome(after)
    if first.settings == second.settings:
        return texts()["narrate.nothing"]
    return tell(first, second, changes(before, after))


def title_of(settings: Settings) -> str:
    """Return the title of the scenario with these settings, or that they are an own mix."""
    for scenario in scenarios().values():
        if scenario.settings == settings:
            return scenario.title
    return say("bar.scenario_custom")


def find(asked: Question[T]) -> Answer[T] | None:
    """Return the answer if it is known, or somebody waits for it; nothing is computed for that."""
    return service().find(asked)
