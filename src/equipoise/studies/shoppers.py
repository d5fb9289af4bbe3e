"""Who is recognised by what they buy, and what it tells about them: figures beside published ones.

Rows have codes instead of names and are otherwise as they were collected, and whoever does not object is in the table,
so that what is found is due to behaviour and to nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_array
from sklearn.linear_model import LogisticRegression

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Flags, Floats, Integers
from equipoise.core.keywords import KEYWORDS_PER_TOPIC
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import MONTHS, TOPICS
from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import auc, wilson
from equipoise.shared.receipts import ITEMS, Visits
from equipoise.stages.attacks.periods import linked

OPEN = {
    "consent.model": "notice",
    "protect.identifiers": "keyed",
    "protect.technique": "none",
}
"""Levers of the table: codes, and everybody."""
TWO_YEARS = OPEN | {
    "minimise.sources": ("purchases",),
    "minimise.detail": "items",
    "minimise.retention_months": MONTHS // 2,
    "attack.profile": "leak_buyer",
}
"""Levers of the table of the second year by item, held by somebody who has that of the first year with names."""
OFTEN = 60
"""Purchases in two years from which a customer counts as a frequent one, as in the trial of receipts."""
_TARGETS = 4_000
"""How many customers are looked for at most: those who are attacked first."""
STRENGTH = 0.02
"""Inverse of the ridge penalty, chosen on worlds of other seeds."""


def found_again(settings: Settings) -> float:
    """Return the share of customers who are recognised in the second year by their purchases of the first.

    The attack is "old table, new table" under `TWO_YEARS`. Counted are customers who bought anything at all.
    """
    return float(_recognised(settings, 1)[1].mean())


def frequent_found_again(settings: Settings) -> float:
    """Return the same share of customers with at least `OFTEN` purchases in both years together."""
    return float(_recognised(settings, OFTEN)[1].mean())


def by_purchases(worlds: Sequence[Settings], ends: Sequence[int]) -> dict[tuple[int, int], Rate]:
    """Return the share of customers who are recognised across two years, by their number of purchases in both.

    People of several worlds are pooled.

    Args:
        worlds: settings, of which the levers in `TWO_YEARS` are replaced.
        ends: customers with at least the first and fewer than the second of two neighbours are counted together.
    """
    parts = [_recognised(settings, least, end) for settings in worlds for least, end in pairwise(ends)]
    bought, hit = (np.concatenate(each) for each in zip(*parts, strict=True))
    return {
        (least, end): wilson(int(hit[inside].sum()), int(inside.sum()))
        for least, end in pairwise(ends)
        for inside in [(bought >= least) & (bought < end)]
    }


def _recognised(settings: Settings, least: int, end: float = np.inf) -> tuple[Integers, Flags]:
    """Return how much customers in the table bought in both years, and who of them was recognised."""
    chain = Chain(settings.replace(**TWO_YEARS))
    auxiliary, truth = chain.exposure.knowledge.value
    release, vault = chain.exposure.table.value
    bought = chain.population.value.events["purchases"].counts.sum(axis=1)[vault.person][truth.row]
    assert auxiliary.coins is not None
    some = np.flatnonzero((bought >= least) & (bought < end))
    some = np.sort(some[np.argsort(auxiliary.coins[some], kind="stable")[:_TARGETS]])
    named, _ = linked(release, auxiliary, some, np.empty(0, dtype=np.int64), stream(chain.seed, "attack.periods"))
    return bought[some].astype(np.int64), named.hits(some, truth.row[some])


def sex_from_items(settings: Settings) -> float:
    """Return the AUC of sex, guessed from what people bought and looked at.

    A logistic regression on how often each item was bought, and each item or keyword was looked at, in 24 months. One
    half of the customers is learned from, the other half is counted.
    """
    chain = Chain(settings)
    size, sex = chain.population.value.size, chain.population.value.customers.sex == 1
    features = things(chain.receipts.value, chain.page_views.value, size)
    learn, judge = np.array_split(stream(chain.seed, "evidence.halves").permutation(size), 2)
    model = LogisticRegression(C=STRENGTH, max_iter=200).fit(features[learn], sex[learn])
    score: Floats = model.decision_function(features[judge])
    return auc(sex[judge], score).value


def things(receipts: Visits, views: Visits, people: int) -> csr_array:
    """Return log(1 + times) of every item bought, and every item or keyword looked at (shape: people x things)."""
    width = ITEMS + len(TOPICS) * KEYWORDS_PER_TOPIC
    row, column = [], []
    for source, visits in enumerate((receipts, views)):
        mine = visits.person < people
        thing = np.where(visits.item >= 0, visits.item, ITEMS + visits.keyword.astype(np.int64))
        row.append(visits.person[mine])
        column.append(source * width + thing[mine])
    place = np.concatenate(row), np.concatenate(column)
    counts = csr_array((np.ones(place[0].size), place), shape=(people, 2 * width))
    counts.data = np.log1p(counts.data)
    return counts
