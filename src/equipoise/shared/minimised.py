"""The columns that the company keeps."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

import pandas as pd

from equipoise.core.arrays import Floats, freeze
from equipoise.shared.event_table import EventTable
from equipoise.shared.schema import Schema


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Minimised:
    """The columns that the company keeps, for every customer and for the public panel in the same form.

    It holds every customer; later stages check consent before they use a row for a purpose.

    Attributes:
        exact: columns other than quasi-identifiers (rows: customers, then panel).
        low, high: kept quasi-identifiers as intervals on their columns' own scales (same rows).
        schema: the kept columns. customers: how many rows are customers.
        events: purchases and page views that are kept by item; None where only the columns are.
    """

    exact: pd.DataFrame
    low: Floats
    high: Floats
    schema: Schema
    customers: int
    events: EventTable | None = None

    def __post_init__(self) -> None:
        freeze(self.low, self.high)

    def without(self, names: Collection[str]) -> Minimised:
        """Return what is kept if the columns in ``names`` are not."""
        quasi = [place for place, name in enumerate(self.schema.names("quasi")) if name not in names]
        kept = self.schema.only(name for name in self.schema.names() if name not in names)
        exact = self.exact[[name for name in self.exact if name not in names]]
        sources = {column.source for column in kept.columns}
        events = None if self.events is None else self.events.of_sources(sources)
        return dataclasses.replace(
            self, exact=exact, low=self.low[:, quasi], high=self.high[:, quasi], schema=kept, events=events
        )
