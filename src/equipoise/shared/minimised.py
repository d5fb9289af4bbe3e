"""The columns that the company keeps."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

import pandas as pd

from equipoise.core.arrays import Floats, freeze
from equipoise.shared.schema import Schema


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Minimised:
    """The columns that the company keeps, for every customer and for the public panel in the same form.

    It holds every customer; later stages check consent before they use a row for a purpose.

    Attributes:
        exact: columns other than quasi-identifiers (rows: customers, then panel).
        low, high: kept quasi-identifiers as intervals on their columns' own scales (same rows).
        schema: the kept columns. customers: how many rows are customers.
    """

    exact: pd.DataFrame
    low: Floats
    high: Floats
    schema: Schema
    customers: int

    def __post_init__(self) -> None:
        freeze(self.low, self.high)

    def without(self, names: Collection[str]) -> Minimised:
        """Return what is kept if the columns in ``names`` are not."""
        quasi = [place for place, name in enumerate(self.schema.names("quasi")) if name not in names]
        kept = self.schema.only(name for name in self.schema.names() if name not in names)
        exact = self.exact[[name for name in self.exact if name not in names]]
        return dataclasses.replace(self, exact=exact, low=self.low[:, quasi], high=self.high[:, quasi], schema=kept)
