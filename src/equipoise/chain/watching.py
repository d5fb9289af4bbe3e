"""Who learns what from advertisements: companies that receive the requests, and the one that retargets for the shop.

Half of the market's people, drawn at random, are controls: their requests are kept from the company, so that what it
finds about them cannot come from these. It is so for the attack alone, and changes no advertisement.
"""

from __future__ import annotations

from functools import cached_property
from typing import Protocol

import numpy as np

from equipoise.chain.pipeline import Chain
from equipoise.core.arrays import Array, Flags, Floats, Integers
from equipoise.core.seeds import stream
from equipoise.runtime.remembered import StageResult, remembered
from equipoise.shared.advertising import DAYS, NOTHING, PANEL, WEEKS, Readers, Requests, Seen
from equipoise.shared.receipts import SEARCH
from equipoise.stages.ads.requests import Profile
from equipoise.stages.ads.settings import AdsSettings
from equipoise.stages.attacks import registry as attacks
from equipoise.stages.attacks.base import Scored, Truth
from equipoise.stages.attacks.bid_stream import Marks, Watcher, alone_in, profiles_of, seen_by
from equipoise.stages.attacks.panel import Panel
from equipoise.stages.world.items import STRATA, shares, stratum_of

KNOWN = 0.7
"""Share of people whose cookie or e-mail address the company can put a name to, as a bought list would; assumed."""
FIELDS = ("birth_date", "sex")
"""What a register tells that also the panel tells."""


class Campaign(Protocol):
    """The part of a run's advertisements that companies learn from."""

    chain: Chain
    settings: AdsSettings
    seed: int

    @property
    def readers(self) -> StageResult[Readers]:
        """Customers, panel and prospects."""

    @property
    def seen(self) -> StageResult[Seen]:
        """The pages that everybody sees."""

    @property
    def may(self) -> StageResult[Flags]:
        """About whom something may be sent."""

    @property
    def profile(self) -> StageResult[Profile]:
        """What is sent about the readers themselves."""

    @property
    def requests(self) -> StageResult[Requests]:
        """What every company receives."""


class Watching:
    """What companies learn that take part in auctions."""

    def __init__(self, ads: Campaign) -> None:
        self.ads, self.seed = ads, ads.seed
        self.trait = ads.chain.settings.attack.trait

    def bid_stream(self, weeks: int = WEEKS) -> StageResult[Scored]:
        """Return what a company finds that keeps the requests of the last ``weeks`` weeks."""
        requests, ads = self.ads.requests, self.ads

        def attack() -> Scored:
            kept = np.flatnonzero(requests.value.week < weeks)
            reader = ads.seen.value.campaign.reader[kept].astype(np.int64)
            return self._mounted("bid_stream", requests.value.where(kept), reader, ads.readers.value.market)

        name = ads.settings.addressing
        return remembered("ads.bid_stream", attack, weeks, name, self.trait, requests, ads.profile)

    @property
    def retargeter(self) -> StageResult[Scored]:
        """Return what a company finds that shows ads to visitors of the shop."""
        ads, s = self.ads, self.ads.settings
        told = s.addressing in ("email", "cookie") and s.retargeting > 0
        receipts = ads.chain.receipts if told and s.stop_after_purchase else None

        def attack() -> Scored:
            if not told:
                return attacks.not_mounted("retargeter", "no_retargeting")
            requests, reader = self._baskets(receipts is not None)
            return self._mounted("retargeter", requests, reader, ads.readers.value.customer)

        moved = (s.addressing, s.retargeting if told else 0, receipts is not None, self.trait)
        return remembered("ads.retargeter", attack, *moved, ads.profile, ads.may)

    def _baskets(self, purchases: bool) -> tuple[Requests, Integers]:
        """Return what the shop tells: items looked at in the window, and purchases if it wants them to stop ads."""
        ads = self.ads
        own, address = ads.seen.value.own, ads.profile.value.address
        fresh = np.flatnonzero((own.item != SEARCH) & (own.time >= -24 * ads.settings.retargeting))
        reader, topic = own.reader[fresh].astype(np.int64), own.topic[fresh]
        bought = np.zeros(0, dtype=np.int64)
        if purchases:
            receipts = ads.chain.receipts.value
            some = np.flatnonzero(receipts.day < DAYS)
            bought = receipts.person[some].astype(np.int64)
            reader, topic = np.append(reader, bought), np.append(topic, receipts.topic[some].astype(np.int64))
        # The panel stands for people whose baskets are public: it is told of under any address.
        told = np.flatnonzero((address[reader] >= 0) | (ads.readers.value.kind[reader] == PANEL))
        nothing = np.full(told.size, NOTHING)
        requests = Requests(
            address=address[reader[told]], interest=nothing.copy(), place=nothing.copy(), topic=topic[told],
            item=nothing.copy(), week=np.zeros(told.size, dtype=np.int64),
        )  # fmt: skip
        return requests, reader[told]

    def _mounted(self, name: str, requests: Requests, reader: Integers, people: Flags) -> Scored:
        """Mount an attack on ``people`` with these requests, of which the truth is whose they are."""
        who, withheld = self.ads.readers.value, self._withheld.value
        panel, stream_ = who.kind == PANEL, np.flatnonzero(~withheld[reader] & (who.kind[reader] != PANEL))
        topics = self.ads.settings.addressing == "topics"
        known = self._panel(requests, reader, panel, topics)
        kept = requests.where(stream_)
        usual = float((panel[reader]).sum()) / max(int(panel.sum()), 1)
        profiles = profiles_of(kept, usual, _suits(), topics)
        targets, controls = (np.flatnonzero(people & side) for side in (~withheld, withheld))
        knowledge = Watcher(
            fields=FIELDS,
            targets=self._fields(targets),
            controls=self._fields(controls),
            control_for=np.zeros(controls.size, dtype=np.int64),
            trait=self.trait,
            prevalence=float(known.has.mean()),
            panel=known,
            profiles=profiles,
            target_marks=self._marks(targets),
            control_marks=self._marks(controls),
            panel_interest=self.ads.profile.value.interest[panel],
        )
        has = self._traits.value
        truth = Truth(
            row=alone_in(profiles, reader[stream_], len(who))[targets],
            trait=has[targets],
            control_trait=has[controls],
            exact=profiles.table.iloc[:0],
            control_exact=profiles.table.iloc[:0],
        )
        return attacks.ON_DEMAND[name].mount(profiles.release, knowledge, truth, self.seed)

    @cached_property
    def _withheld(self) -> StageResult[Flags]:
        readers, seed = self.ads.readers, self.seed

        def draw() -> Flags:
            return np.asarray(stream(seed, "ads.withheld").random(len(readers.value)) < 0.5)

        return remembered("ads.withheld", draw, readers)

    @cached_property
    def _traits(self) -> StageResult[Flags]:
        """Who has the trait (shape: readers)."""
        world, others, trait = self.ads.chain.population, self.ads.chain.prospects, self.trait
        people = (world.value.people, others.value.people)
        return remembered("ads.traits", lambda: np.concatenate([getattr(p, trait) for p in people]), world, trait)

    @cached_property
    def _strata(self) -> StageResult[Integers]:
        world, others = self.ads.chain.population, self.ads.chain.prospects
        people = (world.value.people, others.value.people)
        return remembered("ads.strata", lambda: np.concatenate([stratum_of(p) for p in people]).astype(int), world)

    def _panel(self, requests: Requests, reader: Integers, panel: Flags, topics: bool) -> Panel:
        """Return the labelled people, with the same kind of requests as everybody's."""
        some, people = np.flatnonzero(panel[reader]), np.flatnonzero(panel)
        row = np.cumsum(panel)[reader[some]] - 1
        seen = seen_by(row, people.size, requests.where(some), topics=topics)
        fields = dict(zip(FIELDS, self._fields(people).T, strict=True))
        return Panel(seen.assign(**fields), self._traits.value[people])

    def _fields(self, people: Integers) -> Floats:
        who = self.ads.readers.value
        return np.column_stack([who.birth_day[people], who.sex[people]]).astype(np.float64)

    def _marks(self, people: Integers) -> Marks:
        """Return by what people are known again; the company knows the addresses of some."""
        ads, who = self.ads, self.ads.readers.value
        known = known_by_name(len(who), self.seed)
        place: Array = who.district if ads.settings.place == "district" else who.postcode
        return Marks(
            address=np.where(known, ads.profile.value.address, NOTHING)[people],
            place=place[people],
            stratum=self._strata.value[people],
        )


def known_by_name(readers: int, seed: int) -> Flags:
    """Return to whose address a company can put a name (shape: readers)."""
    return np.asarray(stream(seed, "ads.known").random(readers) < KNOWN)


def _suits() -> Floats:
    """Return how much more often people of each stratum choose an item than people do on average (items x strata)."""
    chosen = shares().reshape(STRATA, -1)
    return np.asarray(np.log(chosen / chosen.mean(axis=0)).T)
