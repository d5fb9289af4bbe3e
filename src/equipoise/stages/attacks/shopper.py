"""Do two baskets come from one shopper? The weight of evidence, by what both hold and how rare it is.

Everybody is assumed to draw purchases from shares of their own, which vary around the shop's as a Dirichlet
distribution: first the topic, then the item in the topic (a Dirichlet tree: Minka 1999, "The Dirichlet-tree
distribution"). With concentration a, and x and y purchases of one kind in the two baskets, the logarithm of how much
likelier both are from one shopper than from two is the sum over kinds of ::

    G(x, y; a) = lnGamma(a + x + y) + lnGamma(a) - lnGamma(a + x) - lnGamma(a + y)

less G of the totals with the total concentration. A kind that only one basket holds adds nothing, and one purchase of a
kind in both adds ``ln(1 + 1 / a)``, a being small for rare kinds: evidence is weighted by rarity, as in the score of
Narayanan and Shmatikov 2008, doi:10.1109/SP.2008.33. How much somebody buys is compared in the same way, with a rate
that varies between people as a Gamma distribution.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import partial

import numpy as np
from scipy.special import gammaln

from equipoise.core.arrays import Array, Floats, Integers, Singles, freeze
from equipoise.shared.receipts import ITEMS
from equipoise.stages.attacks.totals import log_binomial

_MOST = 1e6
"""Largest concentration and shape: then everybody is alike."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Baskets:
    """What people bought in a period.

    Attributes:
        topics: purchases of each topic (shape: people x topics).
        person, item, count: how often each person bought each item, sorted by person; None where only topics are known.
    """

    topics: Integers
    person: Integers | None = None
    item: Integers | None = None
    count: Integers | None = None

    def __post_init__(self) -> None:
        freeze(self.topics)

    @classmethod
    def by_item(cls, topics: Integers, cell: Integers, count: Array | None = None) -> Baskets:
        """Return baskets whose items are known.

        Args:
            topics: purchases of each topic (shape: people x topics).
            cell: ``person * ITEMS + item`` of every purchase, in any order.
            count: how many purchases each cell stands for; one by default.
        """
        cells, counts = counted(cell, count)
        return cls(topics=topics, person=cells // ITEMS, item=cells % ITEMS, count=counts)

    def of(self, people: Integers) -> Baskets:
        """Return the baskets of some people, in their order; everybody once."""
        if self.person is None or self.item is None or self.count is None:
            return Baskets(topics=self.topics[people])
        place = np.full(len(self.topics), -1, dtype=np.int64)
        place[people] = np.arange(len(people))
        kept = np.flatnonzero(place[self.person] >= 0)
        kept = kept[np.argsort(place[self.person[kept]], kind="stable")]
        return Baskets(
            topics=self.topics[people], person=place[self.person[kept]], item=self.item[kept], count=self.count[kept]
        )

    @property
    def total(self) -> Integers:
        """Everybody's purchases (shape: people)."""
        return np.asarray(self.topics.sum(axis=1))


def counted(cell: Integers, weights: Array | None = None) -> tuple[Integers, Integers]:
    """Return the different cells, sorted, and how often each occurs, or the sum of its weights."""
    cells, place = np.unique(cell, return_inverse=True)
    return cells, np.bincount(place, weights=weights, minlength=cells.size).astype(np.int64)


def evidence(x: Array, y: Array, a: Array | float) -> Floats:
    """Return ``G(x, y; a)``, zero where x or y is."""
    found: Floats = gammaln(a + x + y) + gammaln(a) - gammaln(a + x) - gammaln(a + y)
    return found


def concentration(repeated: float, by_chance: float) -> float:
    """Return a Dirichlet distribution's total concentration.

    Of two purchases of one person, a share ``(1 + A q) / (1 + A)`` are of one kind, q being that share for two people.

    Args:
        repeated, by_chance: the share of pairs of one kind, of one person and of two.
    """
    return min(_MOST, max(1 - repeated, 1e-9) / max(repeated - by_chance, 1e-9))


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Habits:
    """How much people differ, estimated from a table.

    Attributes:
        topics: the concentration of each topic. items: of each item within its topic; None where items are unknown.
        in_topic: the total concentration of items. shape: of the Gamma distribution of rates.
        mean, other_mean: purchases a person in this table, and in the one that is compared.
    """

    topics: Floats
    items: Floats | None
    in_topic: float
    shape: float
    mean: float
    other_mean: float

    @classmethod
    def of(cls, known: Baskets, topic_of: Integers, other_mean: float) -> Habits:
        """Estimate habits by the method of moments.

        Args:
            known: the baskets of many people. topic_of: the topic of each item.
            other_mean: purchases a person in the table that is compared.
        """
        total, share = (
            known.total,
            (known.topics.sum(axis=0) + 0.5) / (known.topics.sum() + 0.5 * known.topics.shape[1]),
        )
        pairs = max(float((total * (total - 1.0)).sum()), 1.0)
        same = float((known.topics * (known.topics - 1.0)).sum())
        mean, spread = float(total.mean()), float(total.var() - total.mean())
        items, in_topic = None, 0.0
        if known.item is not None and known.count is not None:
            in_topic, items = _by_item(known, topic_of, max(same, 1.0))
        return cls(
            topics=concentration(same / pairs, float((share**2).sum())) * share,
            items=items,
            in_topic=in_topic,
            shape=min(_MOST, mean**2 / max(spread, 1e-9)),
            mean=max(mean, 1e-9),
            other_mean=max(other_mean, 1e-9),
        )

    def of_totals(self, x: Integers, y: Integers) -> Floats:
        """Return the evidence of the totals: how much is bought, less what the topics' evidence takes for granted."""
        s, first, second = self.shape, self.mean, self.other_mean
        rates = (s + x) * np.log1p(first / s) + (s + y) * np.log1p(second / s)
        both = (s + x + y) * np.log1p((first + second) / s)
        found: Floats = evidence(x, y, s) + rates - both - evidence(x, y, float(self.topics.sum()))
        return found

    def of_topics(self, x: Integers, y: Integers, topic: int) -> Floats:
        """Return the evidence of one topic's totals, less what its items' evidence takes for granted."""
        found = evidence(x, y, float(self.topics[topic]))
        return found if self.items is None else found - evidence(x, y, self.in_topic)

    def of_items(self, x: Integers, y: Integers, item: Integers) -> Floats:
        """Return the evidence of items that both baskets hold."""
        return np.zeros(len(x)) if self.items is None else evidence(x, y, self.items[item])


def _by_item(known: Baskets, topic_of: Integers, pairs: float) -> tuple[float, Floats]:
    """Return the total concentration of a topic's items, and each item's part of it."""
    assert known.item is not None and known.count is not None
    bought = np.bincount(known.item, weights=known.count, minlength=topic_of.size) + 0.5
    share = bought / np.bincount(topic_of, weights=bought)[topic_of]
    by_chance = np.bincount(topic_of, weights=share**2)
    weight = (known.topics * (known.topics - 1.0)).sum(axis=0)
    same = float((known.count * (known.count - 1.0)).sum()) / pairs
    whole = concentration(same, float(weight @ by_chance[: weight.size]) / max(float(weight.sum()), 1.0))
    return whole, whole * share


@dataclasses.dataclass(frozen=True)
class Contained:
    """The evidence where the other baskets hold all known purchases, and more: periods that overlap.

    Then how people differ does not matter: the known purchases are a part of the own row's, and any part is as likely,
    so the likelihood is hypergeometric, ``prod_k C(y_k, x_k) / C(Y, X)``. A basket that lacks a purchase is excluded.

    Attributes:
        by_item: whether items are compared, or topics.
    """

    by_item: bool

    def of_totals(self, x: Integers, y: Integers) -> Floats:
        """Return the evidence of the totals."""
        return -np.where(y >= x, log_binomial(np.maximum(x, y), x), 0.0)

    def of_topics(self, x: Integers, y: Integers, topic: int) -> Floats:
        """Return the evidence of one topic's totals; none where items are compared."""
        return np.zeros(np.broadcast_shapes(x.shape, y.shape)) if self.by_item else _contained(x, y) - _SURE * (x > 0)

    def of_items(self, x: Integers, y: Integers, item: Integers) -> Floats:
        """Return the evidence of items that both baskets hold."""
        return _contained(x, y)


_SURE = 1e3
"""Evidence of a known purchase that is there; a basket that lacks one falls behind all that have all."""


def _contained(x: Integers, y: Integers) -> Floats:
    return np.where(y >= x, _SURE * (x > 0) + log_binomial(np.maximum(x, y), x), 0.0)


class Comparison:
    """Some baskets, prepared for the comparison with those of known people.

    Args:
        habits: the evidence of what both baskets hold. others: the baskets that are compared.
    """

    def __init__(self, habits: Habits | Contained, others: Baskets) -> None:
        self._habits, self._others = habits, others
        self._by_item = None if others.item is None else np.argsort(others.item, kind="stable")

    def evidence(self, known: Baskets) -> Singles:
        """Return the evidence that each known person and each other basket are of one shopper (known x others)."""
        others, parts = self._others, []
        for topic in range(known.topics.shape[1]):
            of_topic = partial(self._habits.of_topics, topic=topic)
            parts.append(_by_value(of_topic, known.topics[:, topic], others.topics[:, topic]))
        parts.append(_by_value(self._habits.of_totals, known.total, others.total))
        asked, tables = zip(*parts, strict=True)
        found: Singles = np.hstack(asked) @ np.vstack(tables)
        self._add_items(found, known)
        return found

    def _add_items(self, found: Singles, known: Baskets) -> None:
        """Add the evidence of every item that both baskets hold."""
        others = self._others
        if self._by_item is None or known.item is None or others.item is None:
            return
        assert known.person is not None and known.count is not None
        assert others.person is not None and others.count is not None
        items = int(max(known.item.max(initial=0), others.item.max(initial=0))) + 1
        start = np.searchsorted(others.item[self._by_item], np.arange(items + 1))
        length = (start[1:] - start[:-1])[known.item]
        mine = np.repeat(np.arange(known.item.size), length)
        within = np.arange(mine.size) - np.repeat(np.cumsum(length) - length, length)
        theirs = self._by_item[within + start[known.item][mine]]
        gained = self._habits.of_items(known.count[mine], others.count[theirs], known.item[mine])
        np.add.at(found, (known.person[mine], others.person[theirs]), gained.astype(np.float32))


def _by_value(of: Callable[[Integers, Integers], Floats], x: Integers, y: Integers) -> tuple[Singles, Singles]:
    """Return a function of all pairs of ``x`` and ``y`` as a product: which value of x each has, times a table."""
    values, which = np.unique(x, return_inverse=True)
    table = of(values[:, None], np.arange(int(y.max(initial=0)) + 1)).astype(np.float32)
    return np.eye(values.size, dtype=np.float32)[which], table[:, y]
