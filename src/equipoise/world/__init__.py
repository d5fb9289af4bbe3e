"""Stage 1: the invented world. Never changed by later levers."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cached_property

import numpy as np

from equipoise.arrays import Integers, Singles, freeze
from equipoise.seeds import stream
from equipoise.world.behaviour import Events, draw_activity, draw_broker, draw_events
from equipoise.world.geography import Geography, Notional, build_geography, populate
from equipoise.world.identity import Identifiers
from equipoise.world.people import People, Small, draw_interests, draw_people
from equipoise.world.response import Response, true_response
from equipoise.world.settings import PopulationSettings

EVENT_SOURCES = ("purchases", "browsing", "email", "store", "cross_site")
PANEL = 3_000
"""People outside the shop whose traits and behaviour are publicly known: what an attacker learns to guess from."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class World:
    """Everything that is true. Customers come first in every array; the public panel follows.

    Attributes:
        seed: of every random stream. size: number of customers.
        geography, notional: where people live, and everybody who lives there.
        chosen: each customer's place in the notional population (shape: customers + panel).
        people, activity, interest: what they are, how busy, and what they like now.
        events: behaviour by source. broker: a broker's claims. response: the true response to every offer.
        context: the topic of the page each person happens to look at, for contextual offers.
        number: the customer number, a direct identifier.
    """

    seed: int
    size: int
    geography: Geography
    notional: Notional
    chosen: Integers
    people: People
    activity: Singles
    interest: Singles
    events: Mapping[str, Events]
    broker: Small
    response: Response
    context: Integers
    number: Integers

    @cached_property
    def customers(self) -> People:
        """The people without the panel."""
        return self.people.first(self.size)

    @property
    def identifiers(self) -> Identifiers:
        """The customers' direct identifiers."""
        return Identifiers(self.number[: self.size], self.chosen[: self.size], len(self.notional))

    def behaviour(self, source: str, months: int) -> Singles:
        """Return what a source shows of everybody by topic (shape: customers + panel x topics)."""
        if source == "broker":
            return self.broker.astype(np.float32)
        return self.events[source].totals(months)


def build(settings: PopulationSettings) -> World:
    """Return the world of a seed, a size and a strength of taste."""
    seed, people_wanted = settings.seed, settings.size + PANEL
    geography = build_geography(settings.size)
    notional = populate(geography, seed)
    chosen = stream(seed, "population.customers").choice(len(notional), people_wanted, replace=False)
    people = draw_people(notional, geography, chosen, seed)
    now, then = draw_interests(people, settings.taste, seed)
    activity = draw_activity(people_wanted, seed)
    events = {source: draw_events(source, activity, now, then, seed) for source in EVENT_SOURCES}
    context = _context(now, seed)
    number = 100_000 + stream(seed, "population.numbers").permutation(people_wanted)
    freeze(chosen, activity, now, context, number)
    return World(
        seed=seed,
        size=settings.size,
        geography=geography,
        notional=notional,
        chosen=chosen,
        people=people,
        activity=activity,
        interest=now,
        events=events,
        broker=draw_broker(now, seed),
        response=true_response(people, activity, now),
        context=context,
        number=number,
    )


def _context(interest: Singles, seed: int) -> Integers:
    """Draw the topic that each person is reading about, more often a liked one (Gumbel trick, softmax of interest)."""
    uniform = stream(seed, "population.context").random(interest.shape, dtype=np.float32)
    noisy = interest - np.log(-np.log(np.maximum(uniform, np.float32(1e-12))))
    return np.asarray(noisy.argmax(axis=1), dtype=np.int64)


__all__ = ["EVENT_SOURCES", "PANEL", "World", "build"]
