"""Stage 5: the log of past campaigns.

Every customer was part of `IMPRESSIONS` past campaigns. Each showed one of the twelve offers or none, at random with a
logged propensity. A model learns from this log only. Exposure bias shows offers to one group less often; label bias
drops part of the recorded visits of that group, never the true ones; under-representation leaves part of the group's
people out of the log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.core.arrays import Flags, Floats
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import IMPRESSIONS, NO_OFFER, OFFERS
from equipoise.shared.history import PASSERS_BY, History
from equipoise.stages.history.settings import HistorySettings

if TYPE_CHECKING:
    from equipoise.shared.world import World

_SHOWS_NOTHING = 0.25


def log_campaigns(settings: HistorySettings, world: World, seed: int, past: int = 0) -> History:
    """Run the past campaigns; everybody keeps the same draws under every setting.

    ``past`` numbers other pasts of the same customers: the same campaigns, in which chance fell otherwise. Who is
    missing from the log stays the same.
    """
    shape, other = (world.size, IMPRESSIONS), f".{past}" if past else ""
    draws = stream(seed, f"history{other}").random((4, *shape), dtype=np.float32)
    member = _members(settings.biased_group, world)[: world.size, None]
    shows = (1 - _SHOWS_NOTHING) * (1 - settings.exposure_bias * member)
    offered = draws[0] < shows
    arm = np.where(offered, (draws[1] * OFFERS).astype(np.int8), np.int8(NO_OFFER))
    propensity = np.where(offered, shows / OFFERS, 1 - shows).astype(np.float32)
    everybody = np.arange(world.size)[:, None]
    with_offer = world.response.visit[everybody, np.minimum(arm, NO_OFFER - 1)]
    true_visit = draws[2] < np.where(offered, with_offer, world.response.visit_without[: world.size, None])
    lost = member & (draws[3] < settings.label_bias)
    return History(
        arm=arm,
        propensity=propensity,
        visit=true_visit & ~lost,
        logged=~_missing(settings.under_representation, member[:, 0], seed),
        till_rate=_count_at_tills(world, stream(seed, f"history.tills{other}")),
    )


def _missing(share: float, member: Flags, seed: int) -> Flags:
    """Return who of the group is missing from the log (shape: customers); a larger share contains the smaller one."""
    return np.asarray(member & (stream(seed, "history.missing").random(member.size) < share))


def _count_at_tills(world: World, draws: np.random.Generator) -> Floats:
    """Draw counts of visits after each offer among anonymous visitors, who are like the customers on average."""
    rate = world.response.visit[: world.size].mean(axis=0, dtype=np.float64)
    return np.asarray(draws.binomial(PASSERS_BY, rate) / PASSERS_BY, dtype=np.float64)


def _members(group: str, world: World) -> Flags:
    people = world.people
    match group:
        case "women":
            return np.asarray(people.sex == 0)
        case "men":
            return np.asarray(people.sex == 1)
        case "under_35":
            return np.asarray(people.age < 35)
        case "over_55":
            return np.asarray(people.age >= 55)
        case _:
            return np.asarray(people.heritage == 1)
