"""How many customers stand alone by six coarse fields and the money that they spent in a year.

The fields are those of the file of an e-mail test (Hillstrom 2008): months since the last purchase, two kinds of goods
bought or not, a small, middle or large place, a new customer or not, and the preferred channel.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Array
from equipoise.core.vocabulary import MONTHS, SPEND, TOPICS
from equipoise.shared.equivalence import number_rows
from equipoise.stages.measure.uniqueness import uniqueness
from equipoise.stages.minimise.settings import SPEND_BANDS
from equipoise.stages.minimise.spend import spent

_YEAR = 12
_GOODS = ("fashion", "sport")
_PLACES = 3


def unique_by_spend(settings: Settings) -> float:
    """Return the share of last year's buyers who are alone by fields and spend, as precise as the lever says."""
    chain = Chain(settings)
    euros = spent(chain.receipts.value, _YEAR, "total", settings.minimise.spend_precision)[SPEND]
    return _alone(chain, {SPEND: euros})


def smallest_fall(settings: Settings) -> float:
    """Return the smallest fall of that share from each precision of the spend to the next coarser one."""
    shares = [unique_by_spend(settings.replace(**{"minimise.spend_precision": each})) for each in SPEND_BANDS]
    return float(-np.diff(shares).max())


def unique_by_fields(settings: Settings) -> float:
    """Return the share of last year's buyers who are alone by the six fields, without spend."""
    return _alone(Chain(settings), {})


def unique_by_spend_in_topics(settings: Settings) -> float:
    """Return the share who are alone by fields and by their spend in every topic."""
    chain = Chain(settings)
    return _alone(chain, dict(spent(chain.receipts.value, _YEAR, "by_topic", settings.minimise.spend_precision)))


def _alone(chain: Chain, known: dict[str, Array]) -> float:
    fields, buyers = _fields(chain)
    people = np.flatnonzero(buyers)
    frame = pd.DataFrame({name: values[people] for name, values in known.items()}, index=range(people.size))
    classes = number_rows([field[people] for field in fields], people.size)
    return uniqueness(classes, frame, list(known)).share.value


def _fields(chain: Chain) -> tuple[list[Array], Array]:
    """Return the six fields, and who bought anything in the last year (shape each: customers)."""
    world, receipts = chain.population.value, chain.receipts.value
    last = np.full(receipts.people, MONTHS)
    np.minimum.at(last, receipts.person, receipts.month)
    bought = receipts.totals(_YEAR)
    before = receipts.totals() - bought
    size = world.geography.sizes[world.customers.postcode]
    place = np.searchsorted(np.quantile(size, np.arange(1, _PLACES) / _PLACES), size)
    goods = [bought[: world.size, TOPICS.index(topic)] > 0 for topic in _GOODS]
    new = before[: world.size].sum(axis=1) == 0
    fields: list[Array] = [last[: world.size], *goods, place, new, world.customers.likes_channel]
    return fields, last[: world.size] < _YEAR
