"""What advertisements do: visits and new customers that they add, what these cost, and whom they reach.

*Mechanism.* Every advertisement is noticed with the same small chance. Whoever has noticed one visits with the
probability that the world gives for an offer on its topic, else with that of no offer; the first that is noticed
counts. So the n-th advertisement adds less than the one before, without a rule that says so.

*Two ways of counting.* The truth is brute force: the same people's probabilities with and without the advertisements.
The experiment is what a shop can see: visits of people who are shown advertisements against those of a holdout that is
not. With effects this small its interval is wide (Lewis and Rao 2015, doi:10.1093/qje/qjv023).

Published: of prospects who are counted in an experiment with display advertisements 4.70% visit and .292% buy (D20:
Diemert et al. 2021, arXiv:2111.10106); what a European does online is broadcast 376 times a day (H01: ICCL 2022), to
which the simulated broadcasts are scaled.
"""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.core.arrays import Flags, Floats
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import GROUPS, MARGIN, SALES_PER_VISIT
from equipoise.numerics.rate import PUBLISHED, UNKNOWN, Rate
from equipoise.numerics.stats import clustered, difference, mean_rate, ratio_rate, scaled, share_ratio, wilson
from equipoise.shared.advertising import DAYS, Pages, Readers, Requests, Shown
from equipoise.shared.results import AdsReport
from equipoise.stages.ads.bids import NOTICED

PROSPECTS_VISIT = 0.0470
PROSPECTS_BUY = 0.00292
NEW_CUSTOMERS_A_VISIT = PROSPECTS_BUY / PROSPECTS_VISIT
"""Sales for each visit of a prospect (D20)."""
ANNOUNCED_A_DAY = 376
"""How often a European's browser is announced to companies in a day (H01)."""
OFTEN = 5
"""More advertisements than this in a week for one reader count as many, where the shop sets no cap; assumed."""
PER_1000, PER_100_000 = 1e3, 1e5
_ADVERTISED = ("sex", "age_band")


def added_visits(readers: Readers, shown: Shown) -> Floats:
    """Return by how much the advertisements raise everybody's probability of a visit (shape: readers).

    With ``a`` the chance of noticing one, the j-th advertisement of a reader is the first that is noticed with
    probability ``a (1 - a)^(j - 1)``.
    """
    order = np.argsort(shown.reader, kind="stable")
    reader, topic = shown.reader[order], shown.topic[order]
    begins = np.flatnonzero(np.diff(reader, prepend=-1))
    place = np.arange(reader.size) - np.repeat(begins, np.diff(begins, append=reader.size))
    first = NOTICED * (1 - NOTICED) ** place
    more = (readers.visit[reader, topic] - readers.visit_without[reader]).astype(np.float64)
    return np.asarray(np.bincount(reader, weights=first * more, minlength=len(readers)), dtype=np.float64)


def measure_ads(
    readers: Readers, pages: Pages, requests: Requests, shown: Shown, shows: Flags, *,
    recipients: int, cap: int, seed: int,
) -> AdsReport:  # fmt: skip
    """Return every measure.

    Args:
        shows: to whom the shop advertises: everybody of the market but the holdout (shape: readers).
        recipients: how many companies receive each request. cap: the lever; 0 is none.
        seed: visits and sales of the experiment are drawn from the stream "ads.visits"; a reader keeps the draws.
    """
    more, market = added_visits(readers, shown), readers.market
    counted = market & shows
    times = np.bincount(shown.reader, minlength=len(readers))
    customers, prospects = readers.customer & shows, readers.prospect & shows
    seen = _experiment(readers, more, shows, seed)
    weight, new = readers.weight, np.where(readers.prospect, more * NEW_CUSTOMERS_A_VISIT, 0.0)
    earned = np.where(readers.customer, more * SALES_PER_VISIT, new) * MARGIN
    paid = np.bincount(shown.reader, weights=shown.price, minlength=len(readers))
    of = counted.nonzero()[0]
    groups = _by_group(readers, counted, times > 0)
    return AdsReport(
        extra_visits=scaled(mean_rate(more[customers]), PER_1000),
        extra_visits_seen=scaled(seen[0], PER_1000),
        new_customers=scaled(mean_rate(new[prospects]), PER_100_000),
        new_customers_seen=scaled(seen[1], PER_100_000),
        spend=scaled(_weighted(paid, weight, of), PER_1000),
        cost_of_one=ratio_rate((weight * paid)[of], (weight * new)[of]),
        returned=ratio_rate((weight * earned)[of], (weight * paid)[of]),
        exposures=_weighted(times, weight, of),
        reached=_weighted(times > 0, weight, of),
        beyond_cap=_share_of(shown, shown.beyond >= (cap or OFTEN), len(readers)),
        already_bought=_share_of(shown, shown.bought, len(readers)),
        personal=_share_of_requests(pages, requests.personal, readers),
        **_broadcasts(pages, requests.telling, readers, recipients),
        reached_by_group={name: rate for each in groups.values() for name, rate in each.items()},
        reached_alike={name: _alike(list(each.values())) for name, each in groups.items()},
        budget_spent=shown.stopped,
    )


def _experiment(readers: Readers, more: Floats, shows: Flags, seed: int) -> tuple[Rate, Rate]:
    """Return extra visits of customers and extra sales to prospects, as drawn and seen against the holdout."""
    coins = stream(seed, "ads.visits").random((2, len(readers)))
    visits = coins[0] < readers.visit_without + more
    sales = visits & (coins[1] < NEW_CUSTOMERS_A_VISIT)
    return _beside(visits, readers.customer, shows), _beside(sales, readers.prospect, shows)


def _beside(hit: Flags, who: Flags, shows: Flags) -> Rate:
    """Return by how much more often a hit is found among those who are shown advertisements."""
    shown, held = (wilson(int(hit[side].sum()), int(side.sum())) for side in (who & shows, who & ~shows))
    return difference(shown, held)


def _weighted(values: np.ndarray, weight: Floats, of: np.ndarray) -> Rate:
    """Return the mean of the market's people, whom readers stand for."""
    return ratio_rate((weight * values)[of], weight[of])


def _share_of(shown: Shown, flags: Flags, readers: int) -> Rate:
    """Return the share of advertisements that are flagged; those of one reader are correlated."""
    sizes = np.bincount(shown.reader, minlength=readers)
    hits = np.bincount(shown.reader, weights=flags, minlength=readers)
    some = sizes > 0
    return clustered(hits[some], sizes[some])


def _share_of_requests(pages: Pages, flags: Flags, readers: Readers) -> Rate:
    """Return the share of requests about the market's people that are flagged."""
    sizes, hits = (np.bincount(pages.reader, weights=each, minlength=len(readers)) for each in (None, flags))
    some = (sizes > 0) & readers.market
    return clustered(hits[some], sizes[some])


def _broadcasts(pages: Pages, telling: Flags, readers: Readers, recipients: int) -> dict[str, Rate]:
    """Return how often companies hear something in a day: of the simulated pages, and of the whole web."""
    told = np.bincount(pages.reader, weights=telling, minlength=len(readers))
    simulated = _weighted(told, readers.weight, np.flatnonzero(readers.market))
    web = scaled(_share_of_requests(pages, telling, readers), ANNOUNCED_A_DAY * recipients)
    return {
        "broadcasts": scaled(simulated, recipients / DAYS),
        "broadcasts_web": dataclasses.replace(web, tag=PUBLISHED),
    }


def _by_group(readers: Readers, counted: Flags, hit: Flags) -> dict[str, dict[str, Rate]]:
    found: dict[str, dict[str, Rate]] = {}
    for attribute in _ADVERTISED:
        group = readers.groups[attribute]
        found[attribute] = {
            f"{attribute}: {name}": _weighted(hit, readers.weight, np.flatnonzero(counted & (group == number)))
            for number, name in enumerate(GROUPS[attribute])
        }
    return found


def _alike(shares: list[Rate]) -> Rate:
    """Return the lowest share over the highest one."""
    known = [rate for rate in shares if rate.known]
    if len(known) < 2 or max(rate.value for rate in known) == 0:
        return UNKNOWN
    least, most = (choose(known, key=lambda rate: rate.value) for choose in (min, max))
    return share_ratio(least, most)
