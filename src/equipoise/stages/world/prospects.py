"""A weighted sample of the people of the market who are no customers, and their page views.

Customers are a random part of the market, so prospects follow the same distributions: they are drawn by the same
functions from streams of their own (names that begin with "prospects"), and the customers stay as they are.
"""

from __future__ import annotations

import numpy as np

from equipoise.core.seeds import stream
from equipoise.shared.prospects import Prospects
from equipoise.shared.world import World
from equipoise.stages.world.behaviour import draw_activity, draw_events
from equipoise.stages.world.people import draw_interests, draw_people
from equipoise.stages.world.receipts import views_of

SAMPLE = 20_000
"""The most prospects that are drawn."""
_WHO = "prospects"


def draw_prospects(world: World) -> Prospects:
    """Return a sample of those who are neither customers nor in the public panel."""
    outside = np.ones(len(world.notional), dtype=bool)
    outside[world.chosen] = False
    others = np.flatnonzero(outside)
    size = min(SAMPLE, others.size)
    chosen = np.sort(stream(world.seed, f"{_WHO}.sample").choice(others, size, replace=False))
    people = draw_people(world.notional, world.geography, chosen, world.seed, _WHO)
    now, then = draw_interests(people, world.seed, _WHO)
    activity = draw_activity(size, world.seed, _WHO)
    events = draw_events("browsing", activity, now, then, world.seed, _WHO)
    return Prospects(
        weight=(len(world.notional) - world.size) / size,
        chosen=chosen,
        people=people,
        activity=activity,
        interest=now,
        views=views_of(people, events, world.seed, _WHO),
    )
