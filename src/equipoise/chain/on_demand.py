"""Results that a run computes on demand only, because they take long or are rarely needed."""

from __future__ import annotations

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.runtime.jobs import Report, quiet
from equipoise.shared.results import AttackResult, Reidentification


def attack_membership(settings: Settings, report: Report = quiet) -> AttackResult:
    """Attack the model of any learner with shadow models of its own kind, trained one by one.

    This takes seconds, so `simulate` leaves it out for learners other than the logistic one.
    """
    return Chain(settings).exposure.membership(job=report).value.result


def linkage_by_fields(settings: Settings, report: Report = quiet) -> dict[tuple[str, ...], AttackResult]:
    """Return the results of linkage for every subset of the fields that the attacker knows."""
    return Chain(settings).exposure.by_fields(report).value


def reidentification(settings: Settings) -> Reidentification:
    """Return the classic risks of the table that the attacker holds."""
    return Chain(settings).exposure.reidentification.value
