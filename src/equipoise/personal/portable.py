"""Everything that the shop has about one customer, as a file to take away (GDPR, articles 15 and 20)."""

from __future__ import annotations

from typing import Any

import numpy as np

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import NO_OFFER, SPEND, TOPICS
from equipoise.personal.guesses import guesses
from equipoise.personal.known import Detail, known
from equipoise.personal.offers import decide
from equipoise.personal.wishes import Wishes, chain_of, receipts_with, standing
from equipoise.shared.event_table import EVENT_TABLES, KINDS, EventTable
from equipoise.shared.identity import e_mail, full_name, telephone


def portable(settings: Settings, customer: int, wishes: Wishes) -> dict[str, Any]:
    """Return all that is held about a customer who chose ``wishes``, ready for JSON, and nothing of others."""
    chain = chain_of(settings, customer, wishes)
    details = known(chain, customer)
    return {
        "customer": _account(chain, customer) if details else {},
        "given": {one.name: one.collected for one in details if one.origin == "given"},
        "observed": _behaviour(details, "observed"),
        "bought": _behaviour(details, "bought"),
        **_by_item(chain.coarsened.value.events if details else None, customer),
        "guessed": [
            {"about": one.subject, "guess": one.says, "right_in_100": round(100 * one.right.value, 1)}
            for one in guesses(chain, customer)
        ],
        "kept_as": {one.name: one.kept for one in details if one.kept},
        "shared_with_partners": any(one.shared for one in details),
        "past_campaigns": _campaigns(chain, customer),
        "offer_today": TOPICS[decide(chain, customer).offer],
        "choices": [
            {"purpose": one.purpose, "answer": one.answer, "text": one.version, "day": one.day.isoformat()}
            for one in receipts_with(settings, customer, wishes)
        ],
    }


def _account(chain: Chain, customer: int) -> dict[str, str]:
    world = chain.population.value
    code = int(world.identifiers.name[customer])
    return {
        "number": str(world.number[customer]),
        "name": full_name(code),
        "e_mail": e_mail(code, int(world.identifiers.mailbox[customer])),
        "telephone": telephone(int(world.number[customer])),
    }


def _behaviour(details: tuple[Detail, ...], origin: str) -> dict[str, dict[str, float]]:
    """Return totals by topic, or the one total of a column without topics; receipts have a part of their own."""
    kept = (one for one in details if one.origin == origin and one.name not in KINDS)
    return {one.name: dict(one.counts) or ({SPEND: one.total} if one.name == SPEND else {}) for one in kept}


def _by_item(events: EventTable | None, customer: int) -> dict[str, list[dict[str, Any]]]:
    """Return the customer's events by item, under the name of what is kept; nothing where none are.

    ``item`` is -1 for a page that lists a keyword. ``keyword`` and ``item`` are numbers, to be put into words.
    """
    if events is None:
        return {}
    own = events.take(np.array([customer]))
    columns: dict[str, list[Any]] = {"source": [EVENT_TABLES[place] for place in own.source.tolist()]}
    columns |= {"keyword": own.keyword.tolist(), "item": own.item.tolist()}
    if own.day is not None and own.price is not None:
        columns |= {"days_ago": own.day.tolist(), "euros": [round(each, 2) for each in own.price.tolist()]}
    if own.count is not None:
        columns["times"] = own.count.tolist()
    return {own.kind: [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]}


def _campaigns(chain: Chain, customer: int) -> list[dict[str, Any]]:
    """Return the past campaigns that the model may have learned from, where the shop still uses them."""
    if not standing(chain, customer).learned:
        return []
    log = chain.history.value
    pairs = zip(log.arm[customer].tolist(), log.visit[customer].tolist(), strict=True)
    return [{"offer": "none" if arm == NO_OFFER else TOPICS[arm], "visit": bool(visit)} for arm, visit in pairs]
