"""How the Consent lab reaches the engine; what it found stays at hand."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from equipoise.chain.outcome import Outcome
from equipoise.chain.settings import LEVERS, STAGES, Settings
from equipoise.ui.shared import compute

if TYPE_CHECKING:
    from equipoise.personal.consent_receipt import Receipt, Standing
    from equipoise.runtime.jobs import Job, Report
    from equipoise.studies.consent_loss import ConsentLoss
    from equipoise.studies.meeting import Comparison, Meeting

_AT_HAND = 64
_OTHERS = {name: lever.default for name, lever in LEVERS.items() if not name.startswith(("population.", "consent."))}


def _asked(settings: Settings) -> Settings:
    """Return the settings with all that comes after consent at its default, which no answer depends on."""
    return settings.replace(**_OTHERS)


def meet(settings: Settings) -> Meeting:
    """Return what everybody does with the banner of these settings."""
    return _meet(_asked(settings))


@lru_cache(maxsize=_AT_HAND)
def _meet(settings: Settings) -> Meeting:
    from equipoise.studies.meeting import meet

    return meet(settings)


@lru_cache(maxsize=_AT_HAND)
def compared(first: Settings, second: Settings) -> Comparison:
    """Return how the banner of ``second`` moves the people who met that of ``first``."""
    from equipoise.studies.meeting import compare_banners

    return compare_banners(first, second)


def most_moved(found: Comparison) -> tuple[str, str] | None:
    """Return the group that another banner moves most, where chance does not explain it."""
    from equipoise.studies.meeting import most_moved

    return most_moved(found)


def receipts_of(settings: Settings, customer: int) -> tuple[Receipt, ...]:
    """Return one customer's receipts, the oldest first."""
    from equipoise.personal.consent_receipt import receipts_of

    return receipts_of(_asked(settings), customer)


def standing_of(settings: Settings, customer: int) -> tuple[Standing, ...]:
    """Return how one customer stands to every purpose today."""
    from equipoise.personal.consent_receipt import standing_of

    return standing_of(_asked(settings), customer)


def name_of(settings: Settings, customer: int) -> str:
    """Return the invented name of a customer."""
    from equipoise.personal.consent_receipt import name_of

    return name_of(_asked(settings), customer)


def somebody(settings: Settings, kind: str, after: int) -> int | None:
    """Return the next customer of a kind."""
    from equipoise.personal.consent_receipt import somebody

    return somebody(_asked(settings), kind, after)


def loss(settings: Settings) -> Job[ConsentLoss] | None:
    """Return the job that splits up what choices cost, if somebody has started it."""
    return compute.board().find(("consent_loss", settings))


def split_loss(settings: Settings) -> None:
    """Start the job that splits up what choices cost, unless it runs or is done."""
    from equipoise.studies.consent_loss import consent_loss

    compute.board().start(("consent_loss", settings), lambda report: consent_loss(settings, report))


def beside(settings: Settings) -> Job[Outcome]:
    """Return the job that finds out what other settings would do; the first call starts it."""
    return compute.board().find(("outcome", settings)) or work_out(settings)


def work_out(settings: Settings) -> Job[Outcome]:
    """Start the job that finds out what other settings would do, unless it runs or is done, and return it."""
    return compute.board().start(("outcome", settings), lambda report: _run(settings, report))


def _run(settings: Settings, report: Report) -> Outcome:
    from equipoise import run
    from equipoise.stages.attacks.registry import REGISTRY

    steps = len(STAGES) + len(REGISTRY) + 1
    for done, result in enumerate(run(settings, report), start=1):
        last = result
        report(min(1.0, done / steps))
    return last.value
