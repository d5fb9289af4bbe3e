"""Schemas as TOML: one table ``[[column]]`` a column. Nothing that is read is executed."""

from __future__ import annotations

import dataclasses
import datetime
import difflib
import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, get_args

import tomli_w

from equipoise.core.errors import DataError
from equipoise.core.toml_text import loads
from equipoise.shared.column import Column, Kind, Origin, Role, repeated

MAX_TEXT = 512 * 1024
"""Longest text of a schema, in characters."""

_WORDS: dict[str, tuple[str, ...]] = {"role": get_args(Role), "kind": get_args(Kind), "origin": get_args(Origin)}
_FIELDS = tuple(field.name for field in dataclasses.fields(Column))


def write(columns: Sequence[Column]) -> str:
    """Return the columns as a TOML file."""
    return tomli_w.dumps({"column": [_plain(column) for column in columns]})


def read(text: str) -> tuple[Column, ...]:
    """Read columns from TOML: ``name``, ``role`` and ``kind`` of every column, other fields as needed.

    Raises:
        DataError: naming the value, the rule that it breaks, and the remedy.
    """
    return tuple(_column(entry) for entry in _entries(text))


def _plain(column: Column) -> dict[str, Any]:
    """Return the fields of a column that are not at their default, as TOML knows them."""
    default = Column(name="", role="quasi", kind="number")
    given = {name: getattr(column, name) for name in _FIELDS}
    plain = {name: value for name, value in given.items() if name in _WORDS or value != getattr(default, name)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()}


def _entries(text: object) -> list[Any]:
    if not isinstance(text, str):
        raise DataError.about(text, "schema.no_text")
    if len(text) > MAX_TEXT:
        raise DataError.about(text, "schema.too_long", length=len(text), most=MAX_TEXT)
    try:
        values = loads(text)
    except ValueError as error:
        raise DataError.about(text, "schema.not_toml", reason=error) from error
    unknown = next((name for name in values if name != "column"), None)
    if unknown is not None:
        raise DataError.about(unknown, "schema.columns_only")
    entries = values.get("column")
    if not isinstance(entries, list) or not entries:
        raise DataError.about(entries, "schema.no_columns")
    return entries


def _column(entry: object) -> Column:
    if not isinstance(entry, Mapping):
        raise DataError.about(entry, "schema.column_table")
    unknown = next((name for name in entry if name not in _FIELDS), None)
    if unknown is not None:
        near = difflib.get_close_matches(unknown[:64], _FIELDS, n=1)
        if near:
            raise DataError.about(unknown, "schema.near_field", near=near[0])
        raise DataError.about(unknown, "schema.no_field", fields=_FIELDS)
    missing = next((name for name in ("name", "role", "kind") if name not in entry), None)
    if missing is not None:
        raise DataError.about(dict(entry), "schema.lacks", field=missing)
    column = Column(**{name: _value(name, value) for name, value in entry.items()})
    _check_scale(column)
    return column


def _check_scale(column: Column) -> None:
    """Refuse a column whose levels or bounds do not match its kind."""
    wants = column.kind in ("ordered", "nominal") and column.role != "direct"
    if wants and not column.levels:
        raise DataError.about(column.name, "schema.needs_levels", kind=column.kind)
    if column.levels and column.kind not in ("ordered", "nominal", "binary"):
        raise DataError.about(column.name, "schema.no_levels", kind=column.kind)
    if column.kind == "binary" and len(column.levels) not in (0, 2):
        raise DataError.about(column.name, "schema.two_levels")
    if column.bands and (column.kind != "number" or column.role != "behaviour"):
        raise DataError.about(column.name, "schema.no_bands")
    if column.areas and len(column.areas) != len(column.levels):
        raise DataError.about(column.name, "schema.areas_of_levels")
    if column.bounds is not None and column.kind not in ("number", "date"):
        raise DataError.about(column.name, "schema.no_bounds", kind=column.kind)


def _value(field: str, value: object) -> Any:
    match field:
        case "levels":
            return _levels(value)
        case "bounds":
            return _bounds(value)
        case "bands":
            return _bands(value)
        case "areas":
            return _areas(value)
        case "role" | "kind" | "origin":
            return _word(field, value)
        case _:
            return _line(field, value)


def _word(field: str, value: object) -> str:
    if not isinstance(value, str) or value not in _WORDS[field]:
        raise DataError.about(value, "schema.word", field=field, known=_WORDS[field])
    return value


def _line(field: str, value: object) -> str:
    if not isinstance(value, str) or not value.isprintable() or (field == "name" and not value.strip()):
        raise DataError.about(value, "schema.line", field=field)
    return value


def _levels(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(level, str) and level for level in value):
        raise DataError.about(value, "schema.levels")
    twice = repeated(value)
    if twice is not None:
        raise DataError.about(twice, "schema.level_twice")
    return tuple(value)


def _bounds(value: object) -> tuple[float, float]:
    ends = [_end(end) for end in value] if isinstance(value, list) else []
    if len(ends) != 2 or not all(map(math.isfinite, ends)) or ends[0] > ends[1]:
        raise DataError.about(value, "schema.bounds")
    return ends[0], ends[1]


def _bands(value: object) -> tuple[float, ...]:
    starts = [_end(start) for start in value] if isinstance(value, list) else [math.nan]
    if not all(map(math.isfinite, starts)) or any(low >= high for low, high in pairwise(starts)):
        raise DataError.about(value, "schema.bands")
    return tuple(starts)


def _areas(value: object) -> tuple[int, ...]:
    if not isinstance(value, list) or not all(type(area) is int for area in value):
        raise DataError.about(value, "schema.areas")
    return tuple(value)


def _end(end: object) -> float:
    if isinstance(end, datetime.date) and not isinstance(end, datetime.datetime):
        return float((end - datetime.date(1970, 1, 1)).days)
    if isinstance(end, bool) or not isinstance(end, (int, float)):
        return math.nan
    try:
        return float(end)
    except OverflowError:
        return math.inf
