"""How few attributes single a person out, in the invented population and among its customers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Array
from equipoise.core.seeds import stream
from equipoise.shared.column import Column
from equipoise.shared.equivalence import number_rows
from equipoise.shared.schema import Schema
from equipoise.shared.world import World
from equipoise.stages.measure.measure import disclosure

_UNITS = {"date": "D", "month": "M", "year": "Y"}
_EVEN_PEOPLE = 9_330
_EVEN_DAYS, _EVEN_SEXES = 78 * 365, 2
_ATTRIBUTES = (
    "sex", "heritage", "expecting", "chronic", "money", "likes_channel", "likes_format", "education", "household",
    "occupation", "postcode", "birth_day",
)  # fmt: skip
_CLAIMS = 3


def unique_in_population(settings: Settings) -> float:
    """Return the share of the whole population that is alone with its area, birth date and sex, as precise as kept."""
    world = Chain(settings).population.value
    everybody, areas = world.notional, world.geography
    born = everybody.birth_day.astype("datetime64[D]")
    born = born.astype(f"datetime64[{_UNITS[settings.minimise.birth_precision]}]").astype(np.int64)
    area = everybody.postcode
    if settings.minimise.postcode_precision != "postcode":
        area = getattr(areas, settings.minimise.postcode_precision)[area]
    return _alone([area, born, everybody.sex])


def evenly_spread(settings: Settings) -> float:
    """Return the share of unique rows among 9,330 people spread evenly over 78 years of birth dates and two sexes."""
    draws = stream(settings["population.seed"], "evidence.even")
    people = {
        "born": draws.integers(0, _EVEN_DAYS, _EVEN_PEOPLE),
        "sex": draws.integers(0, _EVEN_SEXES, _EVEN_PEOPLE),
    }
    schema = Schema(tuple(Column(name=name, role="quasi", kind="number") for name in people))
    return disclosure(pd.DataFrame(people), schema).unique_share.value


def unique_by_fifteen(settings: Settings) -> float:
    """Return the share of the customers who are alone with all of fifteen attributes."""
    return _alone(list(_fifteen(Chain(settings).population.value)))


def _fifteen(world: World) -> Iterator[Array]:
    """Yield twelve attributes of the customers and three claims of the broker."""
    for name in _ATTRIBUTES:
        yield getattr(world.customers, name)
    yield from world.broker[: world.size, :_CLAIMS].T


def _alone(columns: list[Array]) -> float:
    """Return the share of rows whose combination of values no other row has."""
    sizes = np.bincount(number_rows(columns, len(columns[0])))
    return float((sizes == 1).sum() / sizes.sum())
