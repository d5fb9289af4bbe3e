"""How this page reaches the engine: results of one customer's runs, remembered by levers, customer and choices."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from equipoise.chain.settings import Settings
from equipoise.core.errors import EquipoiseError
from equipoise.ui.shared import compute
from equipoise.ui.shared.words import say

if TYPE_CHECKING:
    from equipoise.chain.pipeline import Chain
    from equipoise.personal.cast import Character
    from equipoise.personal.consent_receipt import Receipt
    from equipoise.personal.erasure import Erased
    from equipoise.personal.findable import Crowd
    from equipoise.personal.guesses import Guess
    from equipoise.personal.known import Detail
    from equipoise.personal.offers import Verdict
    from equipoise.personal.reasons import Reasons
    from equipoise.personal.whatif import Change
    from equipoise.personal.wishes import Standing, Wishes
    from equipoise.runtime.jobs import Job

_KEPT = 64
Run = tuple[Settings, int, "Wishes | None"]
"""Levers, customer and the customer's own choices; None for those of the world."""


def chain(run: Run) -> Chain:
    """Return the run in which the customer chooses; its stages are remembered by the engine."""
    from equipoise.personal.wishes import chain_of

    return chain_of(*run)


def ready(run: Run, slot: DeltaGenerator) -> None:
    """Work out what the customer is shown; while that takes time, ``slot`` says so. Refused levers stop the page."""
    try:
        with slot, st.spinner(say("you.running")):
            verdict(run)
    except EquipoiseError as error:
        slot.error(say("problem.engine", problem=str(error)))
        st.stop()
    slot.empty()


def cast(settings: Settings) -> tuple[Character, ...]:
    """Return the people with a story."""
    from equipoise.personal.cast import characters

    return characters(settings)


def name_of(run: Run) -> str:
    """Return the customer's invented first name."""
    from equipoise.shared.identity import full_name

    return full_name(int(chain(run).population.value.identifiers.name[run[1]])).split()[0]


def first_wishes(run: Run) -> Wishes:
    """Return what the customer chose before anybody changed it on the page."""
    from equipoise.personal.wishes import wishes_at_first

    return wishes_at_first(run[0], run[1])


@lru_cache(maxsize=_KEPT)
def verdict(run: Run) -> Verdict:
    """Return what the customer is shown, and why."""
    from equipoise.personal.offers import decide

    return decide(chain(run), run[1])


@lru_cache(maxsize=_KEPT)
def stands(run: Run) -> Standing:
    """Return where the customer's data are, and what the shop has of everybody."""
    from equipoise.personal.wishes import standing

    return standing(chain(run), run[1])


@lru_cache(maxsize=_KEPT)
def moved(run: Run) -> int:
    """Return how many others get a different offer because of the customer's choices."""
    from equipoise.personal.wishes import others_moved

    settings, customer, _ = run
    return others_moved(chain((settings, customer, None)), chain(run), customer)


@lru_cache(maxsize=_KEPT)
def known(run: Run) -> tuple[Detail, ...]:
    """Return what the shop knows."""
    from equipoise.personal.known import known

    return known(chain(run), run[1])


@lru_cache(maxsize=_KEPT)
def guesses(run: Run) -> tuple[Guess, ...]:
    """Return what the shop guesses."""
    from equipoise.personal.guesses import guesses

    return guesses(chain(run), run[1])


@lru_cache(maxsize=_KEPT)
def corrected(run: Run, subject: str, says: bool) -> Verdict | None:
    """Return the verdict after a guess is corrected."""
    from equipoise.personal.whatif import corrected

    return corrected(chain(run), run[1], subject, says)


@lru_cache(maxsize=_KEPT)
def reasons(run: Run) -> Reasons | None:
    """Return the reasons for the offer."""
    from equipoise.personal.reasons import explain_offer

    return explain_offer(chain(run), run[1], verdict(run))


@lru_cache(maxsize=_KEPT)
def changes(run: Run) -> tuple[tuple[Change, ...], int]:
    """Return the smallest changes after which the offer is another one, and how many were tried."""
    from equipoise.personal.whatif import smallest_changes

    return smallest_changes(chain(run), run[1])


@lru_cache(maxsize=_KEPT)
def crowd(run: Run) -> Crowd:
    """Return whom the customer hides among."""
    from equipoise.personal.findable import crowd

    return crowd(chain(run), run[1])


@lru_cache(maxsize=_KEPT)
def alike(run: Run) -> int:
    """Return how many people of the whole population look the same."""
    from equipoise.personal.findable import alike_in_population

    return alike_in_population(chain(run), run[1])


@lru_cache(maxsize=_KEPT)
def data_file(run: Run) -> dict[str, Any]:
    """Return everything that the shop has about the customer."""
    from equipoise.personal.portable import portable

    settings, customer, wishes = run
    return portable(settings, customer, wishes or first_wishes(run))


def receipts(run: Run) -> tuple[Receipt, ...]:
    """Return the customer's receipts, today's included."""
    from equipoise.personal.wishes import receipts_with

    return receipts_with(run[0], run[1], run[2] or first_wishes(run))


def crowds(run: Run, *, start: bool = False) -> Job[dict[str, Crowd]] | None:
    """Return the job that compares all protections, and start it if asked to."""
    from equipoise.personal.findable import crowds

    key = ("crowds", run)
    return compute.board().start(key, lambda report: crowds(*run, report)) if start else compute.board().find(key)


def erasure(run: Run, *, start: bool = False) -> Job[Erased] | None:
    """Return the job that erases the customer who chose so far as ``run`` says, and start it if asked to."""
    from equipoise.personal.erasure import erase

    settings, customer, wishes = run
    key = ("erase", run)
    if not start:
        return compute.board().find(key)
    chosen = wishes or first_wishes(run)
    return compute.board().start(key, lambda report: erase(settings, customer, chosen, report))
