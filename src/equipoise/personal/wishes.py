"""The choices of one customer, and the run of the chain with them."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator

import numpy as np

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import PURPOSES, SETTINGS_PAGE, SIGNAL, TO_OTHERS, TODAY
from equipoise.personal.consent_receipt import Receipt, receipts_of
from equipoise.stages.consent.ask import choose

EPOCH = datetime.date(1970, 1, 1)
OBJECTION = "settings/objection"
"""The text that the receipt of an objection cites."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Wishes:
    """What one customer chooses.

    Attributes:
        agrees: the purposes, of `PURPOSES`, to which the customer says yes.
        signal: whether the browser sends the opt-out signal (https://w3c.github.io/gpc/).
        objects: whether the customer objects to marketing (GDPR, article 21(2) and (3)): no more personal offers, and
            nothing learned from the customer for them.
        erased: whether the customer asks to be erased (article 17).
    """

    agrees: tuple[str, ...]
    signal: bool = False
    objects: bool = False
    erased: bool = False


def wishes_at_first(settings: Settings, customer: int) -> Wishes:
    """Return a customer's choices in the world, before a visitor changes them on the page."""
    said = Chain(settings).consent.value
    agrees = tuple(purpose for place, purpose in enumerate(PURPOSES) if said.chosen[customer, place])
    return Wishes(agrees=agrees, signal=bool(said.signals[customer]), erased=bool(said.withdrew[customer]))


def chain_of(settings: Settings, customer: int, wishes: Wishes | None = None) -> Chain:
    """Return the run with one customer's choices replaced, and all others unchanged.

    These choices are no lever, and no link contains them. A shop that does not honour choices (``consent.honour``) does
    not honour these either.
    """
    chain = Chain(settings)
    if wishes is None or wishes == wishes_at_first(settings, customer):
        return chain
    asked = dataclasses.replace(chain.settings.consent, honour=settings.consent.honour)
    wants = tuple(purpose in wishes.agrees and not (wishes.objects and purpose == "offers") for purpose in PURPOSES)
    name = f"{customer} {asked.honour} {wishes!r}"
    said = choose(asked, chain.consent.value, customer, wants=wants, signal=wishes.signal, erased=wishes.erased)
    chain.consent = chain.consent.instead(said, name)
    if wishes.objects and asked.honour:
        learns = chain.folds.value.history.copy()
        learns[customer] = False
        chain.folds = chain.folds.instead(dataclasses.replace(chain.folds.value, history=learns), name)
    return chain


def receipts_with(settings: Settings, customer: int, wishes: Wishes) -> tuple[Receipt, ...]:
    """Return the customer's receipts: those of the world, and today's for what the customer has changed since."""
    first, today = wishes_at_first(settings, customer), EPOCH + datetime.timedelta(days=TODAY)

    def changed(purpose: str) -> Iterator[Receipt]:
        agreed, agrees = purpose in first.agrees, purpose in wishes.agrees and not wishes.erased
        if agreed != agrees:
            yield Receipt(purpose, "yes" if agrees else "withdrawn", SETTINGS_PAGE, today)
        if wishes.signal and not first.signal and purpose in TO_OTHERS:
            yield Receipt(purpose, "signal", SIGNAL, today)
        if wishes.objects and purpose == "offers" and agrees:
            yield Receipt(purpose, "withdrawn", OBJECTION, today)

    new = (receipt for purpose in PURPOSES for receipt in changed(purpose))
    return *receipts_of(settings, customer), *new


@dataclasses.dataclass(frozen=True, kw_only=True)
class Usage:
    """Where one customer's data are used, and the shop's totals.

    Attributes:
        stored, shared, learned, contacted: whether the customer has data in the shop's table, in the copy that others
            hold, in what the model learned from; and whether the shop may send personal offers.
        honoured: whether the shop acts on what the customer wants.
        rows, copies, learners, reach: the same counted over all customers.
    """

    stored: bool
    shared: bool
    learned: bool
    contacted: bool
    honoured: bool
    rows: int
    copies: int
    learners: int
    reach: int


def standing(chain: Chain, customer: int) -> Usage:
    """Return where one customer's data are used, and the shop's totals."""
    said, folds, held = chain.consent.value, chain.folds.value, chain.inside.value[1].holds
    copies = held & said.permit("sharing")
    learned = held & folds.history & chain.history.value.logged & (chain.train.value.fitted is not None)
    reach = chain.target.value.reachable
    return Usage(
        stored=bool(held[customer]), shared=bool(copies[customer]), learned=bool(learned[customer]),
        contacted=bool(reach[customer]), honoured=not bool(said.overridden[customer]),
        rows=int(held.sum()), copies=int(copies.sum()), learners=int(learned.sum()), reach=int(reach.sum()),
    )  # fmt: skip


def others_moved(before: Chain, after: Chain, customer: int) -> int:
    """Return how many other people get a different offer because of one customer's choices."""
    moved = before.target.value.offer != after.target.value.offer
    moved[customer] = False
    return int(np.count_nonzero(moved))
