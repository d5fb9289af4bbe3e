"""What may be asked about one customer: this package's functions by values that can be sent and hashed."""

from __future__ import annotations

from typing import Any, TypeAlias

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import SEXES
from equipoise.personal import erasure, findable, hearing, offers, portable, receiving, whatif, wishes
from equipoise.personal import guesses as guessing
from equipoise.personal import known as knowing
from equipoise.personal.consent_receipt import Receipt
from equipoise.personal.reasons import Reasons, explain_offer
from equipoise.personal.wishes import Wishes
from equipoise.runtime.jobs import Report, quiet
from equipoise.shared.identity import full_name

Run: TypeAlias = tuple[Settings, int, Wishes | None]
"""Levers, customer and the customer's own choices; None for those of the world."""


def name_of(run: Run) -> str:
    """Return the customer's invented first name."""
    return full_name(int(_chain(run).population.value.identifiers.name[run[1]])).split()[0]


def looks_of(run: Run) -> tuple[str, int]:
    """Return the customer's sex, one of `SEXES`, and age in completed years."""
    people = _chain(run).population.value.people
    return SEXES[people.sex[run[1]]], int(people.age[run[1]])


def first_wishes(settings: Settings, customer: int) -> Wishes:
    """Return what the customer chose before anybody changed it on the page."""
    return wishes.wishes_at_first(settings, customer)


def verdict(run: Run) -> offers.Verdict:
    """Return what the customer is shown, and why."""
    return offers.decide(_chain(run), run[1])


def standing(run: Run) -> wishes.Usage:
    """Return where the customer's data are, and what the shop has of everybody."""
    return wishes.standing(_chain(run), run[1])


def others_moved(run: Run) -> int:
    """Return how many others get a different offer because of the customer's choices."""
    settings, customer, _ = run
    return wishes.others_moved(_chain((settings, customer, None)), _chain(run), customer)


def known(run: Run) -> tuple[knowing.Detail, ...]:
    """Return what the shop knows."""
    return knowing.known(_chain(run), run[1])


def guesses(run: Run) -> tuple[guessing.Guess, ...]:
    """Return what the shop guesses."""
    return guessing.guesses(_chain(run), run[1])


def corrected(run: Run, subject: str, says: bool) -> offers.Verdict | None:
    """Return the verdict after a guess is corrected."""
    return whatif.corrected(_chain(run), run[1], subject, says)


def reasons(run: Run) -> Reasons | None:
    """Return the reasons for the offer."""
    return explain_offer(_chain(run), run[1], verdict(run))


def smallest_changes(run: Run) -> tuple[tuple[whatif.Change, ...], int]:
    """Return the smallest changes after which the offer is another one, and how many were tried."""
    return whatif.smallest_changes(_chain(run), run[1])


def crowd(run: Run) -> findable.Crowd:
    """Return whom the customer hides among."""
    return findable.crowd(_chain(run), run[1])


def alike(run: Run) -> int:
    """Return how many people of the whole population look the same."""
    return findable.alike_in_population(_chain(run), run[1])


def heard(run: Run) -> hearing.Heard:
    """Return who hears of the customer's pages, and what the shop shows the customer elsewhere."""
    return hearing.heard(_chain(run), run[1])


def received(run: Run) -> receiving.Received:
    """Return this month's messages, and why they are about what they are about."""
    return receiving.received(_chain(run), run[1])


def data_file(run: Run) -> dict[str, Any]:
    """Return everything that the shop has about the customer."""
    settings, customer, chosen = run
    return portable.portable(settings, customer, chosen or first_wishes(settings, customer))


def receipts(run: Run) -> tuple[Receipt, ...]:
    """Return the customer's receipts, today's included."""
    settings, customer, chosen = run
    return wishes.receipts_with(settings, customer, chosen or first_wishes(settings, customer))


def erased(run: Run, report: Report = quiet) -> erasure.Erased:
    """Return the receipt of erasing the customer who chose so far as ``run`` says; this takes seconds."""
    settings, customer, chosen = run
    return erasure.erase(settings, customer, chosen or first_wishes(settings, customer), report)


def _chain(run: Run) -> Chain:
    """Return the run in which the customer chooses; its stages are remembered."""
    return wishes.chain_of(*run)
