"""Put everything that a run found out into one `Outcome`."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from equipoise.chain.headlines import headlines
from equipoise.chain.knowledge import attacked
from equipoise.chain.outcome import Evidence, Outcome
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Flags, Floats, Integers, freeze
from equipoise.core.vocabulary import INVENTED, MODELLED
from equipoise.shared.consent import Consent
from equipoise.shared.decisions import Decisions
from equipoise.shared.folds import Folds
from equipoise.shared.release import Vault
from equipoise.shared.world import World
from equipoise.stages.attacks.base import Scored
from equipoise.stages.attacks.profiles import PROFILES
from equipoise.stages.measure.measure import Measured
from equipoise.stages.targeting.train import Model


def assemble(
    settings: Settings,
    measured: Measured,
    scored: Mapping[str, Scored],
    world: World,
    delivered: Decisions,
    stored: Folds,
    reached: Folds,
    vault: Vault,
    model: Model,
    consent: Consent,
    blind: bool,
) -> Outcome:
    """Return the `Outcome` of a run.

    Args:
        settings: as requested. measured, scored: the results of stages 9 and 10.
        world, delivered, model, consent: results of earlier stages.
        stored: the folds of the stored release. reached, vault: folds and vault of the table that was attacked.
        blind: whether mitigation was asked for an attribute that the company does not hold.
    """
    results = {name: each.result for name, each in scored.items()}
    in_table = vault.holds
    return Outcome(
        settings=settings,
        headlines=headlines(
            measured.targeting,
            measured.fairness[settings.measure.protected],
            results,
            PROFILES[settings.attack.profile].aims,
            share_in_table(in_table, reached),
            world.size,
        ),
        targeting=measured.targeting,
        fairness=measured.fairness,
        attacks=results,
        consent=measured.consent,
        disclosure=measured.disclosure,
        notes=notes(settings, model, consent, blind),
        evidence=_evidence(world, delivered, stored, in_table, attacked(vault, world.seed), scored),
    )


def share_in_table(in_table: Flags, folds: Folds) -> float:
    """Return the share of all customers whom the table would hold if no controls had been withheld for measuring."""
    allowed = int(folds.in_release.sum())
    return float(folds.in_reach.mean() * in_table.sum() / allowed) if allowed else 0.0


def notes(settings: Settings, model: Model, consent: Consent, blind: bool) -> tuple[str, ...]:
    """Return the notes that have to be shown beside the numbers, as keys under ``note`` in the texts."""
    strategy = settings.target.strategy
    remarks = {
        "refusals_ignored": bool(consent.overridden.any()),
        "nobody_to_learn_from": strategy in MODELLED and model.fitted is None,
        "as_personal_as_a_cohort": strategy == "personalised" and settings.protect.technique == "cohorts",
        "mitigation_without_attribute": blind,
        "answers_left_to_chance": settings.protect.technique == "randomised_response",
        "noise_in_training_only": model.mechanism is not None,
        "raw_table_inside": settings.protect.technique in INVENTED,
    }
    return tuple(name for name, applies in remarks.items() if applies)


def _evidence(
    world: World, delivered: Decisions, folds: Folds, in_table: Flags, targets: Integers, scored: Mapping[str, Scored]
) -> Evidence:
    everybody = np.arange(world.size)
    response = world.response
    evidence = Evidence(
        evaluation=folds.evaluation,
        right_offer=delivered.offer == response.best[: world.size],
        selected=delivered.selected,
        reachable=delivered.reachable,
        margin=response.gain[everybody, delivered.offer].astype(np.float64),
        in_table=in_table,
        identified={
            name: _by_customer(each, in_table, targets)
            for name, each in scored.items()
            if each.result.kind == "identity"
        },
        groups=world.customers.groups(),
    )
    freeze(evidence.right_offer, evidence.margin, evidence.in_table, *evidence.groups.values())
    return evidence


def _by_customer(scored: Scored, in_table: Flags, targets: Integers) -> Floats:
    """Return one attack's outcome for every customer: 1 found, 0 not found or not in the table, NaN not tried."""
    outcome = np.where(in_table & scored.result.mounted, np.nan, 0.0)
    if scored.hits.size:
        outcome[targets] = scored.hits
    freeze(outcome)
    return outcome
