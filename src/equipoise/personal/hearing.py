"""Who hears of one customer's pages, and which advertisements the shop shows to the customer elsewhere."""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.chain.advertising import Advertising
from equipoise.chain.pipeline import Chain
from equipoise.studies.auctions import Opened, page_view


@dataclasses.dataclass(frozen=True, kw_only=True)
class Heard:
    """What becomes of the customer's page views in eight weeks.

    Attributes:
        views: how many there are. told: of how many something about the reader is sent. companies: to how many.
        joined: whether all of them can be put together by an address. named: whether a bought list says whose it is.
        ads: advertisements of the shop that are shown. follows: for things that the customer has looked at.
        bought: for things that the customer had bought.
        honoured: whether the shop acts on a No to sharing and to other sites.
        last: the last page view, step by step; None without one.
    """

    views: int
    told: int
    companies: int
    joined: bool
    named: bool
    ads: int
    follows: int
    bought: int
    honoured: bool
    last: Opened | None


def heard(chain: Chain, customer: int) -> Heard:
    """Return who hears of a customer's pages."""
    ads = Advertising(chain)
    own = np.flatnonzero(ads.seen.value.campaign.reader == customer)
    shown = ads.shown.value[0]
    mine = shown.reader == customer
    last = page_view(ads, customer, int(own[-1])) if own.size else None
    return Heard(
        views=own.size,
        told=int(ads.requests.value.personal[own].sum()),
        companies=ads.settings.recipients,
        joined=bool((ads.requests.value.address[own] >= 0).any()),
        named=last is not None and last.named,
        ads=int(mine.sum()),
        follows=int((ads.bids.value.item[shown.page[mine]] >= 0).sum()),
        bought=int(shown.bought[mine].sum()),
        honoured=ads.settings.honour_opt_out,
        last=last,
    )
