"""Advertisements one by one: what happens when somebody opens a page, and what each way to address readers brings."""

from __future__ import annotations

import dataclasses
from typing import Final

import numpy as np

from equipoise.chain.advertising import Advertising
from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import LEVERS, Settings
from equipoise.chain.watching import known_by_name
from equipoise.numerics.rate import Rate
from equipoise.shared.advertising import WEEKS, topics_in
from equipoise.shared.identity import full_name, name_codes
from equipoise.studies.crowd.chosen import chosen

READERS: Final = 6
"""How many people's page views are shown."""
KEPT: Final = (1, 2, 4, WEEKS)
"""For how many weeks a company keeps what it is told."""
ADDRESSINGS: Final = LEVERS["ads.addressing"].choices


@dataclasses.dataclass(frozen=True, kw_only=True)
class Opened:
    """One page view: who opens it, what is sent, who bids, and who keeps it.

    Attributes:
        name, age: of the reader. days, hour: how long ago, and when.
        topic, keyword: of the page, as numbers; item: shown on it, -1 on a list of a keyword.
        may: whether more than the kind of page may be sent about the reader.
        address: what stands for the reader, "" for nothing. topics: those that are sent, as places in `TOPICS`.
        cohort: the number of the cohort, -1 for none. place: as it is sent, "" for nothing.
        page: what is sent of the page: "item", "topic" or "none".
        bid: the shop's, in euros for 1,000 advertisements. others: the others' highest bid for each place on the page.
        won: which of the places the shop wins. about: the topic that it advertises.
        follows: whether the advertisement is for an item that the reader has looked at. bought: which they had bought.
        held: page views that a company holds of the reader under the same address after eight weeks, 0 without one.
        named: whether a company with a bought list can put a name to them.
    """

    name: str
    age: int
    days: int
    hour: int
    topic: int
    keyword: int
    item: int
    may: bool
    address: str
    topics: tuple[int, ...]
    cohort: int
    place: str
    page: str
    bid: float
    others: tuple[float, ...]
    won: tuple[bool, ...]
    about: int
    follows: bool
    bought: bool
    held: int
    named: bool


def opened(settings: Settings) -> tuple[Opened, ...]:
    """Return the last page view of a few people of the crowd, of those who read most, and of some who said no."""
    ads = Advertising(Chain(settings))
    shows, may = ads.shown.value[1], ads.may.value
    last = np.full(shows.size, -1)
    reader = ads.seen.value.campaign.reader
    last[reader] = np.arange(reader.size)  # the latest view of each
    crowd, views = chosen(ads.chain).value, np.bincount(reader, minlength=shows.size)
    seen = [
        int(person) for person in crowd[np.argsort(-views[crowd], kind="stable")] if shows[person] and views[person]
    ]
    yes, no = ([person for person in seen if may[person] == answer] for answer in (True, False))
    few = [*yes[: READERS - min(len(no), 2)], *no[: READERS - min(len(yes), READERS - 2)]][:READERS]
    return tuple(page_view(ads, person, int(last[person])) for person in few)


def page_view(ads: Advertising, person: int, view: int) -> Opened:
    """Return one page view: ``view`` is its place among all of the campaign, ``person`` the customer who opens it."""
    world, page, sent = ads.chain.population.value, ads.seen.value.campaign, ads.requests.value
    offered, others = ads.bids.value, ads.others.value[view]
    time, address, interest = int(page.time[view]), int(sent.address[view]), int(sent.interest[view])
    told = ads.settings.addressing == "topics" and interest >= 0
    return Opened(
        name=full_name(int(name_codes(world.chosen[[person]], world.people.sex[[person]])[0])),
        age=int(world.people.age[person]),
        days=(-1 - time) // 24,
        hour=time % 24,
        topic=int(page.topic[view]),
        keyword=int(page.keyword[view]),
        item=int(page.item[view]),
        may=bool(ads.may.value[person]),
        address=f"{address:05x}" if address >= 0 else "",
        topics=tuple(np.flatnonzero(topics_in(np.array([interest]))[0]).tolist()) if told else (),
        cohort=interest if ads.settings.addressing == "cohort" else -1,
        place=_place(ads, int(sent.place[view])),
        page="item" if sent.item[view] >= 0 else "topic" if sent.topic[view] >= 0 else "none",
        bid=1000 * float(offered.bid[view]),
        others=tuple((1000 * others).tolist()),
        won=tuple((offered.bid[view] >= others).tolist()),
        about=int(offered.topic[view]),
        follows=bool(offered.item[view] >= 0),
        bought=bool(offered.bought[view]),
        held=int((page.reader == person).sum()) if address >= 0 else 0,
        named=address >= 0 and bool(known_by_name(len(ads.readers.value), ads.seed)[person]),
    )


def _place(ads: Advertising, place: int) -> str:
    """Return a postcode's name, or what the postcodes of a district have in common."""
    geography = ads.chain.population.value.geography
    if place < 0:
        return ""
    if ads.settings.place == "postcode":
        return geography.names[place]
    return geography.names[int(np.flatnonzero(geography.district == place)[0])].partition("-")[0]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Addressed:
    """What one way to address readers brings, and what it gives away.

    Attributes:
        new_customers: that it brings, of 100,000. linked: share of people whose pages get the right name.
        risk: of the trait, by a company that keeps all requests.
    """

    addressing: str
    new_customers: Rate
    linked: Rate
    risk: Rate


def addressed(settings: Settings) -> tuple[Addressed, ...]:
    """Return every way to address readers, all other levers as they are."""
    return tuple(_addressed(settings, name) for name in ADDRESSINGS)


def _addressed(settings: Settings, addressing: str) -> Addressed:
    ads = Advertising(Chain(settings.replace(**{"ads.addressing": addressing})))
    result = ads.watching.bid_stream().value.result
    return Addressed(
        addressing=addressing,
        new_customers=ads.measured.value.new_customers,
        linked=result.details["linked"],
        risk=result.risk,
    )


@dataclasses.dataclass(frozen=True, kw_only=True)
class Kept:
    """What a company finds that keeps what it is told for some weeks."""

    weeks: int
    linked: Rate
    risk: Rate


def kept(settings: Settings) -> tuple[Kept, ...]:
    """Return what a company finds by how long it keeps what it is told."""
    watching = Advertising(Chain(settings)).watching
    found = ((weeks, watching.bid_stream(weeks).value.result) for weeks in KEPT)
    return tuple(Kept(weeks=weeks, linked=each.details["linked"], risk=each.risk) for weeks, each in found)
