"""What flows through the shop as streams: people by what they allowed, data by where it comes from.

Every unit (a person, a field) belongs to one stream for good, and has a state at every step. So a stream can be drawn
as a band that divides where some of its units change their state (a Sankey diagram), and no unit is ever lost.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Final

import numpy as np

from equipoise.by_design.flow import STEPS, partners_copy, present
from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Integers, freeze
from equipoise.core.vocabulary import (
    MONTHS,
    PURPOSES,
    SOURCES,
    SPEND,
    THIRD_PARTY,
    TO_OTHERS,
    TOPICS,
    TRAITS,
)
from equipoise.shared.column import Column
from equipoise.shared.consent import Consent
from equipoise.shared.minimised import Minimised
from equipoise.shared.release import Release

WISHES: Final = ("everything", "others", "offers", "analytics", "nothing")
"""What people allow, by the first that fits: every purpose, one of others, offers, getting to know, no purpose."""
ORIGINS: Final = ("account", "survey", *(name for name in SOURCES if name not in THIRD_PARTY), SPEND, *THIRD_PARTY)
"""Where data comes from: what people say themselves, what the shop sees of them, what it buys."""
STATES: Final = ("whole", "blurred", "out")
"""A unit is there as it is, there in a coarser or noisier form, or not there. People are never blurred."""
DATA_STEPS: Final = ("ask", "collect", "store", "learn", "share")
"""The steps of the data: what could be asked for, is kept, is stored, is used by the model, and goes to partners."""
_WHOLE, _BLURRED, _OUT = range(len(STATES))
_NAMES: Final = ("customer_number", "name")
"""What a shop knows of every customer, whatever it keeps in the table."""
_ACCOUNT: Final = (
    *_NAMES, "birth_date", "postcode", "sex", "household", "education", "occupation", "heritage",
)  # fmt: skip
FIELDS: Final = (
    *(("account", name) for name in _ACCOUNT),
    *(("survey", name) for name in TRAITS),
    *((source, f"{source}_{topic}") for source in (*SOURCES, SPEND) for topic in TOPICS),
)
"""Every field that a shop could ask for: its origin and its name."""
_COARSER: Final = {"customer_number": "pseudonym"} | {f"{SPEND}_{topic}": SPEND for topic in TOPICS}
"""The column that a table may hold in the place of a field."""
_UNDATED: Final = ("account", "survey", "broker")


@dataclasses.dataclass(frozen=True, eq=False)
class Streams:
    """Streams through some steps.

    Attributes:
        steps: in the order of the data. names: of the streams.
        at: how much of each stream is in each state (shape: steps x streams x `STATES`).
        moves: how much goes from one state to another between two steps (shape: steps - 1 x streams x `STATES` before
            x `STATES` after).
    """

    steps: tuple[str, ...]
    names: tuple[str, ...]
    at: Integers
    moves: Integers

    def __post_init__(self) -> None:
        freeze(self.at, self.moves)

    def there(self, step: str) -> int:
        """Return how much is there at a step, whole or blurred."""
        return int(self.at[self.steps.index(step), :, :_OUT].sum())

    @property
    def total(self) -> int:
        """How much there is in all."""
        return int(self.at[0].sum())


def streams(
    steps: tuple[str, ...], names: tuple[str, ...], stream: Integers, state: Integers, weight: Integers
) -> Streams:
    """Return the streams of some units.

    Args:
        stream: the place in ``names`` of every unit (shape: units). state: the place in `STATES` of every unit at every
            step (shape: steps x units). weight: how much a unit counts (shape: units).
    """
    kinds = len(STATES)
    at = np.array([_counted(stream * kinds + each, weight, len(names) * kinds) for each in state])
    passed = stream * kinds**2 + state[:-1] * kinds + state[1:]
    moves = np.array([_counted(each, weight, len(names) * kinds**2) for each in passed])
    return Streams(
        steps,
        names,
        at.reshape(len(steps), len(names), kinds),
        moves.reshape(len(steps) - 1, len(names), kinds, kinds),
    )


def _counted(cell: Integers, weight: Integers, cells: int) -> Integers:
    return np.bincount(cell, weights=weight, minlength=cells).astype(np.int64)


def people_streams(settings: Settings) -> Streams:
    """Return the customers by what they allow, at each of `STEPS`.

    A person is in a stream by what she wants now. Whether her data is used follows from what the shop does about it; so
    people who allow nothing may flow on where a shop does not ask, or does not listen.
    """
    there = present(Chain(settings))
    state = np.where(np.array([there[step] for step in STEPS]), _WHOLE, _OUT)
    said = Chain(settings).consent.value
    return streams(STEPS, WISHES, wishes(said), state, np.ones(state.shape[1], dtype=np.int64))


def wishes(said: Consent) -> Integers:
    """Return what everybody allows, as a place in `WISHES` (shape: customers)."""
    wants = said.said
    to_others = wants[:, [PURPOSES.index(name) for name in TO_OTHERS]].any(axis=1)
    offers, analytics = (wants[:, PURPOSES.index(name)] for name in ("offers", "analytics"))
    return np.select([wants.all(axis=1), to_others, offers, analytics], [0, 1, 2, 3], default=4)


def data_streams(settings: Settings) -> Streams:
    """Return the data about one person by its origin, at each of `DATA_STEPS`, in fields times months.

    A field of behaviour or spend counts for every month that is kept. All other fields (details, answers, bought
    profiles) have no months of their own: they are held as long as somebody is a customer, so they count for all
    `MONTHS`, which is an assumption of this count.
    """
    chain = Chain(settings)
    origin, names = zip(*FIELDS, strict=True)
    dated = ~np.isin(origin, _UNDATED)
    place = np.array([ORIGINS.index(each) for each in origin])
    months = np.where(dated, chain.settings.minimise.retention_months, MONTHS)
    recent = _states(chain, names)
    older = np.full_like(recent, _OUT)
    older[0] = _WHOLE
    state, weight = np.hstack([recent, older]), np.concatenate([months, MONTHS - months])
    return streams(DATA_STEPS, ORIGINS, np.tile(place, 2), state, weight)


def _states(chain: Chain, names: tuple[str, ...]) -> Integers:
    """Return the state of every field at every step (shape: `DATA_STEPS` x fields)."""
    kept, inside = chain.minimise.value, chain.inside.value[0]
    copy, _ = partners_copy(chain)
    stored = held(inside)
    known = dict.fromkeys(_NAMES, False) | held(kept)
    tables = (dict.fromkeys(names, False), known, stored, _used(chain, stored), held(copy))
    return np.array([[_state(name, table) for name in names] for table in tables])


def _state(name: str, table: Mapping[str, bool]) -> int:
    """Return the state of a field in a table, which says of each of its columns whether it is blurred."""
    if name in table:
        return _BLURRED if table[name] else _WHOLE
    coarser = _COARSER.get(name, name)
    return _BLURRED if coarser in table else _OUT


def held(table: Minimised | Release) -> dict[str, bool]:
    """Return the columns of a table, and of each whether it is blurred.

    Blurred are intervals, bands, answers at random, and every column of a table whose rows are no people.
    """
    if not len(table.low):
        return {}
    coarse = dict(zip(table.schema.names("quasi"), (table.low != table.high).any(axis=0), strict=True))
    invented = isinstance(table, Release) and table.rows != "people"
    at_random = table.truthful if isinstance(table, Release) else {}
    return {
        column.name: bool(invented or column.name in at_random or coarse.get(column.name, _banded(column)))
        for column in table.schema.columns
    }


def _banded(column: Column) -> bool:
    return column.role == "behaviour" and bool(column.bands)


def _used(chain: Chain, stored: Mapping[str, bool]) -> dict[str, bool]:
    """Return the stored columns from which the model has features."""
    model = chain.train.value
    if model.fitted is None:
        return {}
    shown, schema = model.design.shows, chain.inside.value[0].schema
    return {name: blurred for name, blurred in stored.items() if {name, schema[name].source} & shown}
