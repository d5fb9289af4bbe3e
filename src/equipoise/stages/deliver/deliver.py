"""Stage 8: the offers that people are actually shown.

Personal offers that are shown as advertisements are bought one by one in auctions against other advertisers. Where
these pay more for some people, an advertiser that bids the same for everybody reaches those people less, without having
decided so (Lambrecht and Tucker 2019, doi:10.1287/mnsc.2018.3093; Ali et al. 2019, doi:10.1145/3359301).

*Mechanism.* Everybody has a price, the highest bid of the others: log-normal, and higher for women by the gap. The
shop's budget is the cost of its offers without a gap. It bids the same amount for all, the highest that the budget
permits. It wins where the price is not above its bid, and pays the price; customers for whom it is outbid are shown the
generic offer. Without a gap the budget suffices for all decisions.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from equipoise.core.arrays import Flags, Floats, Integers
from equipoise.core.seeds import stream
from equipoise.stages.deliver.settings import DeliverSettings

if TYPE_CHECKING:
    from equipoise.shared.decisions import Decisions, Redrawn

_PRICE_SPREAD = 0.5
"""Standard deviation of the logarithm of prices; assumed."""


def deliver(settings: DeliverSettings, decisions: Decisions, dearer: Flags, generic: int, seed: int) -> Decisions:
    """Return the offers that every customer is shown.

    Args:
        settings: how much higher the prices of ``dearer`` customers are. decisions: the offers of stage 7.
        dearer: for whom competitors pay more (shape: customers). generic: the offer shown where the shop is outbid.
        seed: prices are drawn from the stream "deliver"; a customer keeps the draw under every setting.
    """
    if settings.price_gap == 0:
        return decisions
    usual, price = _prices(settings, dearer, seed)
    wanted = np.flatnonzero(decisions.selected)
    outbid = wanted[~won(price[wanted], float(usual[wanted].sum()))]
    offer, selected, score = decisions.offer.copy(), decisions.selected.copy(), decisions.score.copy()
    offer[outbid], selected[outbid], score[outbid] = generic, False, decisions.fallback[outbid]
    return dataclasses.replace(decisions, offer=offer, selected=selected, score=score)


def deliver_anew(settings: DeliverSettings, redrawn: Redrawn, dearer: Flags, seed: int) -> Redrawn:
    """Return what would have been shown if other pasts had been learned from; the arguments are those of `deliver`."""
    if settings.price_gap == 0:
        return redrawn
    usual, price = (each[redrawn.people] for each in _prices(settings, dearer, seed))
    offer, selected = redrawn.offer.copy(), redrawn.selected.copy()
    for past, generic in enumerate(redrawn.generic):
        wanted = np.flatnonzero(selected[past])
        outbid = wanted[~won(price[wanted], float(usual[wanted].sum()))]
        offer[past, outbid], selected[past, outbid] = generic, False
    return dataclasses.replace(redrawn, offer=offer, selected=selected)


def _prices(settings: DeliverSettings, dearer: Flags, seed: int) -> tuple[Floats, Floats]:
    """Return everybody's price without and with the gap (each shape: customers)."""
    usual = np.exp(_PRICE_SPREAD * stream(seed, "deliver").standard_normal(dearer.size))
    return usual, usual * (1 + settings.price_gap * dearer)


def won(price: Floats, money: float) -> Flags:
    """Return which auctions are won with the highest single bid that the budget permits (shape: auctions)."""
    order: Integers = np.argsort(price, kind="stable")
    last = int(np.searchsorted(np.cumsum(price[order]), money * (1 + 1e-9), side="right"))
    chosen = np.zeros(price.size, dtype=bool)
    chosen[order[:last]] = True
    return chosen
