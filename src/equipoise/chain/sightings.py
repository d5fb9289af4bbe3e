"""What attackers have seen people buy: some purchases of each person, or all of an earlier year."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from equipoise.core.arrays import Integers
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import MONTHS, TOPICS
from equipoise.shared.receipts import ITEMS
from equipoise.stages.attacks.points import Points
from equipoise.stages.attacks.shopper import Baskets

if TYPE_CHECKING:
    from equipoise.shared.receipts import Receipts
    from equipoise.shared.world import World

OLD_MONTHS = 12
"""The old table is about the first 12 of the world's 24 months."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Seen:
    """What an attacker has seen everybody buy, customers and panel.

    Attributes:
        topics: the topics of some purchases, -1 as padding (shape: people x purchases).
        points: the same purchases; None where the table holds no purchases by item.
        old: everybody's purchases in an old table; None if the attacker holds none.
        old_kept: whether the company still keeps all of them.
    """

    topics: Integers
    points: Points | None = None
    old: Baskets | None = None
    old_kept: bool = False


def purchases_seen(count: int, months: int, world: World, seed: int, *, only_kept: bool = False) -> Integers:
    """Draw the topics of ``count`` of each person's purchases without replacement (shape: people x count).

    ``months`` is how long the company keeps events: the attacker knows that, and leaves out older purchases (-1). With
    ``only_kept`` older ones are not drawn, and -1 says that the person has no more.
    """
    kept = world.events["purchases"].totals(months).astype(np.int32)
    older = world.events["purchases"].counts.astype(np.int32) - kept
    left = kept if only_kept else np.hstack([kept, older])
    uniform = stream(seed, "attack.purchases").random((count, len(left)))
    people, seen = np.arange(len(left)), []
    for draw in uniform:
        total = np.cumsum(left, axis=1, dtype=np.int32)
        topic = (total <= (draw * total[:, -1])[:, None]).sum(axis=1)
        found = topic < left.shape[1]
        left[people[found], topic[found]] -= 1
        seen.append(np.where(topic < len(TOPICS), topic, -1))
    return np.array(seen, dtype=np.int64).reshape(count, len(left)).T


def points_seen(topics: Integers, known: tuple[str, ...], months: int, receipts: Receipts, seed: int) -> Points:
    """Return the purchases themselves behind the ``topics`` from `purchases_seen`: any of the topic's, each once.

    Args:
        topics: of the known purchases (shape: people x purchases), -1 as padding.
        known: what is known of each (see `points.LEVELS`). months: how long the company keeps events.
        receipts: everybody's purchases. seed: of the stream "attack.points".
    """
    cell = receipts.person.astype(np.int64) * len(TOPICS) + receipts.topic
    order = np.argsort(2 * cell + (receipts.month >= months) + stream(seed, "attack.points").random(cell.size))
    start = np.searchsorted(cell, np.arange(receipts.people * len(TOPICS)))
    before = np.stack([(topics[:, :place] == topics[:, place, None]).sum(axis=1) for place in range(topics.shape[1])])
    there = topics >= 0
    wanted = np.arange(len(topics))[:, None] * len(TOPICS) + np.where(there, topics, 0)
    found = order[np.where(there, start[wanted] + before.T, 0)]
    return Points(
        item=np.where(there, receipts.item[found].astype(np.int64), -1),
        month=np.where(there, receipts.month[found].astype(np.int64), -1),
        price=np.where(there, receipts.price[found], np.nan).astype(np.float64),
        known=known,
    )


def old_baskets(world: World, receipts: Receipts | None) -> Baskets:
    """Return what everybody bought in the old table's year: by topic, and by item where receipts are given."""
    purchases = world.events["purchases"]
    topics = np.rint(purchases.totals(MONTHS) - purchases.totals(MONTHS - OLD_MONTHS)).astype(np.int64)
    if receipts is None:
        return Baskets(topics=topics)
    old = receipts.month >= MONTHS - OLD_MONTHS
    return Baskets.by_item(topics, receipts.person[old].astype(np.int64) * ITEMS + receipts.item[old])
