"""The types of the invented world: areas, people, behaviour and true responses.

`equipoise.stages.world` builds it; nothing here draws anything.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt

from equipoise.core.arrays import Array, Flags, Floats, Integers, Singles, freeze
from equipoise.core.vocabulary import (
    AGE_BAND_LIMITS,
    ATTRIBUTES,
    DAYS_PER_YEAR,
    FIRST_PARTY,
    INTERSECTIONS,
    MONTHS,
    TODAY,
    crossed,
)
from equipoise.shared.identity import Identifiers

POSTCODES_PER_REGION = 24


@dataclasses.dataclass(frozen=True, eq=False)
class Geography:
    """The areas, in geographical order: neighbours on the map are neighbours in number.

    Attributes:
        sizes: people in each postcode. district, region: the district and region of each postcode.
    """

    sizes: Integers
    district: Integers
    region: Integers

    @property
    def names(self) -> tuple[str, ...]:
        """The postcodes' names in order, such as "LK2B-07" for region 2, its district B, its seventh postcode."""
        places = np.arange(self.sizes.size) % POSTCODES_PER_REGION
        letters = np.where(self.district % 2 == 0, "A", "B")
        rows = zip(self.region, letters, places, strict=True)
        return tuple(f"LK{region + 1}{letter}-{place + 1:02d}" for region, letter, place in rows)


@dataclasses.dataclass(frozen=True, eq=False)
class Notional:
    """Everybody who lives in the market: what a public register of the whole population would list.

    Attributes (one entry a person):
        birth_day: days since 1970-01-01. sex: 0 woman, 1 man. postcode: place in `Geography`.
    """

    birth_day: npt.NDArray[np.int32]
    sex: npt.NDArray[np.int8]
    postcode: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.birth_day)

    @property
    def fields(self) -> dict[str, Array]:
        """The listed fields by the names of a table's columns."""
        return {"birth_date": self.birth_day, "sex": self.sex, "postcode": self.postcode}


def age_in_years(birth_day: npt.NDArray[np.integer]) -> Floats:
    """Return ages on the world's clock."""
    return np.asarray((TODAY - birth_day) / DAYS_PER_YEAR, dtype=np.float64)


Small = npt.NDArray[np.int8]


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class People:
    """One entry a person in every array; small integers are places in the level tuples of the vocabulary.

    ``household`` to ``occupation`` are quasi-identifiers, ``expecting`` to ``money`` sensitive, ``privacy_concern``
    to ``likes_format`` latent, which means never observed.
    """

    birth_day: npt.NDArray[np.int32]
    sex: Small
    postcode: npt.NDArray[np.int32]
    household: Small
    education: Small
    occupation: Small
    heritage: Small
    expecting: Flags
    chronic: Flags
    money: Flags
    privacy_concern: Singles
    price_sensitivity: Singles
    likes_channel: Small
    likes_format: Small

    def __post_init__(self) -> None:
        freeze(*(getattr(self, field.name) for field in dataclasses.fields(self)))

    def __len__(self) -> int:
        return len(self.birth_day)

    def first(self, count: int) -> People:
        """Return the first ``count`` people."""
        return People(**{field.name: getattr(self, field.name)[:count] for field in dataclasses.fields(self)})

    @property
    def age(self) -> Floats:
        """Age in years."""
        return age_in_years(self.birth_day)

    def group(self, attribute: str) -> Integers:
        """Return everybody's group of a protected attribute: one of `vocabulary.ATTRIBUTES`."""
        match attribute:
            case "sex":
                return self.sex.astype(np.int64)
            case "age_band":
                return np.digitize(self.age, AGE_BAND_LIMITS).astype(np.int64)
            case "heritage":
                return self.heritage.astype(np.int64)
        first, second = INTERSECTIONS[attribute]
        return crossed(self.group(first), self.group(second), second)

    def groups(self) -> dict[str, Integers]:
        """Return everybody's group of every protected attribute."""
        found = {name: self.group(name) for name in ATTRIBUTES if name not in INTERSECTIONS}
        for name, (first, second) in INTERSECTIONS.items():
            found[name] = crossed(found[first], found[second], second)
        return found


@dataclasses.dataclass(frozen=True, eq=False)
class Events:
    """The events of one source.

    Attributes:
        counts: events of each person and topic over all 24 months (shape: people x topics).
        age_months: completed months since each event, 0 to 23, in the order of ``counts`` (shape: events).
    """

    counts: npt.NDArray[np.uint16]
    age_months: npt.NDArray[np.uint8]

    def totals(self, months: int) -> Singles:
        """Return the events of the last ``months`` months by person and topic."""
        if months >= MONTHS:
            return self.counts.astype(np.float32)
        kept = np.concatenate([[0], np.cumsum(self.age_months < months, dtype=np.int32)])
        ends = np.cumsum(self.counts.ravel(), dtype=np.int64)
        totals = kept[ends] - kept[ends - self.counts.ravel()]
        return np.asarray(totals.reshape(self.counts.shape), dtype=np.float32)

    def of(self, people: slice) -> Events:
        """Return the events of a contiguous run of people."""
        before = int(self.counts[: people.start or 0].sum())
        counts = self.counts[people]
        return Events(counts, self.age_months[before : before + int(counts.sum())])


@dataclasses.dataclass(frozen=True, eq=False)
class Response:
    """True responses.

    Attributes:
        visit_without: probability of a visit with no offer (shape: people).
        visit: probability of a visit when shown each offer (shape: people x offers).
        gain: expected margin of each offer above that of no offer, in euros (shape: people x offers).
        best: the offer with the highest gain (shape: people).
    """

    visit_without: Singles
    visit: Singles
    gain: Singles
    best: Integers


EVENT_SOURCES = (*FIRST_PARTY, "cross_site")


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class World:
    """The whole invented world. Customers come first in every array; the public panel follows.

    Attributes:
        seed: of every random stream. size: number of customers.
        geography, notional: where people live, and everybody who lives there.
        chosen: each customer's place in the notional population (shape: customers + panel).
        people, activity, interest: their attributes, how active they are as customers, and their present interests.
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
        return Identifiers(self.number[: self.size], self.chosen[: self.size], self.notional.sex)

    def behaviour(self, source: str, months: int) -> Singles:
        """Return everybody's values of a source by topic (shape: customers + panel x topics)."""
        if source == "broker":
            return self.broker.astype(np.float32)
        return self.events[source].totals(months)
