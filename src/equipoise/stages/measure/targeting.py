"""How well the offers suit the customers, measured on evaluation customers against their true responses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from equipoise.core.arrays import Flags, Floats, Integers, Singles
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import OFFERS
from equipoise.numerics.over_pasts import share_over_pasts
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.numerics.stats import auc, mean_rate, ratio_rate, scaled, wilson
from equipoise.shared.results import Targeting
from equipoise.stages.measure.store import store_money

if TYPE_CHECKING:
    from equipoise.shared.decisions import Decisions, Redrawn
    from equipoise.shared.world import Response

PER_1000 = 1000.0


def measure_targeting(
    delivered: Decisions,
    response: Response,
    counted: Integers,
    generic: int,
    deserving: Flags,
    ceiling: Rate,
    seed: int,
    yearly_margin: Singles,
    right_offer: Rate,
) -> Targeting:
    """Return every measure of targeting.

    Args:
        delivered: the offers shown. response: the truth. counted: places of the counted customers.
        generic: the generic offer. deserving: who of the counted would get a personal one under perfect knowledge.
        ceiling: right offers with full data. seed: visits are drawn from the stream "measure.visits".
        yearly_margin: what the store earns by every customer in a year without offers.
        right_offer: the share of the counted customers who were shown their truly best offer.
    """
    offer, selected = delivered.offer[counted], delivered.selected[counted]
    visit, gain = response.visit[counted, offer].astype(float), response.gain[counted].astype(float)
    received = gain[np.arange(counted.size), offer]
    precision = mean_rate(visit[selected])
    return Targeting(
        right_offer=right_offer,
        floor_guess=Rate(1 / OFFERS, 1 / OFFERS, 1 / OFFERS, counted.size),
        floor_generic=wilson(int((response.best[counted] == generic).sum()), counted.size),
        ceiling_full_data=ceiling,
        auc=auc(*_drawn_visits(delivered.score, response, delivered.offer, counted, seed)),
        precision_at_budget=precision,
        lift=scaled(precision, 1 / float(visit.mean())) if precision.known else UNKNOWN,
        incremental_visits_per_1000=scaled(mean_rate(visit - response.visit_without[counted]), PER_1000),
        margin_per_1000=scaled(mean_rate(received), PER_1000),
        margin_generic_per_1000=scaled(mean_rate(gain[:, generic]), PER_1000),
        margin_random_per_1000=scaled(mean_rate(gain.mean(axis=1)), PER_1000),
        share_of_perfect=ratio_rate(received, np.where(deserving, gain.max(axis=1), gain[:, generic])),
        reach=wilson(int(delivered.reachable[counted].sum()), counted.size),
        **store_money(received, gain[:, generic], yearly_margin[counted]),
    )


def right_offer(delivered: Decisions, response: Response, people: Integers, redrawn: Redrawn | None = None) -> Rate:
    """Return the share of ``people`` who were shown their truly best offer.

    With the decisions that other pasts would have led to, its interval is that of its mean over pasts in this world.
    Otherwise it counts who happened to be measured (Wilson).
    """
    return right_offers(delivered, response, {"": people}, redrawn)[""]


def right_offers(
    delivered: Decisions, response: Response, parts: Mapping[str, Integers], redrawn: Redrawn | None = None
) -> dict[str, Rate]:
    """Return what `right_offer` does for each of several parts of the customers."""
    right = delivered.offer == response.best[: delivered.offer.size]
    found = {name: wilson(int(np.count_nonzero(right[people])), people.size) for name, people in parts.items()}
    if redrawn is None:
        return found
    member = np.zeros((right.size, len(parts)), dtype=bool)
    for place, people in enumerate(parts.values()):
        member[people, place] = True
    kept = member[redrawn.people].astype(np.float32)  # whole numbers up to 2 to the 24 are exact
    hits = (redrawn.offer == response.best[redrawn.people].astype(redrawn.offer.dtype)).astype(np.float32) @ kept
    size = kept.sum(axis=0)
    return {
        name: share_over_pasts(rate, hits[:, place].astype(np.float64) / size[place]) if size[place] else rate
        for place, (name, rate) in enumerate(found.items())
    }


def worth_most(gain: Singles | Floats, generic: int, budget: float) -> Flags:
    """Return who gets a personal offer under perfect knowledge: the largest true gains over the generic offer.

    ``gain`` holds the true incremental margin of every offer (shape: customers x offers).
    """
    uplift = gain.max(axis=1) - gain[:, generic]
    chosen = np.zeros(uplift.size, dtype=bool)
    chosen[np.argsort(-uplift, kind="stable")[: round(budget * uplift.size)]] = True
    return chosen


def _drawn_visits(
    score: Floats, response: Response, offer: Integers, counted: Integers, seed: int
) -> tuple[Flags, Floats]:
    """Draw whether scored customers visit; everybody keeps the same draw under every setting."""
    uniform = stream(seed, "measure.visits").random(score.size)
    scored = counted[~np.isnan(score[counted])]
    return uniform[scored] < response.visit[scored, offer[scored]], score[scored]
