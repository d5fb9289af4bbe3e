"""Stage 5: the log of past campaigns.

Every customer met `IMPRESSIONS` past campaigns, each of which showed one of the twelve offers or none, at random with
a logged propensity. It is the only thing that a model may learn from. Exposure bias showed offers to one group less
often; label bias lost part of the recorded visits of that group, never the true ones; under-representation
left part of the group's people out of the log altogether.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from equipoise.arrays import Flags, Floats, Singles, freeze
from equipoise.levers import Get, StageSettings, lever
from equipoise.seeds import stream
from equipoise.vocabulary import IMPRESSIONS, MODELLED, NO_OFFER, OFFERS

if TYPE_CHECKING:
    from equipoise.world import World

_SHOWS_NOTHING = 0.25
PASSERS_BY = 100_000
"""People whom the tills counted for each offer over the years; assumed."""


def _learned_from(get: Get) -> bool:
    return bool(get("target.strategy") in MODELLED)


def _biased(get: Get) -> bool:
    biases = ("history.label_bias", "history.exposure_bias", "history.under_representation")
    return _learned_from(get) and any(get(name) > 0 for name in biases)


@dataclasses.dataclass(frozen=True, kw_only=True)
class HistorySettings(StageSettings):
    """How the past treated people, and what was written down of it."""

    label_bias: float = lever(
        default=0.0, kind="number", low=0.0, high=0.9, step=0.1, unit="share", active=_learned_from
    )
    exposure_bias: float = lever(
        default=0.0, kind="number", low=0.0, high=0.9, step=0.1, unit="share", active=_learned_from
    )
    under_representation: float = lever(
        default=0.0, kind="number", low=0.0, high=0.9, step=0.1, unit="share", active=_learned_from
    )
    biased_group: str = lever(
        default="women", kind="choice", choices=("women", "men", "under_35", "over_55", "heritage_b"), active=_biased
    )


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class History:
    """Logged impressions (each array: customers x impressions).

    Attributes:
        arm: the offer shown, or `NO_OFFER`.
        propensity: the logged probability of that arm.
        visit: whether a visit was recorded.
        logged: whether the log holds the person's impressions at all (shape: customers).
        till_rate: share of visits after each offer as the tills count it, over years and with nobody's name on it
            (shape: offers).
    """

    arm: npt.NDArray[np.int8]
    propensity: Singles
    visit: Flags
    logged: Flags
    till_rate: Floats

    def __post_init__(self) -> None:
        freeze(self.arm, self.propensity, self.visit, self.logged, self.till_rate)


def log_campaigns(settings: HistorySettings, world: World, seed: int) -> History:
    """Run the past campaigns; everybody keeps the same draws under every setting."""
    shape = (world.size, IMPRESSIONS)
    draws = stream(seed, "history").random((4, *shape), dtype=np.float32)
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
        till_rate=_count_at_tills(world, seed),
    )


def _missing(share: float, member: Flags, seed: int) -> Flags:
    """Return who of the group is missing from the log (shape: customers); whoever is missing at a share is at more."""
    return np.asarray(member & (stream(seed, "history.missing").random(member.size) < share))


def _count_at_tills(world: World, seed: int) -> Floats:
    """Count visits after each offer among passers-by, who are like the customers on average."""
    rate = world.response.visit[: world.size].mean(axis=0, dtype=np.float64)
    return np.asarray(stream(seed, "history.tills").binomial(PASSERS_BY, rate) / PASSERS_BY, dtype=np.float64)


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
