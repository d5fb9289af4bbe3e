"""What is sent about a page view, and what it tells of the reader's interests.

Everything that is known is written as page views by topic, so that one formula reads it: those behind a cookie, the
topics of last weeks, the average of an interest cohort, the page itself, or nothing.

Weekly topics follow the proposal of a browser that keeps history to itself: up to three topics of the three weeks
before, of which 5% are replaced by a random one (https://github.com/patcg-individual-drafts/topics, retired since).
Interest cohorts follow another one: behaviour is hashed by random projections (Charikar 2002,
doi:10.1145/509907.509965), and neighbours in the order of the hashes are put together until enough people share a
number (https://github.com/WICG/floc, retired since).
"""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.core.arrays import Flags, Floats, Integers, Singles, freeze
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import TOPICS
from equipoise.shared.advertising import NOTHING, WEEKS, Pages, Readers, Requests, topics_in
from equipoise.stages.ads.impressions import ranks
from equipoise.stages.ads.settings import AdsSettings

TOPICS_SENT, TOPIC_WEEKS, TOPIC_NOISE = 3, 3, 0.05
"""How many topics are sent, of how many weeks before, and the share of them that is random."""
PRIOR = 1.6
"""How many views by the market's average a reader's own are mixed with: the shape of a gamma distribution whose
relative variance is that of the exponential of .7 times a standard normal interest (1 / (e^.49 - 1)); assumed."""
_BITS = 16


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Profile:
    """What the addressing tells of every reader (shape: readers in the first axis).

    Attributes:
        address: the number that stands for the reader; `NOTHING`: none. interest: the number of the cohort.
        views: page views by topic that are known (shape: readers x topics).
        sets: the set of topics that is sent in every week, one bit each (shape: readers x weeks); None: no topics are.
    """

    address: Integers
    interest: Integers
    views: Singles
    sets: Integers | None = None

    def __post_init__(self) -> None:
        freeze(self.address, self.interest, self.views)

    def known(self, pages: Pages) -> Singles:
        """Return the known views at every page view (shape: pages x topics)."""
        if self.sets is not None:
            return topics_in(self.sets[pages.reader, pages.week]).astype(np.float32)
        return self.views.take(pages.reader, axis=0)


def profiles(
    settings: AdsSettings, readers: Readers, pages: Pages, history: Singles, before: Pages, may: Flags, seed: int
) -> Profile:
    """Return what is sent about the readers themselves.

    Args:
        pages: of the campaign. history: views by topic before it (shape: readers x topics). before: these views.
        may: about whom anything may be sent (shape: readers).
        seed: of the streams "ads.topics", "ads.cohorts" and "ads.addresses".
    """
    nobody, none = np.full(len(readers), NOTHING), np.zeros((len(readers), len(TOPICS)), dtype=np.float32)
    match settings.addressing:
        case "topics":
            sets = np.where(may[:, None], weekly_topics(pages, before, len(readers), seed), 0)
            return Profile(address=nobody, interest=nobody, views=none, sets=sets)
        case "cohort":
            cohort = cohorts(history, settings.cohort_size, seed)
            views = np.where(may[:, None], _averages(history, cohort), none)
            return Profile(address=nobody, interest=np.where(may, cohort, NOTHING), views=views)
        case "cookie" | "email":
            number = stream(seed, "ads.addresses").permutation(len(readers))
            views = np.where(may[:, None], history, none) if settings.addressing == "cookie" else none
            return Profile(address=np.where(may, number, NOTHING), interest=nobody, views=views)
    return Profile(address=nobody, interest=nobody, views=none)


def weekly_topics(pages: Pages, before: Pages, readers: int, seed: int) -> Integers:
    """Return the set of topics that is sent in every week, one bit each (shape: readers x weeks).

    They are the most viewed ones of the weeks before, ties broken by a draw that a reader keeps.
    """
    draws = stream(seed, "ads.topics")
    ties = draws.random((readers, len(TOPICS)), dtype=np.float32)
    noise = draws.random((readers, WEEKS), dtype=np.float32) < TOPIC_NOISE
    random = draws.integers(0, len(TOPICS), (readers, WEEKS))
    group, topic, count = _lately(pages, before)
    order = np.argsort(1000.0 * group - np.minimum(count, 990) - ties[group // WEEKS, topic], kind="stable")
    most = order[ranks(group[order]) < TOPICS_SENT]
    sets = np.bincount(group[most], 2.0 ** topic[most], minlength=readers * WEEKS).astype(np.int64)
    sets = sets.reshape(readers, WEEKS)
    lowest = sets & -sets
    return np.where(noise & (sets > 0), (sets ^ lowest) | (1 << random), sets)


def _lately(pages: Pages, before: Pages) -> tuple[Integers, Integers, Integers]:
    """Return how often each reader has looked at each topic in the weeks before each week, where that is not never.

    One entry each: the number of reader and week, the topic, and the views.
    """
    recent = before.where(before.week < WEEKS + TOPIC_WEEKS)
    reader, topic, week = (
        np.concatenate([getattr(one, name) for one in (pages, recent)]).astype(np.int64)
        for name in ("reader", "topic", "week")
    )
    later = week[:, None] - np.arange(1, TOPIC_WEEKS + 1)
    cell = (reader[:, None] * WEEKS + later) * len(TOPICS) + topic[:, None]
    found, count = np.unique(cell[(later >= 0) & (later < WEEKS)], return_counts=True)
    return found // len(TOPICS), found % len(TOPICS), count


def cohorts(history: Singles, size: int, seed: int) -> Integers:
    """Return everybody's cohort of at least ``size`` people, or of all if there are fewer (shape: readers)."""
    lean = leaning(history)
    planes = stream(seed, "ads.cohorts").standard_normal((lean.shape[1], _BITS)).astype(np.float32)
    bits = (lean - lean.mean(axis=0)) @ planes > 0
    order = np.argsort(bits @ (1 << np.arange(_BITS)[::-1]), kind="stable")
    number = np.empty(len(lean), dtype=np.int64)
    number[order] = np.minimum(np.arange(len(lean)) // size, max(len(lean) // size - 1, 0))
    return number


def _averages(history: Singles, cohort: Integers) -> Singles:
    """Return the average views of everybody's cohort (shape: readers x topics)."""
    members = np.bincount(cohort)
    mean = np.stack([np.bincount(cohort, weights=topic) / members for topic in history.T], axis=1)
    return mean.astype(np.float32)[cohort]


def leaning(views: Singles, usual: Floats | None = None) -> Singles:
    """Return how much more often than usual a reader looks at each topic, as a logarithm (shape: rows x topics).

    The posterior mean of the rate over the usual one, for the number of views that the reader has, with `PRIOR` views
    at the usual rate mixed in: the gamma-Poisson model (Gelman et al., "Bayesian data analysis", 2013, section 2.6).

    Args:
        usual: share of each topic in all views; that of these views by default.
    """
    total = views.sum(axis=1, keepdims=True)
    share = np.asarray(usual if usual is not None else usual_shares(views), dtype=np.float32)
    prior = np.float32(PRIOR)
    return np.asarray(np.log((prior + views) / (prior + total * share)), dtype=np.float32)


def usual_shares(views: Singles) -> Floats:
    """Return the share of each topic in all page views (shape: topics)."""
    added = views.sum(axis=0, dtype=np.float64) + 1.0
    return np.asarray(added / added.sum())


def requests_of(settings: AdsSettings, readers: Readers, pages: Pages, profile: Profile, may: Flags) -> Requests:
    """Return what every company receives about every page view.

    Args:
        may: about whom more may be sent than the kind of page (shape: readers); of others, only the category of a page
            whose address is sent.
    """
    about, reader, nothing = may[pages.reader], pages.reader, np.full(len(pages), NOTHING)
    interest = profile.interest[reader]
    if profile.sets is not None:
        sent = profile.sets[reader, pages.week]
        interest = np.where(sent > 0, sent, NOTHING)
    place = nothing if settings.place == "none" else getattr(readers, settings.place)[reader]
    full = about & (settings.page_address == "full") & (pages.item >= 0)
    return Requests(
        address=profile.address[reader],
        interest=interest,
        place=np.where(about, place, NOTHING),
        topic=nothing if settings.page_address == "none" else pages.topic,
        item=np.where(full, pages.item, NOTHING).astype(np.int64),
        week=pages.week,
    )
