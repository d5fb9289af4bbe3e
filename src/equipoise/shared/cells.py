"""The cells of one column of somebody's table, each different value once, and where in the file they stand."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import cached_property
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from equipoise.core.arrays import Array, Flags, Integers
from equipoise.core.errors import DataError, ReasonError
from equipoise.shared.spelling import spelled

LINE = "line of the file"
"""Name of the index of a table that was read from a file: the line at which each row begins, from 1."""


@dataclasses.dataclass(frozen=True, eq=False)
class Cells:
    """The values of a column as text.

    Attributes:
        name: the column's name. values: the column as it was given.
        words: the different values, as they would be written in a file (see `spelled`).
        codes: the place in ``words`` of every row's value, -1 where it is missing or empty (shape: rows).
    """

    name: str
    values: pd.Series
    words: tuple[str, ...]
    codes: Integers

    @classmethod
    def of(cls, name: str, values: pd.Series) -> Cells:
        """Read a column of any type.

        Raises:
            DataError: a value is neither text, number, date nor truth.
        """
        plain = values.astype(object) if isinstance(values.dtype, pd.CategoricalDtype) else values
        try:
            codes, found = pd.factorize(plain)
        except TypeError as error:  # such as a list
            raise DataError.about(name, "value.no_cells") from error
        words = (
            np.asarray(found, dtype=object).tolist()
            if isinstance(plain.dtype, pd.StringDtype)
            else list(map(spelled, found))
        )
        codes = codes.astype(np.int64)
        if "" in words:
            place = words.index("")
            words.pop(place)
            codes = np.where(codes == place, -1, codes - (codes > place))
        return cls(name, values, tuple(words), codes)

    @property
    def missing(self) -> Flags:
        """Whether each row's value is missing (shape: rows)."""
        return np.asarray(self.codes < 0)

    def each(self, read: Callable[[str], float]) -> Array:
        """Return what ``read`` makes of each different value, as floating-point numbers."""
        return np.fromiter(map(read, self.words), dtype=float, count=len(self.words))

    def spread(self, found: Array, missing: Any) -> Array:
        """Return for every row what was found for its word (shape of found: words); ``missing`` where it has none."""
        return np.asarray(np.append(found, missing)[self.codes])

    def need(self) -> None:
        """Refuse missing values."""
        self.refuse(self.missing, "value.missing")

    def refuse(self, bad: Flags, key: str, **names: object) -> None:
        """Refuse the first row of those that are ``bad`` (shape: rows), if there is any."""
        where = np.flatnonzero(bad)
        if where.size:
            self.fail(int(where[0]), key, **names)

    def first(self, bad: Flags) -> int | None:
        """Return the first row whose word is ``bad`` (shape: words), None if there is none."""
        return int(np.flatnonzero(np.append(bad, False)[self.codes])[0]) if bad.any() else None

    def refuse_words(self, bad: Flags, key: str, **names: object) -> None:
        """Refuse the first row whose word is ``bad`` (shape: words), if there is any."""
        row = self.first(bad)
        if row is not None:
            self.fail(row, key, **names)

    def word(self, row: int) -> str:
        """Return the value of a row as text, "" where it is missing."""
        code = int(self.codes[row])
        return self.words[code] if code >= 0 else ""

    def fail(self, row: int, key: str, **names: object) -> NoReturn:
        """Refuse the value of a row; ``where`` in the words of the error tells its place."""
        raise DataError.about(self.word(row), key, where=self.place(row), column=self.name, **names)

    def place(self, row: int) -> ReasonError:
        """Return where a row stands, in words: its number from 1, and its line if it comes from a file."""
        names: dict[str, object] = {"row": row + 1, "column": self.name}
        if self.values.index.name != LINE:
            return ReasonError("row", names)
        return ReasonError("line", names | {"line": int(self.values.index[row])})

    @cached_property
    def text(self) -> pd.Series:
        """The column as text, missing where it is missing."""
        if isinstance(self.values.dtype, pd.StringDtype):
            return self.values if str(self.values.dtype) == "str" else self.values.astype("str")
        return pd.Series(self.spread(np.array(self.words, dtype=object), None), dtype="str")
