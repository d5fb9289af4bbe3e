"""What a column means: the part of a table that protections, attacks and measures need to know."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable
from typing import Literal

import numpy as np
import pandas as pd

from equipoise.core.arrays import Floats, Integers
from equipoise.core.errors import DataError
from equipoise.shared.cells import Cells
from equipoise.shared.spelling import TO, all_in_digits, day_of, number_of

_NOISE = 8
"""By how many digits a number is longer than the next one if it is just below a short number."""
Role = Literal["direct", "quasi", "sensitive", "behaviour"]
Origin = Literal["given", "observed", "inferred", "bought"]
Kind = Literal["identifier", "number", "date", "ordered", "nominal", "binary"]

TRUTH = {"0": 0.0, "0.0": 0.0, "false": 0.0, "1": 1.0, "1.0": 1.0, "true": 1.0}
"""How yes and no may be written where no levels are declared."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a table.

    Attributes:
        name: the column's name in the table.
        role: direct identifier, quasi-identifier, sensitive or behaviour.
        kind: how its values compare. ``ordered`` and ``nominal`` need ``levels``; dates are whole days.
        source: who collected it ("account", "purchases", "broker", ...).
        purpose: the purpose it was collected for.
        origin: given by the person, observed, inferred or bought.
        levels: the public list of values, in declared order. Never taken from private data.
        bounds: the public smallest and largest value of a number or date.
        bands: public lower ends of coarse bands on the column's own scale, ascending, the last band open. A value of a
            behaviour column is the lower end of its band; without bands it is exact. A quasi-identifier, which a
            release holds as an interval, may be coarsened to them.
        areas: the public group of every level where there are many, such as the district of each postcode; levels of
            a group are neighbours.
        topic: what behaviour is about, where several columns count the same by topic, such as one a source.
        unit: the unit of a number, such as "euros"; behaviour without one is counted.
    """

    name: str
    role: Role
    kind: Kind
    source: str = ""
    purpose: str = ""
    origin: Origin = "given"
    levels: tuple[str, ...] = ()
    bounds: tuple[float, float] | None = None
    bands: tuple[float, ...] = ()
    areas: tuple[int, ...] = ()
    topic: str = ""
    unit: str = ""

    @property
    def counted(self) -> bool:
        """Whether it is a number of events, as most behaviour is."""
        return self.role == "behaviour" and self.kind == "number" and not self.unit

    def band_of(self, values: Floats) -> Integers:
        """Return the number of each value's band; values below the first band count as in it."""
        return np.maximum(np.searchsorted(self.bands, values, side="right") - 1, 0)

    def encode(self, values: pd.Series) -> Floats:
        """Return the values as numbers on the column's own scale: level number, day number, or the value itself.

        Numbers are taken to be on that scale already, as the invented world holds them; a table of one's own is read by
        `equipoise.shared.reading` first.

        Raises:
            DataError: a value is missing or not among the declared levels.
        """
        if pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
            plain = isinstance(values.dtype, np.dtype)  # numpy's own types need no value for what is missing
            codes = values.to_numpy(dtype=float) if plain else values.to_numpy(dtype=float, na_value=np.nan)
        elif self.levels:
            codes = self._places(values)
        elif self.kind in ("date", "number"):
            cells = Cells.of(self.name, values)
            codes = cells.spread(cells.each(day_of if self.kind == "date" else number_of), np.nan)
        else:
            codes = pd.factorize(values)[0].astype(float)
        self._refuse_missing(values, codes)
        return codes

    def _places(self, values: pd.Series) -> Floats:
        """Return the place of every level in the list of levels, NaN where it is none of them."""
        if isinstance(values.dtype, pd.StringDtype):  # each different text is looked for once
            codes, words = pd.factorize(values)
            known = {level: float(place) for place, level in enumerate(self.levels)}
            return np.array([known.get(word, np.nan) for word in words] + [np.nan])[codes]
        found = pd.Index(self.levels).get_indexer(pd.Index(values.astype(str)))
        return np.where(found < 0, np.nan, found.astype(float))

    def _refuse_missing(self, values: pd.Series, codes: Floats) -> None:
        undeclared = (codes < 0) | (codes >= len(self.levels)) if self.levels else False
        missing = np.flatnonzero(np.isnan(codes) | undeclared)
        if missing.size:
            row = int(missing[0])
            raise DataError.about(values.iloc[row], "table.undeclared", column=self.name, row=row + 1)

    def readable(self, low: Floats, high: Floats) -> list[str]:
        """Return intervals on the column's scale as text: "1980-02-03", or "1980-01-01 to 1989-12-31".

        No digit is left out, so that an interval that is read again has the same ends; but a band that ends just below
        41.1 is written "33.4 to 41.1".
        """
        first, last = self._words(low), self._words(high)
        if self.kind == "number" and self.bands:
            beyond = self._words(np.nextafter(high, np.inf))
            last = [b if len(b) + _NOISE < len(a) else a for a, b in zip(last, beyond, strict=True)]
        same = low == high
        return [a if alike else f"{a}{TO}{b}" for a, b, alike in zip(first, last, same, strict=True)]

    def _words(self, codes: Floats) -> list[str]:
        if self.kind == "date":
            return [str(day) for day in codes.astype(np.int64).astype("datetime64[D]")]
        if self.levels:
            return [self.levels[int(code)] for code in codes]
        return list(all_in_digits(codes))

    @property
    def width(self) -> float | None:
        """The public range of the column on its own scale, or None where none is declared."""
        if self.levels:
            return float(len(self.levels) - 1)
        return None if self.bounds is None else self.bounds[1] - self.bounds[0]


def repeated(names: Iterable[str]) -> str | None:
    """Return a name that occurs more than once, None if there is none."""
    return next((name for name, count in Counter(names).items() if count > 1), None)
