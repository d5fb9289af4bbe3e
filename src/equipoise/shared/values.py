"""The values of one column of somebody's table in the form that the engine has for them, by the kind of the column."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd
from pandas.api.types import is_bool_dtype, is_complex_dtype, is_integer_dtype, is_numeric_dtype

from equipoise.core.arrays import Flags, Floats
from equipoise.shared.cells import Cells
from equipoise.shared.column import TRUTH, Column
from equipoise.shared.spelling import MOST_WHOLE, TO, alike, day_of, in_digits, number_of, whole_of

_MOST_BITS = 2**63 - 1
_MAY_MISS = ("sensitive", "behaviour")
"""Roles of numbers that may be missing."""
_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")


def value_of(column: Column, values: pd.Series) -> pd.Series:
    """Return the values of one column in their one form; see `equipoise.shared.reading.conform`.

    Raises:
        DataError: a value is missing or does not fit the column.
    """
    read = _levels if column.levels else _READERS.get(column.kind, _texts)
    found = read(column, values)
    return _as_name(found) if column.role == "direct" else found


def is_number(values: pd.Series) -> bool:
    """Return whether the type of a column says that its values are real numbers."""
    kind = values.dtype
    return is_numeric_dtype(kind) and not is_bool_dtype(kind) and not is_complex_dtype(kind)


def may_be_missing(column: Column) -> bool:
    """Return whether values of a column may be missing: numbers that are sensitive or behaviour may."""
    return column.kind == "number" and not column.levels and column.role in _MAY_MISS


def refuse_level(column: Column, cells: Cells, bad: Flags) -> None:
    """Refuse the first row whose word is ``bad`` (shape: words) as no declared level, and say what it looks like."""
    row = cells.first(bad)
    if row is None:
        return
    how = alike(cells.word(row), column.levels)
    if how is not None:
        cells.fail(row, "value.alike", how=how)
    some = ", ".join(column.levels[:5]) + (", ..." if len(column.levels) > 5 else "")
    cells.fail(row, "value.protected" if _is_interval(column, cells.word(row)) else "value.level", some=some)


def refuse_unread(column: Column, cells: Cells, bad: Flags) -> None:
    """Refuse the first row whose word is ``bad`` (shape: words) as no number, date, or yes or no."""
    row = cells.first(bad)
    if row is None:
        return
    word = cells.word(row)
    if _is_interval(column, word):
        cells.fail(row, "value.protected")
    if column.kind == "date":
        cells.fail(row, "value.date")
    if column.kind == "binary":
        cells.fail(row, "value.truth")
    if whole_of(word) is not None:
        cells.fail(row, "value.too_large")
    cells.fail(row, "value.comma" if _COMMA.fullmatch(word.strip()) else "value.number")


def refuse_outside(column: Column, cells: Cells, low: Floats, high: Floats) -> None:
    """Refuse the first row whose word lies out of the column's bounds (shape of the ends: words)."""
    if column.bounds is None:
        return
    least, most = column.bounds
    outside = (low < least) | (high > most)
    if column.kind == "date":
        cells.refuse_words(outside, "value.date_bounds")
    else:
        cells.refuse_words(outside, "value.number_bounds", low=in_digits(least), high=in_digits(most))


def _is_interval(column: Column, word: str) -> bool:
    return column.role == "quasi" and TO in word


def _flags(items: Iterable[bool]) -> Flags:
    return np.array(list(items), dtype=bool)


def _levels(column: Column, values: pd.Series) -> pd.Series:
    cells = Cells.of(column.name, values)
    cells.need()
    known = set(column.levels)
    refuse_level(column, cells, _flags(word not in known for word in cells.words))
    return cells.text


def _numbers(column: Column, values: pd.Series) -> pd.Series:
    """Return numbers: whole ones as whole ones, of 64 bits."""
    if is_number(values):
        typed = values if isinstance(values.dtype, np.dtype) else _untyped(values)
        if _are_fine(column, typed):
            return typed
    return _written(column, Cells.of(column.name, values))


def _untyped(values: pd.Series) -> pd.Series:
    """Return numbers of another library's type, or of one that knows missing values, as pandas' own."""
    if not is_integer_dtype(values.dtype):
        return pd.Series(values.to_numpy(dtype=float, na_value=np.nan), index=values.index)
    return values.astype("Int64" if values.hasnans else "int64")


def _are_fine(column: Column, typed: pd.Series) -> bool:
    """Return whether there is nothing to refuse in numbers; what is wrong with any is looked for elsewhere."""
    known = typed.to_numpy() if isinstance(typed.dtype, np.dtype) else typed.dropna().to_numpy(dtype=np.int64)
    missing = known.size < len(typed) or (known.dtype.kind == "f" and bool(np.isnan(known).any()))
    if missing and column.role not in _MAY_MISS:
        return False
    known = known[~np.isnan(known)] if missing and known.dtype.kind == "f" else known
    if not known.size:
        return True
    low, high = known.min(), known.max()
    if known.dtype.kind in "iu":
        most = MOST_WHOLE if column.role == "quasi" else _MOST_BITS
        low, high = int(low), int(high)
        if not -most <= low <= high <= most:
            return False
    least, greatest = column.bounds or (-np.inf, np.inf)
    return not (np.isinf(float(low)) or np.isinf(float(high))) and bool(least <= low and high <= greatest)


def _written(column: Column, cells: Cells) -> pd.Series:
    """Return numbers that were written as text; what is wrong with any is said here."""
    if column.role not in _MAY_MISS:
        cells.need()
    floats = cells.each(number_of)
    refuse_unread(column, cells, np.isnan(floats))
    whole = [whole_of(word) for word in cells.words]
    most = MOST_WHOLE if column.role == "quasi" or None in whole else _MOST_BITS
    cells.refuse_words(_flags(number is not None and abs(number) > most for number in whole), "value.too_large")
    refuse_outside(column, cells, floats, floats)
    if None in whole:
        return pd.Series(cells.spread(floats, np.nan))
    numbers = pd.Series(cells.spread(np.array(whole, dtype=np.int64), 0).astype(np.int64))
    return numbers.astype("Int64").mask(cells.missing) if cells.missing.any() else numbers


def _dates(column: Column, values: pd.Series) -> pd.Series:
    """Return dates as text; a moment at midnight, wherever, is its day there."""
    cells = Cells.of(column.name, values)
    cells.need()
    days = cells.each(day_of)
    refuse_unread(column, cells, np.isnan(days))
    refuse_outside(column, cells, days, days)
    return cells.text


def _truths(column: Column, values: pd.Series) -> pd.Series:
    """Return yes or no as 1 or 0; where all of it is written in words, as true or false."""
    cells = Cells.of(column.name, values)
    cells.need()
    places = cells.each(lambda word: TRUTH.get(word.strip().lower(), np.nan))
    refuse_unread(column, cells, np.isnan(places))
    words = all(word.strip().isalpha() for word in cells.words)
    return pd.Series(cells.spread(places, np.nan).astype(bool if words else np.int64))


def _as_name(values: pd.Series) -> pd.Series:
    """Return identifiers as text if they are numbers that would be equal as floating-point numbers and are not."""
    if not is_integer_dtype(values.dtype) or -MOST_WHOLE <= int(values.min()) <= int(values.max()) <= MOST_WHOLE:
        return values
    return values.astype("str")


def _identifiers(column: Column, values: pd.Series) -> pd.Series:
    cells = Cells.of(column.name, values)
    cells.need()
    return values


def _texts(column: Column, values: pd.Series) -> pd.Series:
    cells = Cells.of(column.name, values)
    cells.need()
    return values if is_number(values) else cells.text


_READERS = {"number": _numbers, "date": _dates, "binary": _truths, "identifier": _identifiers}
