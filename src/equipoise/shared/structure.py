"""The structure of a synthetic table: a fixed, public graph of attributes and the parents that each depends on.

Attributes are the quasi-identifiers and sensitive columns, the number of events of a person in each source ("volume"),
the share of each topic in all sources ("interest"), the events of each source and topic ("counts"), and visits after
past offers. Each is a matrix of level numbers with a row per person and a column per topic, or one column for all
topics.
"""

from __future__ import annotations

import dataclasses
from functools import cached_property

import numpy as np

from equipoise.core.arrays import Flags, Floats, Integers
from equipoise.core.vocabulary import AGE_BAND_LIMITS, AGE_BANDS, DAYS_PER_YEAR, NO_OFFER, TODAY, TOPICS
from equipoise.shared.column import Column
from equipoise.shared.levels import Levels, count_levels, counts_up_to, levels_of, most_of
from equipoise.shared.release import Release
from equipoise.shared.schema import Schema

PARENTS: dict[str, tuple[str, ...]] = {
    "birth_date": (),
    "sex": ("birth_date",),
    "postcode": ("birth_date", "sex"),
    "household": ("birth_date",),
    "education": ("birth_date",),
    "occupation": ("birth_date", "education"),
    "heritage": ("postcode",),
    "expecting": ("birth_date", "sex", "postcode"),
    "chronic": ("birth_date", "sex", "postcode"),
    "money": ("birth_date", "sex", "postcode"),
}
"""The parents of each column, in the order of drawing; a column of any other name has the first column as parent."""

LEANS = np.array([-1.2, -0.4, 0.4, 1.2])
"""Limits between levels of interest in a topic: log odds of the topic's share of events against an equal share."""

Codes = dict[str, Integers]
"""Level numbers by attribute (shape: people x topics, people x 1, or 1 x topics)."""


@dataclasses.dataclass(frozen=True, eq=False)
class Structure:
    """The attributes of a table with this schema; it depends on no data."""

    schema: Schema

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Quasi-identifiers and sensitive columns in the order of drawing."""
        order = {name: place for place, name in enumerate(PARENTS)}
        found = self.schema.having("quasi", "sensitive")
        return tuple(sorted(found, key=lambda column: order.get(column.name, len(order))))

    @cached_property
    def sources(self) -> dict[str, dict[str, Column]]:
        """The behaviour columns by source and topic."""
        sources: dict[str, dict[str, Column]] = {}
        for column in self.schema.having("behaviour"):
            sources.setdefault(column.source, {})[column.name.removeprefix(f"{column.source}_")] = column
        return sources

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """The topics of all sources."""
        return tuple(dict.fromkeys(topic for columns in self.sources.values() for topic in columns))

    @cached_property
    def levels(self) -> dict[str, Levels]:
        """The public levels of columns, counts and volumes."""
        levels = {column.name: levels_of(column) for column in self.columns}
        for source, columns in self.sources.items():
            levels[f"counts {source}"] = count_levels(columns.values())
            levels[f"volume {source}"] = counts_up_to(sum(map(most_of, columns.values())), ratio=4.0)
        return levels

    @cached_property
    def parents(self) -> dict[str, tuple[str, ...]]:
        """The attributes in the order of drawing, each with its parents."""
        names = [column.name for column in self.columns]
        parents: dict[str, tuple[str, ...]] = {"people": ()}
        for name in names:
            parents[name] = tuple(each for each in PARENTS.get(name, tuple(names[:1])) if each in parents)
        busy = [f"volume {source}" for source in self.sources]
        parents |= {name: () if name == busy[0] else (busy[0],) for name in busy}
        if busy:
            parents["interest"] = ("topic", *self.segment)
        parents |= {f"counts {source}": (f"volume {source}", "interest") for source in self.sources}
        return parents

    @property
    def segment(self) -> tuple[str, ...]:
        """The parents of interests and visits among the columns."""
        held = {"age": "birth_date", "sex": "sex"}
        return tuple(name for name, column in held.items() if column in self.levels)

    def size(self, name: str) -> int:
        """Return how many levels an attribute has."""
        match name.split()[0]:
            case "people":
                return 1
            case "visit":
                return 2
            case "age":
                return len(AGE_BANDS)
            case "topic":
                return len(self.topics)
            case "interest":
                return len(LEANS) + 1
            case "shown":
                return len(LEANS) + 2
            case "volume":
                return len(self.levels[name]) + 1  # the first: missing by design
            case _:
                return len(self.levels[name])

    def encode(self, release: Release) -> Codes:
        """Return the levels of real rows."""
        codes: Codes = {"people": np.zeros((len(release), 1), dtype=np.int64)}
        middle = dict(zip(release.schema.names("quasi"), ((release.low + release.high) / 2).T, strict=True))
        for column in self.columns:
            values = middle[column.name] if column.role == "quasi" else column.encode(release.exact[column.name])
            codes[column.name] = self.levels[column.name].of(values)[:, None]
        counts = {source: self._events(source, release) for source in self.sources}
        for source, events in counts.items():
            codes[f"volume {source}"] = self._volume(source, events)
            codes[f"counts {source}"] = self.levels[f"counts {source}"].of(np.nan_to_num(events))
        if counts:
            codes["interest"] = _interest(np.nansum(list(counts.values()), axis=0))
        return self.derive(codes)

    def derive(self, codes: Codes) -> Codes:
        """Return the codes with those that are derived from others: topics, and the age band."""
        derived = {"topic": np.arange(len(self.topics))[None, :]}
        if "birth_date" in codes:
            born = self.levels["birth_date"]
            age = (TODAY - (born.low + born.high) / 2) / DAYS_PER_YEAR
            derived["age"] = np.digitize(age, AGE_BAND_LIMITS)[codes["birth_date"]]
        return codes | derived

    def shown(self, codes: Codes, row: Integers, arm: Integers) -> Codes:
        """Return the segment of every impression, and the person's interest in what was shown: 0 if nothing was."""
        at = {topic: place for place, topic in enumerate(self.topics)}
        place = np.array([*(at.get(topic, -1) for topic in TOPICS), -1])[arm]
        known = codes.get("interest", np.empty((len(codes["people"]), 0), dtype=np.int64))
        indifferent = np.full((len(known), 1), len(LEANS) // 2)
        interest = np.hstack([known, indifferent])[row, place]
        shown = np.where(arm < NO_OFFER, 1 + interest, 0)[:, None]
        return {name: codes[name][row] for name in self.segment} | {"shown": shown}

    def table(self, codes: Codes, *names: str) -> tuple[list[Integers], list[int]]:
        """Return the level numbers of some attributes, and how many levels each has."""
        return [codes[name] for name in names], [self.size(name) for name in names]

    def possible(self, name: str, shape: tuple[int, ...]) -> Flags:
        """Return which cells of a marginal are possible: one topic has no more events than all topics together."""
        kind, _, source = name.partition(" ")
        if kind == "volume" and not self._may_miss(source):
            return np.broadcast_to(np.arange(shape[1]) > 0, shape)
        if kind == "counts":
            most = np.append(0.0, self.levels[f"volume {source}"].high)
            within = self.levels[name].low <= most[:, None]
            return np.repeat(within, self.size("interest"), axis=0)
        return np.ones(shape, dtype=bool)

    def _may_miss(self, source: str) -> bool:
        """Return whether values of a source may be missing by design, as those of third parties."""
        return any(column.origin == "bought" for column in self.sources[source].values())

    def _events(self, source: str, release: Release) -> Floats:
        """Return the events of a source by topic (shape: rows x topics)."""
        columns = self.sources[source]
        events = np.zeros((len(release), len(self.topics)))
        places = [self.topics.index(topic) for topic in columns]
        events[:, places] = release.exact[[column.name for column in columns.values()]].to_numpy(dtype=float)
        return events

    def _volume(self, source: str, events: Floats) -> Integers:
        level = 1 + self.levels[f"volume {source}"].of(np.nansum(events, axis=1))
        missing = self._may_miss(source) & np.isnan(events).any(axis=1)
        return np.where(missing, 0, level)[:, None]


def _interest(events: Floats) -> Integers:
    """Return the level of every person's interest in every topic."""
    even = events.sum(axis=1, keepdims=True) / max(events.shape[1], 1)
    return np.asarray(np.digitize(np.log((events + 0.5) / (even + 0.5)), LEANS))
