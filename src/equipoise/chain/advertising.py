"""Stage 8b in the chain: advertisements, computed only when somebody asks for them.

An ordinary run draws nothing of this and its numbers do not depend on it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from equipoise.chain.outcome import plain
from equipoise.chain.pipeline import Chain
from equipoise.chain.watching import Watching
from equipoise.core.arrays import Flags, Floats, Integers, Singles, sigmoid
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import NO_OFFER, SALES_PER_VISIT
from equipoise.runtime.remembered import StageResult, remembered
from equipoise.shared.advertising import CUSTOMER, PROSPECT, Bids, Readers, Requests, Seen, Shown
from equipoise.shared.results import AdsReport, AttackResult
from equipoise.stages.ads import auction, bids, impressions, measures
from equipoise.stages.ads.requests import Profile, leaning, profiles, requests_of, usual_shares
from equipoise.stages.consent.ask import ask
from equipoise.stages.world.response import VISITS_WITHOUT, true_response

if TYPE_CHECKING:
    from equipoise.chain.settings import Settings

SIGNED_IN = 0.5
"""Share of readers who sign in with their e-mail address where they read; assumed."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class AdvertisingOutcome:
    """What advertisements do. Frozen.

    Attributes:
        settings: those of the run. ads: every number. attacks: those of companies that receive the requests.
    """

    settings: Settings
    ads: AdsReport
    attacks: Mapping[str, AttackResult]

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values; unknown numbers become None."""
        return {
            "settings": self.settings.to_dict(),
            "ads": plain(self.ads),
            "attacks": plain(self.attacks),
        }


def advertise(settings: Settings) -> AdvertisingOutcome:
    """Run the chain as far as advertisements need it, and return what they do."""
    return Advertising(Chain(settings)).outcome.value


class Advertising:
    """The advertisements of a run; every part is computed on first use, and remembered."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self.settings = chain.settings.ads
        self.seed = chain.seed

    @cached_property
    def readers(self) -> StageResult[Readers]:
        """Customers, panel and prospects."""
        world, others = self.chain.population, self.chain.prospects
        taste = self.chain.settings.population.taste

        def gather() -> Readers:
            who = others.value
            response = true_response(who.people, who.activity, who.interest, taste)
            shift = np.float32(_logit(measures.PROSPECTS_VISIT) - _logit(VISITS_WITHOUT))
            lower = (sigmoid(_logits(each) + shift) for each in (response.visit_without, response.visit))
            return impressions.readers(world.value, who, *lower)

        return remembered("ads.readers", gather, world)

    @cached_property
    def seen(self) -> StageResult[Seen]:
        """The pages that everybody sees."""
        world, readers, seed = self.chain.population, self.readers, self.seed
        views, others = self.chain.page_views, self.chain.prospects

        def look() -> Seen:
            campaign, before, own = impressions.pages_of(views.value, others.value.views, seed)
            history = impressions.counts_before(before, len(readers.value))
            return Seen(campaign=campaign, before=before, own=own, history=history)

        return remembered("ads.pages", look, world)

    @cached_property
    def may(self) -> StageResult[Flags]:
        """About whom something may be sent (shape: readers)."""
        said, readers, seed = self.chain.consent, self.readers, self.seed
        honour, s, others = self.settings.honour_opt_out, self.chain.settings.consent, self.chain.prospects

        def agree() -> Flags:
            who = readers.value
            may = np.ones(len(who), dtype=bool)
            if honour:
                elsewhere = int(stream(seed, "ads.consent").integers(2**31))
                asked = ask(s, others.value.people.privacy_concern, elsewhere)
                for kind, answers in ((CUSTOMER, said.value), (PROSPECT, asked)):
                    may[who.kind == kind] = answers.wants("other_sites") & answers.wants("sharing")
            return may

        return remembered("ads.may", agree, honour, said, readers)

    @cached_property
    def profile(self) -> StageResult[Profile]:
        """What is sent about the readers themselves."""
        s, readers, seen, may, seed = self.settings, self.readers, self.seen, self.may, self.seed

        def describe() -> Profile:
            sent = may.value
            if s.addressing == "email":
                sent = sent & (stream(seed, "ads.signed_in").random(sent.size) < SIGNED_IN)
            pages = seen.value
            return profiles(s, readers.value, pages.campaign, pages.history, pages.before, sent, seed)

        return remembered("ads.profile", describe, s.addressing, s.cohort_size, may, seen)

    @cached_property
    def requests(self) -> StageResult[Requests]:
        """What every company receives."""
        s, readers, seen, may, profile = self.settings, self.readers, self.seen, self.may, self.profile

        def send() -> Requests:
            return requests_of(s, readers.value, seen.value.campaign, profile.value, may.value)

        return remembered("ads.requests", send, s.page_address, s.place, profile)

    @cached_property
    def learned(self) -> StageResult[bids.Learned]:
        """What the shop has learned from past campaigns, of customers who allow it."""
        log, folds, seen = self.chain.history, self.chain.folds, self.seen

        def learn() -> bids.Learned:
            past = log.value
            who = np.flatnonzero(folds.value.history & folds.value.in_reach & past.logged)
            lean = leaning(seen.value.history[who])
            arm = past.arm[who].astype(np.int64)
            each = np.repeat(np.arange(who.size), arm.shape[1])
            return bids.learn(past.till_rate, arm.ravel(), past.visit[who].ravel(), lean[each])

        return remembered("ads.learned", learn, log, folds, seen)

    @cached_property
    def bids(self) -> StageResult[Bids]:
        """What the shop bids for every page."""
        s, seen, profile, learned = self.settings, self.seen, self.profile, self.learned
        email = s.addressing == "email"
        parts = (self.chain.train, self.chain.inside, self.chain.consent) if email else ()
        receipts = self.chain.receipts if self._retargets else None

        def offer() -> Bids:
            pages, known = seen.value.campaign, self._recognised
            value = self._values(known)
            bid, topic = bids.ordinary(value)
            item, bought = np.full(len(pages), -1), np.zeros(len(pages), dtype=bool)
            if receipts is not None:
                item = bids.looked_at(pages, seen.value.own, s.retargeting)
                bought = bids.has_bought(pages, item, receipts.value)
            return bids.with_retargeting(value, bid, topic, item, bought, stop=s.stop_after_purchase, known=known)

        moved = (s.addressing, s.retargeting, s.stop_after_purchase, s.page_address == "none")
        return remembered("ads.bids", offer, *moved, profile, learned, *parts)

    @property
    def _retargets(self) -> bool:
        return self.settings.addressing in ("email", "cookie") and self.settings.retargeting > 0

    @property
    def _recognised(self) -> Flags:
        """Whose reader the shop knows again (shape: pages)."""
        reader, profile = self.seen.value.campaign.reader, self.profile.value
        known = profile.address >= 0
        if self.settings.addressing == "email":
            known = known & (self._rows >= 0)
        return np.asarray(known[reader])

    @property
    def _rows(self) -> Integers:
        """The stored row of every reader whom the shop may recognise by e-mail, -1 for others."""
        row = np.full(len(self.readers.value), -1)
        vault, said = self.chain.inside.value[1], self.chain.consent.value
        row[: vault.row.size] = np.where(said.permit("other_sites"), vault.row, -1)
        return row

    def _values(self, known: Flags) -> Singles:
        """Return the expected value of an advertisement for each topic (shape: pages x topics)."""
        s, pages, learned = self.settings, self.seen.value.campaign, self.learned.value
        views = self.profile.value.known(pages)
        if s.addressing != "none" and s.page_address != "none":
            views = views.copy()
            views[np.arange(len(pages)), pages.topic] += 1
        usual = usual_shares(self.seen.value.history)
        added = learned.added(leaning(views, usual))
        if s.addressing == "email" and self.chain.train.value.fitted is not None:
            answers = self.chain.train.value.answers
            some = np.flatnonzero(known)
            row = self._rows[pages.reader[some]]
            added[some] = answers[row, :NO_OFFER] - answers[row, NO_OFFER][:, None]
        return bids.valued(added, SALES_PER_VISIT)

    @cached_property
    def shown(self) -> StageResult[tuple[Shown, Flags]]:
        """The advertisements that are shown, and to whom the shop advertises at all."""
        s, seen, readers, offered, seed = self.settings, self.seen, self.readers, self.bids, self.seed
        others = self.others

        def sell() -> tuple[Shown, Flags]:
            who, pages = readers.value, seen.value.campaign
            shows = who.market & ~auction.holdout(len(who), seed)
            money = s.budget * float(who.weight[shows].sum()) / 1000
            return auction.show(pages, offered.value, others.value, who, shows, cap=s.cap, money=money), shows

        return remembered("ads.shown", sell, s.cap, s.budget, others, offered)

    @cached_property
    def others(self) -> StageResult[Floats]:
        """The others' highest bid for every ad place."""
        readers, seen, seed, gap = self.readers, self.seen, self.seed, self.chain.settings.deliver.price_gap

        def draw() -> Floats:
            dearer = readers.value.sex[seen.value.campaign.reader] == 0
            return auction.prices(len(seen.value.campaign), seed, dearer, gap)

        return remembered("ads.others", draw, gap, seen)

    @cached_property
    def measured(self) -> StageResult[AdsReport]:
        """Every measure."""
        s, readers, seen, requests, shown, seed = (
            self.settings, self.readers, self.seen, self.requests, self.shown, self.seed
        )  # fmt: skip

        def count() -> AdsReport:
            ads, shows = shown.value
            return measures.measure_ads(
                readers.value, seen.value.campaign, requests.value, ads, shows,
                recipients=s.recipients, cap=s.cap, seed=seed,
            )  # fmt: skip

        return remembered("ads.measured", count, s.recipients, s.cap, requests, shown)

    @cached_property
    def outcome(self) -> StageResult[AdvertisingOutcome]:
        """The outcome."""
        measured, found = (
            self.measured,
            {"bid_stream": self.watching.bid_stream(), "retargeter": self.watching.retargeter},
        )

        def conclude() -> AdvertisingOutcome:
            attacks = {name: each.value.result for name, each in found.items()}
            return AdvertisingOutcome(settings=self.chain.asked, ads=measured.value, attacks=attacks)

        return remembered("ads.outcome", conclude, self.chain.asked, measured, *found.values())

    @cached_property
    def watching(self) -> Watching:
        """What companies learn that take part in auctions."""
        return Watching(self)


def _logit(share: float) -> float:
    return float(np.log(share / (1 - share)))


def _logits(shares: Singles) -> Singles:
    return np.asarray(np.log(shares / (1 - shares)), dtype=np.float32)
