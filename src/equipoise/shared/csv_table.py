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
import re
import stat
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import numpy as np
import pandas as pd

from equipoise.core.errors import DataError
from equipoise.shared.cells import LINE, Cells
from equipoise.shared.column import repeated
from equipoise.shared.release import PEOPLE
from equipoise.shared.schema import Schema
from equipoise.shared.spelling import alike

if TYPE_CHECKING:
    from _csv import Reader

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
Rows = Sequence[list[str]]
_CHUNK = 5_000
_BREAK = re.compile("\r\n|\r|\n")


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
        lines = _Lines(stream, path)
        rows = csv.reader(lines, delimiter=layout.separator, strict=True)
        header = next(filter(None, rows), [])
        _check_header(header, schema.names() if needed is None else needed, layout)
        names = [name for name in header if name in schema or name.rstrip() == PEOPLE]
        frame = _frame(_chunks(rows, lines, header, path), header, names)
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


class _Lines:
    """The lines of a file, each with its end, read in blocks.

    Attributes:
        ahead: how many lines of the present block are left, at least 1.
    """

    def __init__(self, stream: TextIO, path: Path) -> None:
        self._stream, self._path, self._read, self._rest = stream, path, 0, ""
        self.ahead = 1

    def __iter__(self) -> Iterator[str]:
        while block := self._stream.read(MAX_LINE):
            self._read += len(block)
            if "\0" in block:
                raise DataError.about(self._path.name, "file.not_text")
            if self._read > MAX_BYTES:
                raise _too_large(self._path)
            lines = io.StringIO(self._rest + block, newline="").readlines()
            self._rest = "" if lines[-1].endswith("\n") else lines.pop()
            if len(self._rest) > MAX_LINE:
                raise DataError.about(self._path.name, "file.long_line", most=MAX_LINE)
            self.ahead = max(len(lines), 1)
            yield from lines
        if self._rest:
            yield self._rest


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


def _chunks(rows: Reader, lines: _Lines, header: list[str], path: Path) -> Iterator[tuple[Sequence[int], Rows]]:
    """Yield rows as they come, blank lines left out, and the line at which each begins."""
    line, width = rows.line_num, len(header)
    while chunk := list(islice(rows, min(lines.ahead, _CHUNK))):
        begins: Sequence[int] = range(line + 1, rows.line_num + 1)
        if len(begins) != len(chunk) or set(map(len, chunk)) != {width}:
            begins = np.cumsum([line + 1, *map(_lines_of, chunk)])[:-1].tolist()
            kept = [place for place, row in enumerate(chunk) if row]
            begins, chunk = [begins[place] for place in kept], [chunk[place] for place in kept]
            wrong = next((place for place, row in enumerate(chunk) if len(row) != width), None)
            if wrong is not None:
                line, values = begins[wrong], len(chunk[wrong])
                raise DataError.about(path.name, "file.ragged", line=line, values=values, columns=width)
        line = rows.line_num
        if chunk:
            yield begins, chunk


def _lines_of(row: list[str]) -> int:
    """Return how many lines a row takes: values in quotes may hold some."""
    return 1 + sum(len(_BREAK.findall(value)) for value in row)


def _frame(chunks: Iterator[tuple[Sequence[int], Rows]], header: list[str], names: list[str]) -> pd.DataFrame:
    """Return the columns of these names as text."""
    places = [header.index(name) for name in names]
    parts: list[list[Any]] = [[pd.array([], dtype="str")] for _ in names]
    lines = array("q")
    for begins, rows in chunks:
        lines.extend(begins)
        _refuse_many(len(lines), len(names))
        columns = list(zip(*rows, strict=True))
        for place, part in zip(places, parts, strict=True):
            part.append(pd.array(columns[place], dtype="str"))
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
