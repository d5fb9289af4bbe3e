"""The values in the lines of a CSV text, block by block, as Python's `csv` reads them.

Most blocks of most files hold nothing but values, separators and ends of lines. There, values are cut at the signs
between them, all at once. Every other block (with quotes, blank lines, or rows that lack values) is left to
`csv.reader`.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

_CHUNK = 5_000
_NEWLINE = ord("\n")


class Rows(NamedTuple):
    """Some rows of a file.

    Attributes:
        begins: the line at which each row begins, from 1. columns: the values of each column, as text.
    """

    begins: Sequence[int]
    columns: Sequence[Any]


class RaggedError(Exception):
    """A row, which begins at this ``line``, has another number of ``values`` than the header has ``columns``."""

    def __init__(self, line: int, values: int, columns: int) -> None:
        self.line, self.values, self.columns = line, values, columns


class CsvLines:
    """The rows of a text that comes in blocks of whole lines: the header first, then all others."""

    def __init__(self, blocks: Iterator[str], separator: str) -> None:
        """Read a text.

        Args:
            blocks: the text; only the last line may lack its end. separator: the sign between two values, an ASCII one.
        """
        self._lines, self._separator = _Lines(blocks), separator
        self._reader = csv.reader(self._lines, delimiter=separator, strict=True)

    def header(self) -> list[str]:
        """Return the values of the first line that is not blank; none if there is no such line."""
        return next(filter(None, self._reader), [])

    def rows(self, width: int, places: Sequence[int]) -> Iterator[Rows]:
        """Yield the rows that follow, some at a time, blank lines left out.

        Args:
            width: how many values every row has. places: which of them are kept, counted from 0.

        Raises:
            RaggedError: a row has another number of values. csv.Error: quotes are not closed, or a value is too long.
        """
        while text := self._lines.take():
            plain = plain_columns(text, self._separator, width, places)
            if plain is None:
                self._lines.put_back(text)
                yield self._quoted(width, places)
            else:
                first = self._lines.number + 1
                self._lines.number += plain.rows
                yield Rows(range(first, first + plain.rows), plain.columns)

    def _quoted(self, width: int, places: Sequence[int]) -> Rows:
        """Return some rows as `csv.reader` reads them."""
        begins: list[int] = []
        rows: list[list[str]] = []
        while self._lines.left and len(rows) < _CHUNK:
            begin = self._lines.number + 1
            row = next(self._reader)
            if row and len(row) != width:
                raise RaggedError(begin, len(row), width)
            if row:
                begins.append(begin)
                rows.append(row)
        columns = list(zip(*rows, strict=True)) or [()] * width
        return Rows(begins, [columns[place] for place in places])


class _Lines:
    """The lines of a text, each with its end, or the text itself.

    Attributes:
        number: how many lines have been read.
    """

    def __init__(self, blocks: Iterator[str]) -> None:
        self._blocks = blocks
        self._lines: deque[str] = deque()
        self.number = 0

    @property
    def left(self) -> int:
        """How many lines of the present block are left."""
        return len(self._lines)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if not self._lines:
            self.put_back(next(self._blocks))
        self.number += 1
        return self._lines.popleft()

    def take(self) -> str:
        """Return the rest of the present block, or else the next one; "" at the end."""
        if not self._lines:
            return next(self._blocks, "")
        text = "".join(self._lines)
        self._lines.clear()
        return text

    def put_back(self, text: str) -> None:
        """Give back what `take` has returned."""
        self._lines.extend(io.StringIO(text, newline="").readlines())


class Plain(NamedTuple):
    """How many rows a text has, and the values of some of its columns, as text."""

    rows: int
    columns: Sequence[Any]


def plain_columns(text: str, separator: str, width: int, places: Sequence[int]) -> Plain | None:
    """Return the values of lines that hold nothing but values and the signs between them; None for any other text.

    Args:
        text: whole lines. separator: the sign between two values. width: how many values every line has.
        places: which of them are kept, counted from 0.
    """
    if '"' in text or text.count("\r") != text.count("\r\n"):
        return None
    data = np.frombuffer(text.replace("\r\n", "\n").removesuffix("\n").encode() + b"\n", dtype=np.uint8)
    ends = np.flatnonzero((data == _NEWLINE) | (data == ord(separator)))
    if len(ends) % width or ((data[ends].reshape(-1, width) == _NEWLINE) != (np.arange(width) == width - 1)).any():
        return None  # a line has too many values, or too few
    lengths = np.diff(ends, prepend=-1) - 1
    if lengths.max() > csv.field_size_limit() or (width == 1 and not lengths.all()):
        return None  # too long, or a blank line
    starts = np.concatenate([[0], np.cumsum(lengths)])
    letters = np.delete(data, ends)
    values = pa.LargeStringArray.from_buffers(len(ends), pa.py_buffer(starts), pa.py_buffer(letters))
    return Plain(len(ends) // width, [values.take(np.arange(place, len(ends), width)) for place in places])
