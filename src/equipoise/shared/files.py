"""Tables and schemas from files: every kind of bad file is refused with one clear error.

A file is comma-separated UTF-8 text with a header, one person a row. Columns that the schema does not name are left
out. Values are checked against the schema, so that a table that is returned always fits it.
"""

from __future__ import annotations

import csv
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

from equipoise.core.arrays import Flags
from equipoise.core.errors import DataError
from equipoise.shared.column import Column, repeated
from equipoise.shared.schema import Schema
from equipoise.shared.schema_toml import MAX_TEXT

_TRUTH = {"0": 0.0, "0.0": 0.0, "false": 0.0, "1": 1.0, "1.0": 1.0, "true": 1.0}


def read_text(path: Path, longest: int) -> str:
    """Return a UTF-8 file as text; at most as many bytes are read as ``longest`` characters can take.

    Raises:
        DataError: the file cannot be read, is longer, or is not UTF-8 text.
    """
    most = 4 * longest  # no character takes more bytes
    try:
        with path.open("rb") as stream:
            content = stream.read(most + 1)
        if len(content) <= most:
            return content.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    raise DataError.about(path.name, "file.too_long", bytes=most, most=longest)


def read_schema(path: Path) -> Schema:
    """Return the schema in a TOML file; see `Schema.from_toml`."""
    return Schema.from_toml(read_text(path, MAX_TEXT))


def read_table(path: Path, schema: Schema, *, exact: bool = True) -> pd.DataFrame:
    """Return the table in a CSV file: numbers as numbers, everything else as text, in the schema's order.

    Args:
        path: the file. schema: what its columns mean.
        exact: whether quasi-identifiers have to be values; if not, they may be text such as "18 to 25".

    Raises:
        DataError: naming what is wrong with the file and what to do.
    """
    _check_header(path, schema)
    try:
        with warnings.catch_warnings(), path.open(encoding="utf-8-sig", newline="") as stream:
            warnings.simplefilter("error", pd.errors.ParserWarning)
            raw = pd.read_csv(stream, dtype=str, keep_default_na=False, index_col=False)
    except (pd.errors.ParserError, pd.errors.ParserWarning) as error:
        reason = " ".join(str(error).removeprefix("Error tokenizing data. C error:").split()).rstrip(".")
        raise DataError.about(path.name, "file.ragged", reason=reason) from error
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    schema.check(raw)
    raw = raw[list(schema.names())]
    for column in schema.columns:
        if exact or column.role != "quasi":
            raw[column.name] = _values(column, raw[column.name])
        else:
            _refuse(column, raw[column.name], raw[column.name] == "", "value.missing")
    return raw


def _check_header(path: Path, schema: Schema) -> None:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            header = next(csv.reader(stream), [])
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    except csv.Error as error:
        raise DataError.about(path.name, "file.not_csv", reason=error) from error
    if not any(header):
        raise DataError.about(path.name, "file.no_header")
    twice = repeated(header)
    if twice is not None:
        raise DataError.about(twice, "table.column_twice")
    missing = next((name for name in schema.names() if name not in header), None)
    if missing is not None:
        found = ", ".join(header)
        raise DataError.about(missing, "table.one_column" if len(header) == 1 else "table.lacks_of", found=found[:200])


def _values(column: Column, text: pd.Series) -> pd.Series:
    """Return a column's values converted to its kind: numbers as floats, everything else as text."""
    empty = text == ""
    if column.role == "behaviour" and column.kind == "number":
        return _numbers(column, text, optional=empty)
    _refuse(column, text, empty, "value.missing")
    if column.levels:
        some = ", ".join(column.levels[:5]) + (", ..." if len(column.levels) > 5 else "")
        _refuse(column, text, ~text.isin(column.levels), "value.level", some=some)
        return text
    match column.kind:
        case "number":
            return _numbers(column, text, optional=pd.Series(False, index=text.index))
        case "date":
            return _dates(column, text)
        case "binary":
            _refuse(column, text, ~text.str.lower().isin(_TRUTH), "value.truth")
            return text.str.lower().map(_TRUTH)
        case "identifier":
            _refuse(column, text, text.duplicated(), "value.identifier")
    return text


def _numbers(column: Column, text: pd.Series, optional: pd.Series) -> pd.Series:
    numbers = pd.to_numeric(text, errors="coerce")
    _refuse(column, text, ~np.isfinite(numbers.astype(float)) & ~optional, "value.number")
    low, high = column.bounds or (-np.inf, np.inf)
    outside = (numbers < low) | (numbers > high)
    _refuse(column, text, outside, "value.number_bounds", low=low, high=high)
    return numbers


def _dates(column: Column, text: pd.Series) -> pd.Series:
    dates = pd.to_datetime(text, format="%Y-%m-%d", errors="coerce")
    _refuse(column, text, dates.isna(), "value.date")
    days = dates.astype("datetime64[s]").astype(np.int64) // 86_400
    low, high = column.bounds or (-np.inf, np.inf)
    outside = (days < low) | (days > high)
    _refuse(column, text, outside, "value.date_bounds")
    return text


def _refuse(column: Column, text: pd.Series, bad: pd.Series | Flags, key: str, **names: object) -> None:
    where = np.flatnonzero(bad)
    if where.size:
        value, row = text.iloc[int(where[0])], int(where[0]) + 1
        protected = column.role == "quasi" and " to " in value
        raise DataError.about(value, "value.protected" if protected else key, row=row, column=column.name, **names)


def _unreadable(path: Path, error: OSError | ValueError) -> DataError:
    if isinstance(error, OSError):
        return DataError.about(str(path), "file.unreadable", reason=error.strerror)
    if isinstance(error, UnicodeError):
        return DataError.about(str(path), "file.not_utf8")
    return DataError.about(str(path), "file.no_path")
