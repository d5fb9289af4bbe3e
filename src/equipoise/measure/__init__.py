"""Stage 9: what the decisions did, measured against the truth."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from equipoise.arrays import Flags, Integers
from equipoise.measure.consent import measure_consent, measure_side, parted
from equipoise.measure.disclosure import disclosure, release_disclosure
from equipoise.measure.fairness import measure_fairness
from equipoise.measure.reidentification import reidentification, release_reidentification
from equipoise.measure.targeting import measure_targeting, worth_most
from equipoise.report import ConsentReport, Disclosure, GroupReport, Rate, Targeting
from equipoise.stats import wilson

if TYPE_CHECKING:
    from equipoise.consent import Consent
    from equipoise.targeting.target import Decisions
    from equipoise.world import World


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Measured:
    """Everything that is counted without an attacker."""

    targeting: Targeting
    fairness: Mapping[str, GroupReport]
    consent: ConsentReport
    disclosure: Disclosure


def measure(
    delivered: Decisions,
    world: World,
    consent: Consent,
    evaluation: Flags,
    disclosed: Disclosure,
    generic: int,
    budget: float,
    ceiling: Rate,
) -> Measured:
    """Count targeting, fairness and consent, beside what the release ``disclosed``; see this package's modules."""
    seed = world.seed
    groups = world.customers.groups()
    sides = {
        side: measure_side(delivered, world.response, people, groups)
        for side, people in parted(consent, evaluation).items()
    }
    return Measured(
        targeting=measure_targeting(delivered, world.response, evaluation, generic, budget, ceiling, seed),
        fairness=_fairness(delivered, world, np.flatnonzero(evaluation), groups, generic, budget),
        consent=measure_consent(consent, delivered.reachable, evaluation, groups, sides),
        disclosure=disclosed,
    )


def share_right(delivered: Decisions, world: World, evaluation: Flags) -> Rate:
    """Return how many of the counted customers met their truly best offer."""
    right = delivered.offer[evaluation] == world.response.best[: world.size][evaluation]
    return wilson(int(right.sum()), right.size)


def _fairness(
    delivered: Decisions, world: World, counted: Integers, groups: Mapping[str, Integers], generic: int, budget: float
) -> dict[str, GroupReport]:
    response, offer = world.response, delivered.offer[counted]
    visit = response.visit[counted, offer].astype(float)
    deserving = worth_most(response.gain[counted], generic, budget)
    facts = {
        "selected": delivered.selected[counted],
        "deserving": deserving,
        "calibration": delivered.score[counted] - visit,
        "benefit": visit - response.visit_without[counted],
        "right": offer == response.best[counted],
    }
    return {name: measure_fairness(name, group[counted], **facts, seed=world.seed) for name, group in groups.items()}


__all__ = [
    "Measured",
    "disclosure",
    "measure",
    "reidentification",
    "release_disclosure",
    "release_reidentification",
    "share_right",
]
