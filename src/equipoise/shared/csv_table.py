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
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

import numpy as np
import pandas as pd

from equipoise.core.errors import DataError
from equipoise.shared.cells import LINE, Cells
from equipoise.shared.column import repeated
from equipoise.shared.csv_lines import CsvLines, RaggedError, Rows
from equipoise.shared.release import PEOPLE
from equipoise.shared.schema import Schema
from equipoise.shared.spelling import alike

MAX_BYTES = 256 * 1024**2
"""Largest file, after it has been decompressed."""
MAX_COLUMNS = 2_000
MAX_ROWS = 2_000_000
MAX_CELLS = 20_000_000
"""Most values of the schema's columns: of twenty columns, a million rows."""
MAX_LINE = 1024**2
"""Longest line, in characters."""
STANDARD_INPUT = Path("-")
SEPARATORS = {",": "','", ";": "';'", "\t": "'\\t'", "|": "'|'"}
"""What may stand between values, and how it is written on a command line."""


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
        lines = CsvLines(_blocks(stream, path), layout.separator)
        header = lines.header()
        _check_header(header, schema.names() if needed is None else needed, layout)
        names = [name for name in header if name in schema or name.rstrip() == PEOPLE]
        frame = _frame(lines.rows(len(header), [header.index(name) for name in names]), names)
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
    except RaggedError as error:
        raise DataError.about(
            path.name, "file.ragged", line=error.line, values=error.values, columns=error.columns
        ) from error
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


def _blocks(stream: TextIO, path: Path) -> Iterator[str]:
    """Yield the text of a file in whole lines, but for the last one, which may lack its end."""
    read, rest = 0, ""
    while block := stream.read(MAX_LINE):
        read += len(block)
        if "\0" in block:
            raise DataError.about(path.name, "file.not_text")
        if read > MAX_BYTES:
            raise _too_large(path)
        text = rest + block
        cut = 1 + max(text.rfind("\n"), text.rfind("\r", 0, -1))  # a last \r may belong to a \n that follows
        whole, rest = text[:cut], text[cut:]
        if len(rest) > MAX_LINE:
            raise DataError.about(path.name, "file.long_line", most=MAX_LINE)
        if whole:
            yield whole
    if rest:
        yield rest


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


def _frame(rows: Iterator[Rows], names: list[str]) -> pd.DataFrame:
    """Return columns of these names, as text."""
    parts: list[list[Any]] = [[pd.array([], dtype="str")] for _ in names]
    lines = array("q")
    for begins, columns in rows:
        lines.extend(begins)
        _refuse_many(len(lines), len(names))
        for values, part in zip(columns, parts, strict=True):
            part.append(pd.array(values, dtype="str"))
    whole = [pd.concat([pd.Series(each) for each in part], ignore_index=True) for part in parts]
    return pd.DataFrame(dict(zip(names, whole, strict=True))).set_axis(pd.Index(np.array(lines), name=LINE))


def _refuse_many(rows: int, columns: int) -> None:
    most = min(MAX_ROWS, MAX_CELLS // max(columns, 1))
    if rows > most:
        raise DataError.about(rows, "file.many_rows", most=most)


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
