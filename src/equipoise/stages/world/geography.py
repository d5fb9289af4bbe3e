"""Region > district > postcode, and the notional population that lives there.

Fitted: the number of postcodes a region and the spread of their sizes, so that the share of people who are unique by
postcode, birth date and sex meets Golle's figures (63% by full date, 4.2% by month, 0.2% by year; published inputs A04
and A05); the split of a region into two districts, so that about 15% are unique by district, birth date and sex
(A05). Checked, not fitted: of n people spread evenly over d cells, (1 - 1/d)^(n - 1) are alone in theirs (A06), as are
our people from 18 to 60 (tests/world/test_geography.py). Assumed: adults only, evenly spread from 18 to 60 and thinning
out linearly above; sexes evenly split.

Source of the method: Golle, "Revisiting the uniqueness of simple demographics in the US population", WPES 2006,
doi:10.1145/1179601.1179615. Sweeney's older figures (A01 to A03) used another method and are not a target.
"""

from __future__ import annotations

import numpy as np
from scipy.stats import norm

from equipoise.core.arrays import Integers, freeze
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import DAYS_PER_YEAR, OLDEST, TODAY, YOUNGEST
from equipoise.shared.world import POSTCODES_PER_REGION, Geography, Notional

REGION_SIZE = 200_000
PEOPLE_PER_CUSTOMER = 20
SIZE_SPREAD = 1.35
LARGE_DISTRICT_SHARE = 0.75

_AGE_EDGES = np.arange(YOUNGEST, OLDEST + 1, dtype=float)
_AGE_WEIGHTS = np.where(_AGE_EDGES[:-1] < 60, 1.0, np.maximum(0.02, 1 - (_AGE_EDGES[:-1] - 60) / 36))
_AGE_CUMULATED = np.concatenate([[0.0], np.cumsum(_AGE_WEIGHTS) / _AGE_WEIGHTS.sum()])


def postcode_sizes() -> Integers:
    """Return the people in each postcode of one region: fixed quantiles of a log-normal distribution, never drawn.

    More people means more regions, never bigger postcodes.
    """
    quantiles = (np.arange(POSTCODES_PER_REGION) + 0.5) / POSTCODES_PER_REGION
    shares = np.exp(SIZE_SPREAD * norm.ppf(quantiles))
    sizes: Integers = np.round(shares / shares.sum() * REGION_SIZE).astype(np.int64)
    sizes[-1] += REGION_SIZE - sizes.sum()
    return sizes


def build_geography(customers: int) -> Geography:
    """Return enough regions for ``customers`` to be one in `PEOPLE_PER_CUSTOMER` of the people, and at least one."""
    regions = max(1, -(-customers * PEOPLE_PER_CUSTOMER // REGION_SIZE))
    sizes, in_small = _districts(postcode_sizes())
    region = np.repeat(np.arange(regions), POSTCODES_PER_REGION)
    geography = Geography(np.tile(sizes, regions), 2 * region + np.tile(in_small, regions), region)
    freeze(geography.sizes, geography.district, geography.region)
    return geography


def populate(geography: Geography, seed: int) -> Notional:
    """Draw everybody's birth date and sex; who lives where is given by the postcodes' sizes."""
    people = int(geography.sizes.sum())
    draws = stream(seed, "population.notional")
    age = np.interp(draws.random(people, dtype=np.float32), _AGE_CUMULATED, _AGE_EDGES)
    birth_day = (TODAY - age * DAYS_PER_YEAR).astype(np.int32)
    sex = draws.integers(0, 2, people, dtype=np.int8)
    postcode = np.repeat(np.arange(geography.sizes.size, dtype=np.int32), geography.sizes)
    freeze(birth_day, sex, postcode)
    return Notional(birth_day, sex, postcode)


def _districts(sizes: Integers) -> tuple[Integers, Integers]:
    """Deal a region's postcodes out to a large and a small district, largest first to whoever has most room left."""
    room = np.array([LARGE_DISTRICT_SHARE, 1 - LARGE_DISTRICT_SHARE]) * sizes.sum()
    members: tuple[list[int], list[int]] = ([], [])
    for size in sorted(sizes.tolist(), reverse=True):
        district = int(np.argmax(room))
        members[district].append(size)
        room[district] -= size
    dealt = np.array([*members[0], *members[1]], dtype=np.int64)
    return dealt, np.repeat([0, 1], [len(members[0]), len(members[1])])
