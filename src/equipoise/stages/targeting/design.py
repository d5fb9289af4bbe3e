"""The features of a model: released rows as numbers, with bounds and levels from the schema, never from private data.

An interval on an ordered column is encoded as its middle, an interval over nominal levels as equal shares of them, so
that a recoded row trains and scores like any other. Randomised answers are used as they are: training and scoring use
the same draw, and the model learns how informative they are.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from equipoise.core.arrays import Array, Flags, Floats, Integers, Singles, freeze
from equipoise.core.vocabulary import OFFERS, TOPICS, TRAITS
from equipoise.numerics.blocks import Blocks
from equipoise.shared.column import Column

if TYPE_CHECKING:
    from equipoise.shared.release import Release

_MOST_BINS = 24
_FEW_LEVELS = 6
_TOTAL = "_total"
_INTERACTING = ("birth_date", "sex", "household", *TRAITS, "heritage")


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Design:
    """Features of released rows.

    Attributes:
        person: features of the row itself (shape: rows x features).
        trait: features that interact with the offer (shape: rows x traits).
        match: interest of the row in each offer's topic, by source of behaviour (shape: rows x offers x sources).
        names: names of the columns of ``person``.
    """

    person: Singles
    trait: Singles
    match: Singles
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        freeze(self.person, self.trait, self.match)

    def __len__(self) -> int:
        return len(self.person)

    def of(self, rows: Integers) -> Design:
        """Return the features of some rows."""
        return Design(person=self.person[rows], trait=self.trait[rows], match=self.match[rows], names=self.names)

    def without(self, columns: Iterable[str]) -> Design:
        """Return the features without those of these columns and sources of behaviour."""
        left_out = set(columns)
        person, trait, sources = (
            [_shown_by(name) not in left_out for name in names]
            for names in (self.names, self.trait_names, self.sources)
        )
        return Design(
            person=self.person.compress(person, axis=1),
            trait=self.trait.compress(trait, axis=1),
            match=self.match if all(sources) else self.match.compress(sources, axis=2),
            names=tuple(compress(self.names, person)),
        )

    def followed_by(self, other: Design) -> Design:
        """Return the features of these rows and then of another table's rows with the same columns."""
        pairs = ((getattr(self, part), getattr(other, part)) for part in ("person", "trait", "match"))
        person, trait, match = map(np.concatenate, pairs)
        return Design(person=person, trait=trait, match=match, names=self.names)

    def impressions(self, row: Integers, arm: Integers) -> Blocks:
        """Return one feature row an impression of ``arm`` (an offer, or `OFFERS` for none) on ``row``.

        Columns: intercept, person, any offer, which offer, match, offer x trait. Impressions without an offer have
        zeros beyond the person's own features; every arm is a block.
        """
        order = np.argsort(arm.astype(np.int8), kind="stable")
        ends = np.cumsum(np.bincount(arm, minlength=OFFERS + 1))
        rows = np.split(row[order], ends[:-1])
        persons, traits, sources = self._widths
        one, room = np.ones((len(self), 1), dtype=np.float32), np.empty((len(self), sources), dtype=np.float32)
        fixed = np.hstack([one, self.person, one, one, self.trait, room])  # offers differ in this position only
        start = 2 + persons + OFFERS

        def block(offer: int, row: Integers) -> tuple[Singles, Integers]:
            own = np.arange(1 + persons)
            if offer == OFFERS:
                return fixed[row, : own.size], own
            taste = start + sources + offer * traits + np.arange(traits)
            shown = np.array([own.size, own.size + 1 + offer])
            columns = (own, shown, taste, np.arange(start, start + sources))
            features = fixed.take(row, axis=0)
            features[:, features.shape[1] - sources :] = self.match[row, offer]
            return features, np.concatenate(columns)

        return Blocks(tuple(map(block, range(OFFERS + 1), rows)), order, start + sources + OFFERS * traits)

    @property
    def trait_names(self) -> tuple[str, ...]:
        """Names of the columns of ``trait``."""
        return tuple(name for name in _INTERACTING if name in self.names)

    @property
    def sources(self) -> tuple[str, ...]:
        """Sources of behaviour, in the order of ``match``."""
        return tuple(name.removesuffix(_TOTAL) for name in self.names if name.endswith(_TOTAL))

    @property
    def shows(self) -> frozenset[str]:
        """The columns, and the sources of behaviour, that the features are derived from."""
        return frozenset(map(_shown_by, self.names))

    @property
    def special(self) -> Flags:
        """Which columns of `impressions` are about a single offer (shape: columns)."""
        persons, traits, sources = self._widths
        return np.repeat([False, True, False, True], [2 + persons, OFFERS, sources, OFFERS * traits])

    @property
    def _widths(self) -> tuple[int, int, int]:
        return self.person.shape[1], self.trait.shape[1], self.match.shape[2]

    def logits(self, weights: Floats) -> Singles:
        """Return the linear score of every row under every offer and none (shape: rows x offers + 1)."""
        start, by_person, by_offer, by_match, by_trait = self.split(weights.astype(np.float32))
        own = start[0] + self.person @ by_person
        match = self.match.reshape(len(self) * OFFERS, by_match.size) @ by_match  # one product, not one a row
        answer = by_offer + match.reshape(len(self), OFFERS) + self.trait @ by_trait.T
        return np.column_stack([own[:, None] + answer, own])

    def split(self, weights: Array) -> tuple[Array, Array, Array, Array, Array]:
        """Return the weights of a linear model: of the intercept, ``person``, the offers, ``match`` and ``trait``.

        The weights of the offers hold that of any offer; the last ones have shape offers x traits. Several models' may
        stand side by side (shape: weights x models).
        """
        persons, traits, sources = self._widths
        parts = np.split(weights, np.cumsum([1, persons, 1, OFFERS, sources]))
        start, by_person, by_any, by_offer, by_match, by_trait = parts
        return start, by_person, by_any + by_offer, by_match, by_trait.reshape(OFFERS, traits, *weights.shape[1:])


def build_design(release: Release, without: Collection[str] = ()) -> Design:
    """Return the features of a release, without the columns and sources of behaviour in ``without``."""
    features: dict[str, Singles] = {}
    for place, column in enumerate(release.schema.having("quasi")):
        features |= _quasi_features(column, release.low[:, place], release.high[:, place])
    for column in release.schema.having("sensitive"):
        features[column.name] = release.exact[column.name].to_numpy(np.float32) - np.float32(0.5)
    trait = _stack([features[name] for name in _INTERACTING if name in features], len(release))
    totals, match = _behaviour_features(release)
    features |= totals
    person = _stack(list(features.values()), len(release))
    design = Design(person=person, trait=trait, match=match, names=tuple(features))
    return design.without(without) if without else design


def _shown_by(feature: str) -> str:
    """Return the column or source that a feature is derived from; its name may end in a number or a kind."""
    name, _, end = feature.rpartition("_")
    return name if end.isdigit() or f"_{end}" == _TOTAL else feature


def _quasi_features(column: Column, low: Floats, high: Floats) -> dict[str, Singles]:
    if column.kind == "nominal" or len(column.levels) > _FEW_LEVELS:
        if len(column.levels) == 2:
            return {column.name: ((low + high) / 2 - 0.5).astype(np.float32)}
        shares = _level_shares(low, high, len(column.levels))
        return {f"{column.name}_{place}": shares[:, place] for place in range(shares.shape[1])}
    start = column.bounds[0] if column.bounds else 0.0
    middle = ((low + high) / 2 - start) / max(column.width or 1.0, 1.0)
    return {column.name: (2 * middle - 1).astype(np.float32)}


def _level_shares(low: Floats, high: Floats, levels: int) -> Singles:
    """Distribute each interval evenly over its levels; in long lists, neighbouring levels share a bin."""
    bins = min(levels, _MOST_BINS)
    edges = np.arange(bins + 1) * levels / bins
    overlap = np.minimum(high[:, None] + 1, edges[1:]) - np.maximum(low[:, None], edges[:-1])
    return np.asarray(np.maximum(overlap, 0) / (high - low + 1)[:, None], dtype=np.float32)


def _behaviour_features(release: Release) -> tuple[dict[str, Singles], Singles]:
    """Return each source's volume, and its interest in each topic: log odds of the topic's share against an equal one.

    The interest in a topic that is not kept is zero. A total without topics, as of all spend, is a volume only. Single
    receipts are no features: offers are about topics, and their totals are there already.
    """
    totals: dict[str, Singles] = {}
    leans = []
    behaviour = release.schema.having("behaviour")
    for source in dict.fromkeys(column.source for column in behaviour):
        names = [column.name for column in behaviour if column.source == source]
        counts = np.nan_to_num(release.exact[names].to_numpy(np.float32))  # missing by design: nothing is known
        total = counts.sum(axis=1)
        if names == [source]:
            totals[source] = (np.log1p(total) - 2).astype(np.float32)
            continue
        totals[f"{source}{_TOTAL}"] = (np.log1p(total) - 2).astype(np.float32)
        lean = np.zeros((len(release), OFFERS), dtype=counts.dtype)
        topics = [TOPICS.index(name.removeprefix(f"{source}_")) for name in names]
        lean[:, topics] = np.log((counts + 0.5) / (total[:, None] / len(names) + 0.5))
        leans.append(lean)
    match = np.stack(leans, axis=2) if leans else np.zeros((len(release), OFFERS, 0))
    return totals, match.astype(np.float32)


def _stack(columns: list[Singles], rows: int) -> Singles:
    empty: Array = np.empty((rows, 0), dtype=np.float32)
    return np.column_stack(columns).astype(np.float32) if columns else empty
