"""Stage 8: what people actually meet.

Personal offers that are shown as advertisements are bought one by one in auctions against other advertisers. Where
these pay more for some people, an advertiser that bids alike for everybody reaches those people less (Lambrecht and
Tucker 2019, doi:10.1287/mnsc.2018.3093; Ali et al. 2019, doi:10.1145/3359301): nobody decided it.

*Mechanism.* Everybody has a price, the highest bid of the others: log-normal, and dearer for women by the gap. The shop
has as much money as its offers would cost without a gap, and bids one amount for all, the highest that the money lasts
for. It wins where the price is no higher, and pays the price; who is outbid meets the generic offer. Without a gap the
money lasts for everybody who was decided on.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from equipoise.core.arrays import Flags, Floats, Integers
from equipoise.core.seeds import stream
from equipoise.stages.deliver.settings import DeliverSettings

if TYPE_CHECKING:
    from equipoise.shared.decisions import Decisions

_PRICE_SPREAD = 0.5
"""Standard deviation of the logarithm of prices; assumed."""


def deliver(settings: DeliverSettings, decisions: Decisions, dearer: Flags, generic: int, seed: int) -> Decisions:
    """Return what every customer meets.

    Args:
        settings: how much more the dearer cost. decisions: who was to get which offer.
        dearer: whom competitors pay more for (shape: customers). generic: what those who are outbid meet.
        seed: prices are drawn from the stream "deliver"; everybody keeps theirs under every setting.
    """
    if settings.price_gap == 0:
        return decisions
    usual = np.exp(_PRICE_SPREAD * stream(seed, "deliver").standard_normal(dearer.size))
    wanted = np.flatnonzero(decisions.selected)
    price = usual * (1 + settings.price_gap * dearer)
    outbid = wanted[~won(price[wanted], float(usual[wanted].sum()))]
    offer, selected, score = decisions.offer.copy(), decisions.selected.copy(), decisions.score.copy()
    offer[outbid], selected[outbid], score[outbid] = generic, False, decisions.fallback[outbid]
    return dataclasses.replace(decisions, offer=offer, selected=selected, score=score)


def won(price: Floats, money: float) -> Flags:
    """Return which auctions are won with the highest single bid that the money lasts for (shape: auctions)."""
    order: Integers = np.argsort(price, kind="stable")
    last = int(np.searchsorted(np.cumsum(price[order]), money * (1 + 1e-9), side="right"))
    chosen = np.zeros(price.size, dtype=bool)
    chosen[order[:last]] = True
    return chosen
