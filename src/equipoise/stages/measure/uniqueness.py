"""How many rows stand alone, and the smallest group of rows that look alike, by what an observer may compare.

Details alone make the equivalence classes of a table. Somebody who knows more tells more rows apart: what a person did,
or how much money they spent (de Montjoye et al. 2015, doi:10.1126/science.1256297).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from equipoise.core.arrays import Integers
from equipoise.core.seeds import stream
from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import wilson
from equipoise.shared.equivalence import number_rows

if TYPE_CHECKING:
    from equipoise.shared.event_table import EventTable
    from equipoise.shared.release import Release

_CENTS = 100.0
_GAMMA, _MIX, _MIX_AGAIN = (np.uint64(each) for each in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))


@dataclasses.dataclass(frozen=True, kw_only=True)
class Uniqueness:
    """How far the rows of a table can be told apart.

    Attributes:
        k: the fewest rows that look alike, 0 without rows. share: the share of rows that stand alone.
    """

    k: int
    share: Rate


def uniqueness(classes: Integers, frame: pd.DataFrame, columns: Collection[str], events: EventTable | None = None
               ) -> Uniqueness:  # fmt: skip
    """Return how far rows can be told apart by their class, these columns, and their events.

    Args:
        classes: the equivalence class of every row by the details. frame: the table.
        columns: the further columns that an observer knows; missing values are equal to each other.
        events: purchases and page views of the rows, all of which the observer knows.
    """
    kinds = frame.dtypes
    numeric = [name for name in columns if pd.api.types.is_float_dtype(kinds[name])]  # whole numbers may be longer
    parts: list[object] = [classes, *(frame[name] for name in columns if name not in numeric)]
    short = [name for name in numeric if kinds[name] == np.float32]
    if short:
        parts.append(_prints([frame[name].to_numpy() for name in short]))
    exact = [name for name in numeric if name not in short]
    if exact:
        parts.append(_exact_prints(frame[exact].to_numpy(dtype=np.float64)))
    told = classes if len(parts) == 1 else number_rows(parts, len(frame))  # type: ignore[arg-type]
    sizes = _sizes(told, events)
    return Uniqueness(k=int(sizes.min(initial=len(frame))), share=wilson(int((sizes == 1).sum()), len(frame)))


def _sizes(number: Integers, events: EventTable | None) -> Integers:
    """Return how many rows share each number and their events; events of rows that stand alone are not looked at."""
    sizes = np.bincount(number)
    rest = np.flatnonzero(sizes[number] > 1)
    if events is None or not rest.size:
        return sizes
    apart = number_rows([number[rest], _event_prints(events.take(rest))], rest.size)
    return np.concatenate([np.ones(number.size - rest.size, dtype=np.int64), np.bincount(apart)])


def unique_by(release: Release, *sources: str) -> Uniqueness:
    """Return how far the rows of a release can be told apart by details and all columns of these sources.

    With the source "spend", this is the share of customers of a shop's file whose details and spend nobody else has.
    """
    columns = [column.name for column in release.schema.having("behaviour") if column.source in sources]
    events = None if release.events is None else release.events.of_sources(sources)
    return uniqueness(release.classes, release.exact, columns, events)


def _prints(columns: Sequence[npt.NDArray[np.float32]]) -> npt.NDArray[np.int64]:
    """Return a number for every row: rows that are equal to the hundredth share it, others do not.

    For amounts of money and counts in short floats, which hold hundredths inexactly; none is below zero. A sum of the
    values, each weighted by an odd number at random, modulo 2 to the power of 64: two of 20,000 rows share one by
    chance in one table of a hundred thousand millions.
    """
    weights = 2 * np.asarray(stream(0, "measure.prints").integers(-(2**62), 2**62, len(columns))) + 1
    total = np.zeros(len(columns[0]), dtype=np.int64)
    for column, weight in zip(columns, weights, strict=True):  # numpy's product of matrices is slow for integers
        cents = np.rint(column.astype(np.float64) * _CENTS)
        cents[np.isnan(cents)] = -_CENTS
        whole = cents.astype(np.int64)
        whole *= weight
        total += whole
    return total


def _exact_prints(values: npt.NDArray[np.float64]) -> npt.NDArray[np.uint64]:
    """Return a number for every row: rows that are equal share it, others do not; missing values are equal.

    The bits of every value are mixed, beginning elsewhere in each column, and added up.
    """
    bits = np.where(np.isnan(values), np.nan, values + 0.0).view(np.uint64)  # zero has one sign, and missing one form
    columns = np.arange(1, values.shape[1] + 1, dtype=np.uint64) * _GAMMA
    return np.asarray(_mixed(bits + columns).sum(axis=1, dtype=np.uint64))


def _event_prints(events: EventTable) -> npt.NDArray[np.uint64]:
    """Return a number for every row that is the same for rows with the same events, in whichever order.

    All that is known of an event is packed into one number, whose bits are mixed; a row's is the sum of its events'.
    """
    packed = events.thing.astype(np.int64) << 1 | events.source
    for amount, bits in ((events.day, 10), (events.count, 16)):
        packed = packed << bits if amount is None else packed << bits | amount
    cents = 0 if events.price is None else np.rint(events.price * np.float32(_CENTS)).astype(np.int64)
    mixed = _mixed((packed << 24 | cents).view(np.uint64))
    ends = np.searchsorted(events.row, np.arange(events.rows + 1))
    total = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(mixed, dtype=np.uint64)])
    return np.asarray(total[ends[1:]] - total[ends[:-1]])


def _mixed(numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Return numbers with their bits mixed, by SplitMix64 (Steele et al. 2014, doi:10.1145/2660193.2660195)."""
    mixed = numbers + _GAMMA
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX_AGAIN
    return mixed ^ (mixed >> np.uint64(31))
