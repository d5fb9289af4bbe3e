"""The structure of a synthetic table: its attributes, and the attributes that each depends on.

Attributes are the columns, and instead of behaviour that several sources count by topic: the number of events of a
person in each source ("volume"), the share of each topic in all sources ("interest"), and the events of each source
and topic ("counts"); also visits after past offers. Each is a matrix of level numbers with a row per person and a
column per topic, or one column for all topics. Attributes are named by place, so that names of columns mean nothing.

Columns and volumes depend on one another along a tree. Interests and visits depend on a *segment*: columns, too. Tree
and segment are learned (see `dependence`); all else follows from the schema.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cached_property

import numpy as np

from equipoise.core.arrays import Flags, Floats, Integers
from equipoise.core.vocabulary import NO_OFFER, TOPICS
from equipoise.shared.column import Column
from equipoise.shared.levels import Levels, count_levels, counts_up_to, levels_of, most_of
from equipoise.shared.release import Release
from equipoise.shared.schema import Schema

LEANS = np.array([-1.2, -0.4, 0.4, 1.2])
"""Limits between levels of interest in a topic: log odds of the topic's share of events against an equal share."""
_WIDE = 8.0
"""Behaviour whose bounds are this far apart, relatively, has levels of growing width."""

Codes = dict[str, Integers]
"""Level numbers by attribute (shape: people x topics, people x 1, or 1 x topics)."""


@dataclasses.dataclass(frozen=True, eq=False)
class Structure:
    """The attributes of a table with this schema, and what each depends on.

    Attributes:
        schema: the columns.
        tree: the parent of each column and volume, "" for the first, in the order of drawing; None: not yet known.
        segment: the columns that interests and visits depend on.
    """

    schema: Schema
    tree: Mapping[str, str] | None = None
    segment: tuple[str, ...] = ()

    @cached_property
    def columns(self) -> dict[str, Column]:
        """The columns that are attributes themselves: all but direct identifiers and behaviour by topic."""
        kept = self.schema.having("quasi", "sensitive", "behaviour")
        return {f"column {place}": column for place, column in enumerate(kept) if not column.topic}

    @cached_property
    def sources(self) -> tuple[dict[str, Column], ...]:
        """The behaviour columns by topic, for every source."""
        sources: dict[str, dict[str, Column]] = {}
        for column in self.schema.having("behaviour"):
            if column.topic:
                sources.setdefault(column.source, {})[column.topic] = column
        return tuple(sources.values())

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """The topics of all sources."""
        return tuple(dict.fromkeys(topic for columns in self.sources for topic in columns))

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        """The attributes that the tree connects."""
        return (*self.columns, *(f"volume {place}" for place in range(len(self.sources))))

    @cached_property
    def levels(self) -> dict[str, Levels]:
        """The public levels of columns, counts and volumes."""
        levels = {name: _levels(column) for name, column in self.columns.items()}
        for place, columns in enumerate(self.sources):
            levels[f"counts {place}"] = count_levels(columns.values())
            levels[f"volume {place}"] = counts_up_to(sum(map(most_of, columns.values())), ratio=4.0)
        return levels

    @cached_property
    def parents(self) -> dict[str, tuple[str, ...]]:
        """The attributes in the order of drawing, each with its parents."""
        tree = dict.fromkeys(self.nodes, "") if self.tree is None else self.tree
        parents: dict[str, tuple[str, ...]] = {"people": ()}
        parents |= {name: (parent,) if parent else () for name, parent in tree.items()}
        if self.sources:
            parents["interest"] = ("topic", *self.segment)
        parents |= {f"counts {place}": (f"volume {place}", "interest") for place in range(len(self.sources))}
        return parents

    def size(self, name: str) -> int:
        """Return how many levels an attribute has; where values can be missing, the first of them says so."""
        match name.split()[0]:
            case "people":
                return 1
            case "visit":
                return 2
            case "topic":
                return len(self.topics)
            case "interest":
                return len(LEANS) + 1
            case "shown":
                return len(LEANS) + 2
            case "volume":
                return len(self.levels[name]) + 1
            case _:
                return len(self.levels[name]) + (name in self.columns and may_miss(self.columns[name]))

    def encode(self, release: Release) -> Codes:
        """Return the levels of real rows."""
        codes: Codes = {"people": np.zeros((len(release), 1), dtype=np.int64)}
        middle = dict(zip(release.schema.names("quasi"), ((release.low + release.high) / 2).T, strict=True))
        for name, column in self.columns.items():
            codes[name] = self._of(name, middle[column.name] if column.role == "quasi" else _numbers(column, release))
        counts = [self._events(columns, release) for columns in self.sources]
        for place, events in enumerate(counts):
            codes[f"volume {place}"] = self._volume(place, events)
            codes[f"counts {place}"] = self.levels[f"counts {place}"].of(np.nan_to_num(events))
        if counts:
            codes["interest"] = _interest(np.nansum(counts, axis=0))
        return self.derive(codes)

    def derive(self, codes: Codes) -> Codes:
        """Return the codes with the topics."""
        return codes | {"topic": np.arange(len(self.topics))[None, :]}

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
        kind, _, place = name.partition(" ")
        if kind == "volume" and not self._bought(int(place)):
            return np.broadcast_to(np.arange(shape[1]) > 0, shape)
        if kind == "counts":
            most = np.append(0.0, self.levels[f"volume {place}"].high)
            within = self.levels[name].low <= most[:, None]
            return np.repeat(within, self.size("interest"), axis=0)
        return np.ones(shape, dtype=bool)

    def _of(self, name: str, values: Floats) -> Integers:
        """Return the level of every value of a column; 0 for a missing one where there may be some."""
        level = self.levels[name].of(np.nan_to_num(values))
        return np.where(np.isnan(values), 0, level + may_miss(self.columns[name]))[:, None]

    def _bought(self, place: int) -> bool:
        """Return whether values of a source may be missing by design, as those of third parties."""
        return any(column.origin == "bought" for column in self.sources[place].values())

    def _events(self, columns: Mapping[str, Column], release: Release) -> Floats:
        """Return the events of a source by topic (shape: rows x topics)."""
        events = np.zeros((len(release), len(self.topics)))
        places = [self.topics.index(topic) for topic in columns]
        events[:, places] = release.exact[[column.name for column in columns.values()]].to_numpy(dtype=float)
        return events

    def _volume(self, place: int, events: Floats) -> Integers:
        level = 1 + self.levels[f"volume {place}"].of(np.nansum(events, axis=1))
        missing = self._bought(place) & np.isnan(events).any(axis=1)
        return np.where(missing, 0, level)[:, None]


def may_miss(column: Column) -> bool:
    """Return whether a column may have missing values: numbers of behaviour may."""
    return column.role == "behaviour" and column.kind == "number"


def _levels(column: Column) -> Levels:
    """Return the public levels of a column; those of behaviour grow in width where its bounds are far apart."""
    if not may_miss(column):
        return levels_of(column)
    far = column.bounds is not None and column.bounds[0] >= 0 and column.bounds[1] >= _WIDE * column.bounds[0]
    return count_levels([column]) if column.bands or far else levels_of(column)


def _numbers(column: Column, release: Release) -> Floats:
    """Return the values of a column on its own scale, NaN where missing."""
    values = release.exact[column.name]
    return values.to_numpy(dtype=float) if may_miss(column) else column.encode(values)


def _interest(events: Floats) -> Integers:
    """Return the level of every person's interest in every topic."""
    even = events.sum(axis=1, keepdims=True) / max(events.shape[1], 1)
    return np.asarray(np.digitize(np.log((events + 0.5) / (even + 0.5)), LEANS))
