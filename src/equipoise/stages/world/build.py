"""Stage 1: the invented world. Never changed by later levers."""

from __future__ import annotations

import numpy as np

from equipoise.core.arrays import Integers, Singles, freeze
from equipoise.core.seeds import stream
from equipoise.shared.world import EVENT_SOURCES, World
from equipoise.stages.world.behaviour import draw_activity, draw_broker, draw_events
from equipoise.stages.world.geography import build_geography, populate
from equipoise.stages.world.people import draw_interests, draw_people
from equipoise.stages.world.response import true_response
from equipoise.stages.world.settings import PopulationSettings

PANEL = 3_000
"""Size of the public panel: people outside the shop whose traits and behaviour are public; attackers train on them."""


def build(settings: PopulationSettings) -> World:
    """Return the world of a seed, a size and a weight of taste."""
    seed, people_wanted = settings.seed, settings.size + PANEL
    geography = build_geography(settings.size)
    notional = populate(geography, seed)
    chosen = stream(seed, "population.customers").choice(len(notional), people_wanted, replace=False)
    people = draw_people(notional, geography, chosen, seed)
    now, then = draw_interests(people, seed)
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
        response=true_response(people, activity, now, settings.taste),
        context=context,
        number=number,
    )


def _context(interest: Singles, seed: int) -> Integers:
    """Draw the topic that each person is reading about, more often a liked one (Gumbel trick, softmax of interest)."""
    uniform = stream(seed, "population.context").random(interest.shape, dtype=np.float32)
    noisy = interest - np.log(-np.log(np.maximum(uniform, np.float32(1e-12))))
    return np.asarray(noisy.argmax(axis=1), dtype=np.int64)


__all__ = ["EVENT_SOURCES", "PANEL", "World", "build"]
