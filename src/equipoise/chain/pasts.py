"""Stages 7 and 8 in the chain once more, with what other pasts would have taught the model: for intervals only."""

from __future__ import annotations

from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import INVENTED
from equipoise.runtime.remembered import StageResult, remembered
from equipoise.shared.consent import Consent
from equipoise.shared.decisions import Redrawn
from equipoise.shared.folds import Folds
from equipoise.shared.history import History
from equipoise.shared.release import Release, Vault
from equipoise.shared.world import World
from equipoise.stages.deliver.deliver import deliver_anew
from equipoise.stages.targeting.redecide import Expected, expect, redecide
from equipoise.stages.targeting.train import Model, known_group


def decided_anew(
    settings: Settings,
    group: str,
    world: StageResult[World],
    model: StageResult[Model],
    table: StageResult[tuple[Release, Vault]],
    said: StageResult[Consent],
    folds: StageResult[Folds],
    log: StageResult[History],
) -> StageResult[Redrawn | None]:
    """Return the decisions that other pasts would have led to, after delivery.

    None where that is not known: without a model, after training with noise, for learners other than logistic
    regression, and where the model learned from synthetic people, who depend on the past in another way.

    Args:
        settings: of the run. group: the attribute of mitigation after training; empty without one.
        world, model, table, said, folds, log: results of earlier stages; the table is the one that is scored.
    """
    s, auction = settings.target, settings.deliver
    invented = settings.protect.technique in INVENTED

    def imagine() -> Expected | None:
        release, vault = table.value
        return expect(
            s.strategy,
            model.value,
            log.value,
            vault,
            may_contact=said.value.permit("offers"),
            evaluation=folds.value.evaluation,
            classes=release.classes if s.strategy == "cohort" else None,
            seed=world.value.seed,
        )

    parts = (world, model, table, said, folds, log)
    expected = remembered("expected", lambda: None if invented else imagine(), s.strategy, invented, *parts)

    def decide() -> Redrawn | None:
        if expected.value is None:
            return None
        groups = known_group(table.value[0], group) if group else None
        found = redecide(s, expected.value, groups, world.value.seed)
        return deliver_anew(auction, found, world.value.customers.sex == 0, world.value.seed)

    return remembered("redrawn", decide, s, auction, group, world, table, expected)
