"""The rule that chooses a customer's offer: probability of a visit times margin, ranked within the budget."""

from __future__ import annotations

import dataclasses
from typing import Literal

import numpy as np

from equipoise.chain.pipeline import Chain
from equipoise.core.arrays import Floats, Integers, Singles
from equipoise.core.vocabulary import (
    MARGIN,
    MARGIN_WITH_OFFER,
    MODELLED,
    OFFERS,
    SALES_PER_VISIT,
    SALES_PER_VISIT_WITH_OFFER,
)
from equipoise.runtime.remembered import remembered
from equipoise.stages.targeting.target import expected_visits, personal_gain
from equipoise.stages.targeting.train import known_group

Why = Literal["personal", "below", "no_consent", "no_row", "no_model", "contextual", "generic"]


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Gains:
    """What the shop expects of every row: visits, the best offer, its margin above the generic one, and the cut-offs.

    Attributes:
        chance: visits under every offer and none (shape: rows x offers + 1). best, uplift: by row.
        cutoff: the smallest uplift with a personal offer, by group of the rule; -inf where all get one.
        group: every row's group, all 0 where the rule knows none.
    """

    chance: Singles
    best: Integers
    uplift: Floats
    cutoff: Floats
    group: Integers


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Verdict:
    """Why one customer sees this offer.

    Attributes:
        offer: what is shown. generic: what a stranger is shown. why: the step of the rule that decided.
        best: the offer that would earn most; -1 where nobody is scored.
        chance: expected visits under every offer and none; empty where nobody is scored.
        worth: expected margin in euros of every offer above showing none; empty where nobody is scored.
        uplift: expected margin of the best offer above the generic one. cutoff: the least that still gets it.
    """

    offer: int
    generic: int
    why: Why
    best: int = -1
    chance: Floats = dataclasses.field(default_factory=lambda: np.empty(0))
    worth: Floats = dataclasses.field(default_factory=lambda: np.empty(0))
    uplift: float = float("nan")
    cutoff: float = float("nan")


def decide(chain: Chain, customer: int) -> Verdict:
    """Apply the shop's rule to one customer.

    Decisions are counted on some customers only (see `equipoise.shared.folds`). Those keep the decision that was
    counted; for everybody else this is what the same rule and cut-off give.
    """
    strategy, generic = chain.settings.target.strategy, chain.train.value.generic
    said, row = chain.consent.value, int(chain.inside.value[1].row[customer])
    if strategy not in MODELLED:
        offer = int(chain.target.value.offer[customer])
        return Verdict(offer=offer, generic=generic, why="contextual" if strategy == "contextual" else "generic")
    if row < 0:
        return Verdict(offer=generic, generic=generic, why="no_row")
    if not said.permit("offers")[customer]:
        return Verdict(offer=generic, generic=generic, why="no_consent")
    if chain.train.value.fitted is None:
        return Verdict(offer=generic, generic=generic, why="no_model")
    found = gains(chain)
    verdict = rule(chain, found.chance[row], float(found.cutoff[found.group[row]]))
    if chain.folds.value.evaluation[customer]:  # ties at the cut-off were drawn
        selected = bool(chain.target.value.selected[customer])
        offer = int(chain.target.value.offer[customer])
        return dataclasses.replace(verdict, offer=offer, why="personal" if selected else "below")
    return verdict


def rule(chain: Chain, chance: Singles, cutoff: float) -> Verdict:
    """Apply the rule to the expected visits of one row (shape: offers + 1)."""
    generic = chain.train.value.generic
    best, uplift = (each[0] for each in personal_gain(chance[None, :], generic))
    served = uplift >= cutoff
    return Verdict(
        offer=int(best) if served else generic,
        generic=generic,
        why="personal" if served else "below",
        best=int(best),
        chance=chance.astype(np.float64),
        worth=worth(chance),
        uplift=float(uplift),
        cutoff=cutoff,
    )


def worth(chance: Singles) -> Floats:
    """Return the expected margin in euros of every offer above showing none (shape: offers)."""
    shown = chance[:OFFERS].astype(np.float64) * SALES_PER_VISIT_WITH_OFFER * MARGIN_WITH_OFFER
    return np.asarray(shown - float(chance[OFFERS]) * SALES_PER_VISIT * MARGIN)


def gains(chain: Chain) -> Gains:
    """Return the shop's predictions for every row of its table, and the cut-offs of its budget."""
    model, table, decided = chain.train, chain.inside, chain.target
    by_class = chain.settings.target.strategy == "cohort"

    def compute() -> Gains:
        release, vault = table.value
        classes = release.classes if by_class else None
        chance = expected_visits(model.value.answers, classes)
        best, uplift = personal_gain(chance, model.value.generic)
        group = known_group(release, chain.protected) if chain.settings.target.mitigation != "none" else None
        group = np.zeros(len(release), dtype=np.int64) if group is None else group
        served, left_out = (vault.row[who] for who in _within_budget(chain))
        cutoff = np.full(int(group.max(initial=0)) + 1, -np.inf)
        for each in np.unique(group[left_out]) if left_out.size else ():
            own = uplift[served[group[served] == each]]
            cutoff[each] = own.min() if own.size else np.inf
        return Gains(chance=chance, best=best, uplift=uplift, cutoff=cutoff, group=group)

    return remembered("personal.gains", compute, model, table, decided, by_class).value


def _within_budget(chain: Chain) -> tuple[Integers, Integers]:
    """Return the counted customers whom the shop may write to: those with a personal offer, and those without."""
    decided, counted = chain.target.value, chain.folds.value.evaluation
    reached = decided.reachable & counted
    return np.flatnonzero(reached & decided.selected), np.flatnonzero(reached & ~decided.selected)
