"""Stage 9: the effects of the decisions, measured against the truth."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from equipoise.core.arrays import Flags, Integers, Singles
from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import wilson
from equipoise.runtime.deferred import Deferred
from equipoise.shared.results import ConsentReport, Disclosure, GroupReport, Targeting
from equipoise.stages.measure.consent import Treated, measure_consent, measure_side, parted
from equipoise.stages.measure.disclosure import disclosure, release_disclosure
from equipoise.stages.measure.fairness import Treatment, pasts_among
from equipoise.stages.measure.reidentification import reidentification, release_reidentification
from equipoise.stages.measure.targeting import measure_targeting, right_offers, worth_most

if TYPE_CHECKING:
    from equipoise.shared.consent import Consent
    from equipoise.shared.decisions import Decisions, Redrawn
    from equipoise.shared.world import Response, World


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Measured:
    """All measures that need no attacker."""

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
    yearly_margin: Singles,
    redrawn: Redrawn | None = None,
    learned: bool = False,
) -> Measured:
    """Measure targeting, fairness and consent, and add the release's disclosure; see this package's modules.

    ``redrawn`` are the decisions that other pasts would have led to, where they are known; ``learned`` says whether a
    model took part in the decisions at all.
    """
    counted, groups, response = np.flatnonzero(evaluation), world.customers.groups(), world.response
    deserving = worth_most(response.gain[counted], generic, budget)
    treated = treatment(delivered, response, counted, groups, deserving, redrawn, learned)
    parts = parted(consent, evaluation)
    right = right_offers(delivered, response, parts, redrawn)
    sides = {
        side: measure_side(delivered, response, people, right[side], _on_side(treated, counted, people))
        for side, people in parts.items()
    }
    return Measured(
        targeting=measure_targeting(
            delivered, response, counted, generic, deserving, ceiling, world.seed, yearly_margin, right["everyone"]
        ),
        fairness=Deferred(tuple(groups), treated.compared),
        consent=measure_consent(consent, delivered.reachable, evaluation, groups, sides),
        disclosure=disclosed,
    )


def _on_side(treated: Treatment, counted: Integers, people: Integers) -> Treated:
    return Treated(treated.groups, treated.selected, np.isin(counted, people, assume_unique=True))


def share_right(delivered: Decisions, world: World, evaluation: Flags) -> Rate:
    """Return the share of the counted customers who were shown their truly best offer."""
    right = delivered.offer[evaluation] == world.response.best[: world.size][evaluation]
    return wilson(int(right.sum()), right.size)


def treatment(
    delivered: Decisions,
    response: Response,
    counted: Integers,
    groups: Mapping[str, Integers],
    deserving: Flags,
    redrawn: Redrawn | None,
    learned: bool,
) -> Treatment:
    """Return the treatment of the counted customers, by the arguments of `measure`; ``groups`` are everybody's."""
    offer = delivered.offer[counted]
    visit = response.visit[counted, offer].astype(float)
    return Treatment(
        groups={name: group[counted] for name, group in groups.items()},
        selected=delivered.selected[counted],
        deserving=deserving,
        calibration=delivered.score[counted] - visit,
        benefit=visit - response.visit_without[counted],
        right=offer == response.best[counted],
        pasts=None if redrawn is None else pasts_among(counted, redrawn),
        learned=learned,
    )


__all__ = [
    "Measured",
    "disclosure",
    "measure",
    "reidentification",
    "release_disclosure",
    "release_reidentification",
    "share_right",
    "treatment",
]
