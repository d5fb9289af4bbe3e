"""Tables from CSV files: text, in the columns of a schema, or one clear error about the file.

A file is UTF-8 text with a header, one person a row; it may be compressed (gzip), and "-" is standard input. It is read
once, from its beginning, and no further than the limits below, so that a bad file costs little memory.
"""

from __future__ import annotations

import contextlib
import csv
import dataclasses
import gzip
import io
import os
import stat
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import numpy as np
import pandas as pd

from equipoise.core.errors import DataError
from equipoise.shared.cells import LINE, Cells
from equipoise.shared.column import repeated
from equipoise.shared.release import PEOPLE
from equipoise.shared.schema import Schema
from equipoise.shared.spelling import alike

MAX_BYTES = 256 * 1024**2
"""Largest file, after it has been decompressed."""
MAX_COLUMNS = 2_000
MAX_CELLS = 50_000_000
"""Most values of the schema's columns: of nine columns, 5,555,555 rows."""
MAX_LINE = 1024**2
"""Longest line, in characters."""
STANDARD_INPUT = Path("-")
SEPARATORS = {",": "','", ";": "';'", "\t": "'\\t'", "|": "'|'"}
"""What may stand between values, and how it is written on a command line."""
_CHUNK = 20_000


@dataclasses.dataclass(frozen=True, kw_only=True)
class Layout:
    """How a CSV file is written: what stands between values, and before the decimals of a number."""

    separator: str = ","
    decimal: str = "."

    def __post_init__(self) -> None:
        if self.separator not in SEPARATORS:
            raise DataError.about(self.separator, "file.separator", known=tuple(SEPARATORS.values()))
        if self.decimal not in (".", ",") or self.decimal == self.separator:
            raise DataError.about(self.decimal, "file.decimal")


def read_table(path: Path, schema: Schema, layout: Layout = Layout(), *, needed: Iterable[str] | None = None
               ) -> pd.DataFrame:  # fmt: skip
    """Return the columns of a schema in a CSV file, all as text; its index is the `LINE` at which each row begins.

    Args:
        path: the file, or `STANDARD_INPUT`. schema: its columns. layout: how the file is written.
        needed: names of columns that have to be there; None: all of the schema. Others are left out if they are not.

    Raises:
        DataError: naming what is wrong with the file and what to do.
    """
    with _reading(path) as stream:
        rows = _rows(_lines(stream, path), layout, path)
        _, header = next(rows, (1, []))
        _check_header(header, schema.names() if needed is None else needed, layout)
        frame = _frame(rows, [name for name in header if name in schema or name.rstrip() == PEOPLE], header)
    return _with_points(frame, schema, layout)


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[TextIO]:
    """Open a file as text; whatever goes wrong while it is read is one error."""
    try:
        with _opened(path) as raw:
            packed = raw.peek(2)[:2] == b"\x1f\x8b"
            stream = io.TextIOWrapper(gzip.GzipFile(fileobj=raw) if packed else raw, "utf-8-sig", newline="")
            try:
                yield stream
            finally:
                stream.detach()
    except csv.Error as error:
        raise DataError.about(path.name, "file.not_csv", reason=error) from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DataError.about(path.name, "file.not_gzip", reason=str(error).rstrip(".")) from error
    except UnicodeError as error:
        raise DataError.about(path.name, "file.not_utf8") from error
    except OSError as error:
        raise DataError.about(str(path), "file.unreadable", reason=error.strerror or error) from error


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[io.BufferedReader]:
    """Open a file, or standard input, as bytes."""
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise DataError.about("-", "file.no_input")
        buffer: Any = io.BufferedReader(sys.stdin.buffer)
        yield buffer
        buffer.detach()
        return
    try:
        stream = path.open("rb")
    except ValueError as error:  # no such path can be
        raise DataError.about(str(path), "file.no_path") from error
    with stream:
        found = os.fstat(stream.fileno())
        if stat.S_ISREG(found.st_mode) and found.st_size > MAX_BYTES:
            raise _too_large(path)
        yield stream


def _lines(stream: TextIO, path: Path) -> Iterator[str]:
    """Yield the lines of a file, each with its end."""
    read = 0
    while line := stream.readline(MAX_LINE):
        read += len(line)
        if "\0" in line:
            raise DataError.about(path.name, "file.not_text")
        if len(line) == MAX_LINE:
            raise DataError.about(path.name, "file.long_line", most=MAX_LINE)
        if read > MAX_BYTES:
            raise _too_large(path)
        yield line


def _check_header(header: list[str], needed: Iterable[str], layout: Layout) -> None:
    """Refuse a header that lacks a column or has two of one name, and say what may be meant."""
    if not any(header):
        raise DataError.about("".join(header), "file.no_header")
    if len(header) > MAX_COLUMNS:
        raise DataError.about(len(header), "file.many_columns", most=MAX_COLUMNS)
    twice = repeated(header)
    if twice is not None:
        raise DataError.about(twice, "table.column_twice")
    missing = next((name for name in needed if name not in header), None)
    if missing is None:
        return
    found = ", ".join(header)[:200]
    other = next((sign for sign in SEPARATORS if sign in header[0]), layout.separator)
    if len(header) == 1 and other != layout.separator:
        raise DataError.about(missing, "table.separator", found=found, other=SEPARATORS[other])
    how = alike(missing, header)
    if how is not None:
        raise DataError.about(missing, "table.alike", how=how)
    raise DataError.about(missing, "table.lacks_of", found=found)


Row = tuple[int, list[str]]
"""A row of a file: the line at which it begins, and its values."""


def _rows(lines: Iterator[str], layout: Layout, path: Path) -> Iterator[Row]:
    """Yield the rows of a file, the header first; blank lines are left out."""
    rows = csv.reader(lines, delimiter=layout.separator, strict=True)
    width, begin = 0, 1
    for row in rows:
        if row:
            width = width or len(row)
            if len(row) != width:
                raise DataError.about(path.name, "file.ragged", line=begin, values=len(row), columns=width)
            yield begin, row
        begin = rows.line_num + 1


def _frame(rows: Iterator[Row], names: Sequence[str], header: list[str]) -> pd.DataFrame:
    """Return the columns of these names as text, in pieces as they come."""
    places = [header.index(name) for name in names]
    parts: list[list[Any]] = [[] for _ in names]
    lines = array("q")
    while chunk := list(islice(rows, _CHUNK)):
        lines.extend(line for line, _ in chunk)
        if len(lines) * len(names) > MAX_CELLS:
            raise DataError.about(len(lines), "file.many_rows", most=MAX_CELLS // len(names))
        for place, part in zip(places, parts, strict=True):
            part.append(pd.array([row[place] for _, row in chunk], dtype="str"))
    whole = [pd.concat([pd.Series(each) for each in part], ignore_index=True) for part in parts if part]
    columns = dict(zip(names, whole or [pd.Series(dtype="str")] * len(names), strict=True))
    return pd.DataFrame(columns).set_axis(pd.Index(np.array(lines, dtype=np.int64), name=LINE))


def _with_points(frame: pd.DataFrame, schema: Schema, layout: Layout) -> pd.DataFrame:
    """Return the table with decimal points in the columns of numbers."""
    if layout.decimal == ".":
        return frame
    numbers = [column for column in schema.columns if column.kind == "number" and column.name in frame]
    for column in numbers:
        cells = Cells.of(column.name, frame[column.name])
        cells.refuse_words(np.array(["." in word for word in cells.words], dtype=bool), "value.point")
    return frame.assign(**{column.name: frame[column.name].str.replace(",", ".") for column in numbers})


def _too_large(path: Path) -> DataError:
    return DataError.about(path.name, "file.too_large", most=MAX_BYTES)
