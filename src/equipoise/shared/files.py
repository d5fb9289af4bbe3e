"""Tables and schemas from files: everything that a bad file can be is refused with one clear error.

A file is comma-separated UTF-8 text with a header, one person a row. Columns that the schema does not name are left
out. Values are checked against what the schema declares, so that what is read always fits it.
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
_INTERVALS = "A table that was protected already can only be disclosed: give the original."


def read_text(path: Path, longest: int) -> str:
    """Return a UTF-8 file as text; no more of it is read than ``longest`` characters may take.

    Raises:
        DataError: the file cannot be read, takes more bytes than that, or is not UTF-8 text.
    """
    most = 4 * longest  # no character takes more bytes
    try:
        with path.open("rb") as stream:
            content = stream.read(most + 1)
        if len(content) <= most:
            return content.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    rule = f"this file has more than {most:,} bytes, too many to be read as text."
    raise DataError.about(path.name, rule, f"Give at most {longest:,} characters.")


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
        remedy = "Give every row as many values as the header, and put values with commas in quotes."
        raise DataError.about(path.name, f"this is not a CSV file ({reason}).", remedy) from error
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    schema.check(raw)
    raw = raw[list(schema.names())]
    for column in schema.columns:
        if exact or column.role != "quasi":
            raw[column.name] = _values(column, raw[column.name])
        else:
            _refuse(column, raw[column.name], raw[column.name] == "", *_MISSING)
    return raw


_MISSING = ("the value is missing", "Fill it in, or take the row out.")


def _check_header(path: Path, schema: Schema) -> None:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            header = next(csv.reader(stream), [])
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    except csv.Error as error:
        raise DataError.about(path.name, f"this is not a CSV file ({error}).", "Export the table as CSV.") from error
    if not any(header):
        raise DataError.about(path.name, "the file does not begin with the names of columns.", "Add a header.")
    twice = repeated(header)
    if twice is not None:
        raise DataError.about(twice, "the table has two columns of this name.", "Rename one of them.")
    missing = next((name for name in schema.names() if name not in header), None)
    if missing is not None:
        found = ", ".join(header)
        remedy = "Separate values by commas." if len(header) == 1 else "Add it, or take it out of the schema."
        raise DataError.about(missing, f"the table lacks this column; it has {found[:200]}.", remedy)


def _values(column: Column, text: pd.Series) -> pd.Series:
    """Return a column's values as its kind has them."""
    empty = text == ""
    if column.role == "behaviour" and column.kind == "number":
        return _numbers(column, text, optional=empty)
    _refuse(column, text, empty, *_MISSING)
    if column.levels:
        some = ", ".join(column.levels[:5]) + (", ..." if len(column.levels) > 5 else "")
        _refuse(column, text, ~text.isin(column.levels), "this is none of the declared levels", f"They are {some}.")
        return text
    match column.kind:
        case "number":
            return _numbers(column, text, optional=pd.Series(False, index=text.index))
        case "date":
            return _dates(column, text)
        case "binary":
            _refuse(column, text, ~text.str.lower().isin(_TRUTH), "this is neither 0 nor 1", "Declare two levels.")
            return text.str.lower().map(_TRUTH)
        case "identifier":
            remedy = "Give one row a person; for names that people share, declare the kind nominal."
            _refuse(column, text, text.duplicated(), "two rows have this identifier", remedy)
    return text


def _numbers(column: Column, text: pd.Series, optional: pd.Series) -> pd.Series:
    numbers = pd.to_numeric(text, errors="coerce")
    _refuse(column, text, ~np.isfinite(numbers.astype(float)) & ~optional, "this is not a number", "Correct it.")
    low, high = column.bounds or (-np.inf, np.inf)
    outside = (numbers < low) | (numbers > high)
    _refuse(column, text, outside, f"this is not from {low:g} to {high:g}", "Correct it, or widen the bounds.")
    return numbers


def _dates(column: Column, text: pd.Series) -> pd.Series:
    dates = pd.to_datetime(text, format="%Y-%m-%d", errors="coerce")
    _refuse(column, text, dates.isna(), "this is not a date", "Write dates as 1980-02-28.")
    days = dates.astype("datetime64[s]").astype(np.int64) // 86_400
    low, high = column.bounds or (-np.inf, np.inf)
    outside = (days < low) | (days > high)
    _refuse(column, text, outside, "this date is out of bounds", "Correct it, or widen the bounds.")
    return text


def _refuse(column: Column, text: pd.Series, bad: pd.Series | Flags, rule: str, remedy: str) -> None:
    where = np.flatnonzero(bad)
    if where.size:
        value, row = text.iloc[int(where[0])], int(where[0]) + 1
        protected = column.role == "quasi" and " to " in value
        raise DataError.about(
            value, f"{rule} (row {row} of column {column.name}).", _INTERVALS if protected else remedy
        )


def _unreadable(path: Path, error: OSError | ValueError) -> DataError:
    if isinstance(error, OSError):
        return DataError.about(str(path), f"this file cannot be read ({error.strerror}).", "Check the path.")
    if isinstance(error, UnicodeError):
        return DataError.about(str(path), "this file is not UTF-8 text.", "Save it as UTF-8.")
    return DataError.about(str(path), "this file cannot be read.", "Check the path.")
