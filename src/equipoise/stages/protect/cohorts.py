"""Cohorts: one row for a group of at least k people, with their number and their averages. No person has a row.

People are grouped by their details, in the boxes of k-anonymity, or by their interests: the share of each topic in what
they did, cut in the same way. Behaviour and sensitive columns are replaced by their means over the
group, which is microaggregation (Domingo-Ferrer, Mateo-Sanz, "Practical data-oriented microaggregation for statistical
disclosure control", 2002, doi:10.1109/69.979982). Direct identifiers are dropped. An average over fewer than k people
is left out: where most of a cohort has no value, the mean could be a single person's value.

Averages of few people still disclose something. A cohort in which everybody has a trait discloses it; a total of one is
one person's purchase; and two releases that differ by one person give that person's values as a difference (Denning,
Schwartz, "The tracker: a threat to statistical database security", 1979, doi:10.1145/320064.320069).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import numpy as np
import pandas as pd

from equipoise.core.arrays import Flags, Floats, Integers
from equipoise.shared.column import Column
from equipoise.shared.release import Release
from equipoise.shared.schema import Schema
from equipoise.stages.protect.coins import Coins
from equipoise.stages.protect.k_anonymity import generalise, public_widths, widened
from equipoise.stages.protect.mondrian import partition
from equipoise.stages.protect.settings import ProtectSettings


def aggregate(release: Release, *, k: int, by: str = "details") -> tuple[Release, Integers]:
    """Replace people by cohorts of at least ``k`` of them, who are alike in their "details" or in their "interests".

    Returns the release, and the cohort of every given row, -1 for none. A table of fewer than ``k`` rows is withheld as
    a whole. A column that cannot be averaged (an identifier, or names without a public list) is left out; a column of
    declared levels becomes one yes-or-no column for each level, whose mean is the share of that level.
    """
    grouped, cohort, place = _grouped(release, k, by)
    first = np.unique(cohort, return_index=True)[1]
    columns, means = list(release.schema.having("quasi")), {}
    for column in release.schema.having("sensitive", "behaviour"):
        for part, values in _numbers(column, grouped.exact[column.name]):
            columns.append(part)
            means[part.name] = _means(values, cohort, first.size, k)
    averaged = dataclasses.replace(
        grouped,
        exact=pd.DataFrame(means, index=range(first.size)),
        low=grouped.low[first],
        high=grouped.high[first],
        schema=Schema(tuple(columns)),
        rows="cohorts",
        events=None,
        people=np.bincount(cohort, minlength=first.size),
    )
    return averaged, np.append(cohort, -1)[place]


def _grouped(release: Release, k: int, by: str) -> tuple[Release, Integers, Integers]:
    """Return the table with its boxes, the cohort of every row of it, and the row of every given row."""
    if by == "details" or len(release) < k:
        boxed, place = generalise(release, k=k)
        return boxed, boxed.classes, place
    lean = interests(release)
    cohort = partition(lean, k, np.ones(lean.shape[1]))
    return widened(release, cohort, public_widths(release)), cohort, np.arange(len(release))


def interests(release: Release) -> Floats:
    """Return how much each row leans to each topic (shape: rows x topics).

    The log odds of the topic's share of all counted events against an equal share; half an event is added to both.
    Where nothing is known of a topic, the row leans neither way, and its equal share is that of the known topics.
    """
    topics: dict[tuple[str, str], Floats] = {}
    known: dict[tuple[str, str], Flags] = {}
    for column in filter(lambda one: one.counted, release.schema.columns):
        counts = release.exact[column.name].to_numpy(dtype=float, na_value=np.nan)
        topic = column.topic, "" if column.topic else column.name
        topics[topic] = topics.get(topic, 0.0) + np.maximum(np.nan_to_num(counts), 0.0)
        known[topic] = known.get(topic, False) | ~np.isnan(counts)
    events: Floats = np.array(list(topics.values())).reshape(len(topics), len(release)).T
    told: Flags = np.array(list(known.values()), dtype=bool).reshape(len(topics), len(release)).T
    even = events.sum(axis=1, keepdims=True) / np.maximum(told.sum(axis=1, keepdims=True), 1)
    return np.where(told, np.log((events + 0.5) / (even + 0.5)), 0.0)


def _numbers(column: Column, values: pd.Series) -> Iterator[tuple[Column, Floats]]:
    """Yield the columns that can be averaged: numbers, dates, yes-or-no, and else a yes-or-no column for each level."""
    if column.kind in ("number", "date", "binary"):
        numeric = pd.api.types.is_numeric_dtype(values)
        numbers = values.to_numpy(dtype=float) if numeric else column.encode(values)
        yield dataclasses.replace(column, bands=()), numbers  # a mean is no value of a band
    elif column.levels:
        codes = column.encode(values)
        for code, level in enumerate(column.levels):
            name = f"{column.name}: {level}"
            yield dataclasses.replace(column, name=name, kind="binary", levels=("no", "yes")), (codes == code) * 1.0


def _means(values: Floats, cohort: Integers, cohorts: int, k: int) -> Floats:
    """Return the mean of the known values in each cohort; missing where fewer than ``k`` people have one."""
    known = ~np.isnan(values)
    count = np.bincount(cohort[known], minlength=cohorts)
    total = np.bincount(cohort[known], weights=values[known], minlength=cohorts)
    return np.where(count >= k, total / np.maximum(count, 1), np.nan)


def apply(release: Release, settings: ProtectSettings, coins: Coins) -> tuple[Release, Integers]:
    """Apply the technique with the levers' k and kind of likeness; see `aggregate`."""
    return aggregate(release, k=settings.k, by=settings.cohorts_by)
