"""Re-identification risk by its three standard definitions: prosecutor, journalist and marketer.

El Emam, Dankar, "Protecting privacy using k-anonymity", JAMIA 2008, doi:10.1197/jamia.M2716; marketer risk: Dankar, El
Emam, "A method for evaluating marketer re-identification risk", PAIS 2010, doi:10.1145/1754239.1754271. These are
formulas over class sizes, for comparison with the literature; `equipoise.stages.attacks` measures what attackers find.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from equipoise.core.arrays import Array, Floats, Integers
from equipoise.core.errors import DataError
from equipoise.shared.equivalence import number_rows
from equipoise.shared.reading import as_released
from equipoise.shared.results import Reidentification
from equipoise.shared.schema import Schema
from equipoise.shared.values import value_of

if TYPE_CHECKING:
    from equipoise.shared.release import Release


def reidentification(frame: pd.DataFrame, schema: Schema, population: pd.DataFrame | None = None) -> Reidentification:
    """Measure any table; see `release_reidentification`.

    Raises:
        DataError: a table does not fit the schema.
    """
    return release_reidentification(as_released(frame, schema), population)


def release_reidentification(
    release: Release, population: pd.DataFrame | None = None, *, on_scale: bool = False
) -> Reidentification:
    """Measure a release, against a population in which an attacker looks up its rows.

    A row's prosecutor risk is 1/f, where f is the size of its class: the target is known to be in the table. Its
    journalist risk is 1/F, where F is the number of people of the population in its box: there is no particular target,
    and the attacker does not know who is in the table. Boxes may overlap, so people are counted, not classes; an empty
    box has no risk. The marketer risk is the expected share of rows that are matched correctly: the mean of 1/F. A
    cohort is the class of its people.

    Args:
        release: the table. population: exact values of some of its quasi-identifiers, by name; other columns do not
            matter. Without it, journalist and marketer risk are unknown (NaN).
        on_scale: whether the population's values are numbers on the columns' own scales (`Column.encode`), as the
            invented world holds them; else they are read as those of a table.

    Raises:
        DataError: the population is empty or has no quasi-identifier of the release, or an undeclared value.
    """
    known = prosecutor(np.bincount(release.classes, release.people))
    if population is None or not len(release):
        return known
    people = people_inside(release, population, on_scale=on_scale)
    journalist = np.where(people > 0, 1.0 / np.maximum(people, 1), 0.0)
    marketer = float(np.average(journalist, weights=release.people))
    return dataclasses.replace(known, journalist_highest=float(journalist.max()), marketer=marketer)


def prosecutor(sizes: Array) -> Reidentification:
    """Return the prosecutor risk of classes of these sizes; the mean of 1/f over all rows is classes over rows."""
    if not sizes.size:
        return Reidentification()
    return Reidentification(prosecutor_highest=float(1 / sizes.min()), prosecutor_mean=float(sizes.size / sizes.sum()))


def people_inside(release: Release, population: pd.DataFrame, *, on_scale: bool = False) -> Integers:
    """Return how many people of the population fit each row's box in the columns that both have (shape: rows)."""
    quasi = release.schema.having("quasi")
    shared = [place for place, column in enumerate(quasi) if column.name in population.columns]
    if not shared or population.empty:
        names = tuple(column.name for column in quasi)
        raise DataError.about(list(population.columns), "measure.population", columns=names)
    columns = [quasi[place] for place in shared]
    values = [population[each.name] if on_scale else value_of(each, population[each.name]) for each in columns]
    points = np.column_stack([each.encode(value) for each, value in zip(columns, values, strict=True)])
    low, high = release.low[:, shared], release.high[:, shared]
    box = number_rows([*low.T, *high.T], len(release))
    first = np.unique(box, return_index=True)[1]
    return count_inside(low[first], high[first], points)[box]


def count_inside(low: Floats, high: Floats, points: Floats) -> Integers:
    """Return how many points lie inside each box, ends included (shapes: boxes x columns, points x columns).

    In the column with the most different ends, the points of a cell (all that agree in the other columns) lie sorted,
    and those inside a box are counted by bisection.
    """
    if (low == high).all():
        alike = number_rows(np.vstack([low, points]).T, len(low) + len(points))
        return np.bincount(alike[len(low) :], minlength=int(alike.max()) + 1)[alike[: len(low)]]
    boxes = _Boxes(low, high, [number_rows(both, len(low)) for both in zip(low.T, high.T, strict=True)])
    *others, last = boxes.columns
    cell = number_rows(points[:, others].T, len(points))
    cells = points[np.unique(cell, return_index=True)[1]]
    values, rank = np.unique(points[:, last], return_inverse=True)
    stride = len(values) + 1
    keys = np.sort(cell * stride + rank)
    first, until = np.searchsorted(values, low[:, last]), np.searchsorted(values, high[:, last], side="right")
    counts = np.zeros(len(low), dtype=np.int64)
    for some, inside in boxes.fitting(cells, others, np.arange(len(low)), np.arange(len(cells))):
        found = [np.searchsorted(keys, inside * stride + end[some][:, None]) for end in (first, until)]
        counts[some] = (found[1] - found[0]).sum(axis=1)
    return counts


@dataclasses.dataclass(frozen=True, eq=False)
class _Boxes:
    """Boxes (shape: boxes x columns); ``ends`` numbers the pairs of ends in each column."""

    low: Floats
    high: Floats
    ends: list[Integers]

    @property
    def columns(self) -> list[int]:
        """The columns, those with few different ends first."""
        return sorted(range(len(self.ends)), key=lambda column: int(self.ends[column].max()))

    def fitting(
        self, cells: Floats, columns: list[int], boxes: Integers, inside: Integers
    ) -> Iterator[tuple[Integers, Integers]]:
        """Yield boxes that agree in all ``columns`` with the cells inside them; such boxes are tried together."""
        if not columns:
            yield boxes, inside
            return
        column, *others = columns
        ends = self.ends[column]
        grouped = boxes[np.argsort(ends[boxes], kind="stable")]
        for alike in np.split(grouped, np.flatnonzero(np.diff(ends[grouped])) + 1):
            value = cells[inside, column]
            fits = (value >= self.low[alike[0], column]) & (value <= self.high[alike[0], column])
            yield from self.fitting(cells, others, alike, inside[fits])
