"""The one reader of tables: every value in the form that the engine has for it, or one clear refusal.

Protections, attacks and measures read somebody's own table here, whether it comes from a file or from Python. So a
table means the same to all of them: 33, 33.0 and "033" are one age, a text stands for a level and never a number for
its place, and a date is a day.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from equipoise.core.arrays import Floats
from equipoise.core.errors import DataError
from equipoise.shared.cells import Cells
from equipoise.shared.column import TRUTH, Column
from equipoise.shared.equivalence import number_rows
from equipoise.shared.release import PEOPLE, Release
from equipoise.shared.schema import Schema
from equipoise.shared.spelling import MOST_WHOLE, TO, ambiguous, day_of, number_of, whole_of
from equipoise.shared.tables import numbered
from equipoise.shared.values import is_number, may_be_missing, refuse_level, refuse_outside, refuse_unread, value_of


def conform(frame: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """Return the columns of the schema, every value in its one form, rows numbered from 0.

    Whole numbers stay whole, also beside missing ones; levels and dates are text; yes or no without declared levels is
    0 or 1; identifiers stay as they are. Only numbers that are sensitive or behaviour may be missing.

    Raises:
        DataError: a value does not fit its column, a person has several rows, or the table is empty or lacks a column.
    """
    _check(frame, schema)
    for column in schema.having("quasi"):
        if not column.levels and column.kind in ("ordered", "nominal", "identifier"):
            raise DataError.about(column.name, "schema.quasi_levels", kind=column.kind)
    return _table(schema.columns, frame) if schema.columns else pd.DataFrame()  # no columns have no rows


def refuse_missing(frame: pd.DataFrame, columns: Iterable[Column]) -> None:
    """Refuse missing values in columns in which `conform` permits them, but which are of no use to what is asked.

    Raises:
        DataError: a value is missing.
    """
    for column in filter(may_be_missing, columns):
        Cells.of(column.name, frame[column.name]).need()


def as_released(frame: pd.DataFrame, schema: Schema) -> Release:
    """Return a table as the release that it is: its quasi-identifiers may be intervals, as a release writes them.

    The order of the rows is kept. Text quasi-identifiers without declared levels are compared as text. Direct
    identifiers may be gone.

    Raises:
        DataError: as `conform` does.
    """
    there = schema.only(name for name in schema.names() if name in frame or schema[name].role != "direct")
    _check(frame, there)
    quasi = [_ends(column, frame[column.name]) for column in there.having("quasi")]
    low = np.array([each[0] for each in quasi], dtype=float).reshape(len(quasi), len(frame)).T
    exact = all(least is most for least, most in quasi)
    high = low if exact else np.array([each[1] for each in quasi], dtype=float).reshape(len(quasi), len(frame)).T
    rest = _table([column for column in there.columns if column.role != "quasi"], frame)
    return Release(exact=rest, low=low, high=high, schema=there)


def _table(columns: Iterable[Column], frame: pd.DataFrame) -> pd.DataFrame:
    """Return columns of a table, every value in its one form, rows numbered from 0."""
    values = {column.name: numbered(value_of(column, frame[column.name])) for column in columns}
    return pd.DataFrame(values, index=pd.RangeIndex(len(frame)))  # columns with this index need not be aligned


def _check(frame: pd.DataFrame, schema: Schema) -> None:
    schema.check(frame)
    counts = next((name for name in frame if str(name).rstrip() == PEOPLE and name not in schema), None)
    if counts is not None:
        raise DataError.about(counts, "table.cohorts")
    for column in schema.having("quasi"):
        unclear = ambiguous(column.levels)
        if unclear is not None:
            raise DataError.about(unclear, "schema.level_unclear", column=column.name)
    _one_row_each(frame, schema)


def _one_row_each(frame: pd.DataFrame, schema: Schema) -> None:
    """Refuse a second row of an identifier; where no column is one, a second row with the same direct identifiers."""
    unique = [column.name for column in schema.columns if column.kind == "identifier"]
    for name in unique:
        cells = Cells.of(name, frame[name])
        numbers = pd.factorize(np.array(list(map(_composed, cells.words)), dtype=object))[0]
        rows = pd.Series(cells.spread(numbers, -1))
        cells.refuse((rows.duplicated() & (rows >= 0)).to_numpy(), "value.identifier")
    direct = schema.names("direct")
    if direct and not unique:
        cells = Cells.of(direct[0], frame[direct[0]])
        alike = number_rows((Cells.of(name, frame[name]).codes for name in direct), len(frame))
        repeated = pd.Series(alike).duplicated().to_numpy() & ~cells.missing
        cells.refuse(repeated, "value.same_person", columns=direct)


def _composed(word: str) -> str:
    """Return a word without blanks around it, its letters composed (NFC), as ASCII ones always are."""
    return word.strip() if word.isascii() else unicodedata.normalize("NFC", word.strip())


def _ends(column: Column, values: pd.Series) -> tuple[Floats, Floats]:
    """Return the ends of a quasi-identifier's values on the column's own scale (shape: rows each)."""
    if column.kind == "number" and is_number(values):
        exact = value_of(column, values).to_numpy(dtype=float)
        return exact, exact
    cells = Cells.of(column.name, values)
    cells.need()
    read = _scale(column)
    if read is None:
        codes = cells.codes.astype(float)
        return codes, codes
    halves = np.array([_halves(word, read) for word in cells.words], dtype=float).reshape(len(cells.words), 2)
    low, high = halves.T
    refuse = refuse_level if column.levels else refuse_unread
    refuse(column, cells, ~(low <= high))
    refuse_outside(column, cells, low, high)
    return cells.spread(low, np.nan), cells.spread(high, np.nan)


def _halves(word: str, read: Callable[[str], float]) -> tuple[float, float]:
    """Return the ends of a value or an interval; NaN if the text is neither."""
    exact = read(word)
    if not np.isnan(exact):
        return exact, exact
    parts = word.split(TO)
    cuts = ((read(TO.join(parts[:cut])), read(TO.join(parts[cut:]))) for cut in range(1, len(parts)))
    return next((both for both in cuts if not np.isnan(both).any()), (np.nan, np.nan))


def _scale(column: Column) -> Callable[[str], float] | None:
    """Return how a word becomes a number on the column's scale; None where words are only equal or not."""
    if column.levels:
        places = {level: float(place) for place, level in enumerate(column.levels)}
        return lambda word: places.get(word, np.nan)
    match column.kind:
        case "number":
            return _exact_number
        case "date":
            return day_of
        case "binary":
            return lambda word: TRUTH.get(word.strip().lower(), np.nan)
    return None


def _exact_number(word: str) -> float:
    """Return the number in a text; NaN for a whole one that a floating-point number cannot hold exactly."""
    whole = whole_of(word)
    return np.nan if whole is not None and abs(whole) > MOST_WHOLE else number_of(word)
