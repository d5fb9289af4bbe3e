"""The two frozen results of stage 4: the `Release`, which is stored or shared, and the `Vault`, which stays secret."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd

from equipoise.core.arrays import Flags, Floats, Integers, freeze
from equipoise.runtime.frozen import frozen
from equipoise.shared.equivalence import number_rows
from equipoise.shared.event_table import EventTable
from equipoise.shared.schema import Schema

PEOPLE = "people"
"""The heading of the number of people in each cohort of a readable release, followed by blanks where that is taken."""


@dataclasses.dataclass(frozen=True, eq=False)
class Impressions:
    """Offers shown and visits recorded: the released row, the arm and the visit of each (shape: impressions)."""

    row: Integers
    arm: Integers
    visit: Flags

    def __post_init__(self) -> None:
        freeze(self.row, self.arm, self.visit)


@dataclasses.dataclass(frozen=True, eq=False)
class Release:
    """What is stored, shared or leaks.

    Rows are shuffled, and nothing in a release says whose they are. Every released quasi-identifier is an interval on
    its column's own scale (see `Column.encode`): an exact value is an interval of width zero.

    Attributes:
        exact: the columns other than quasi-identifiers, as they are released (shape: rows x columns).
        low, high: the ends of the released quasi-identifiers (shape: rows x quasi-identifiers).
        schema: the columns; its quasi-identifiers are those of ``low`` and ``high``, in order.
        suppressed: how many rows the protection withheld.
        information_loss: normalised certainty penalty of the quasi-identifiers, 0 to 1.
        rows: what a row is: one person's, a cohort's means, or an invented person's.
        people: how many people each cohort has (shape: rows); None where rows are not cohorts.
        truthful: for each column that was answered at random, the public probability that it shows the true level;
            each other level is equally likely. Columns not named are as they are.
        epsilon: the public strength of the noise in the marginals that synthetic rows were drawn from; None: no noise.
        impressions: offers and responses that belong to the rows themselves, as in a synthetic table; None where the
            campaign log has to be joined.
        events: purchases and page views of the rows by item; None where only the columns are released.
    """

    exact: pd.DataFrame
    low: Floats
    high: Floats
    schema: Schema
    suppressed: int = 0
    information_loss: float = 0.0
    rows: Literal["people", "cohorts", "synthetic"] = "people"
    people: Integers | None = None
    truthful: Mapping[str, float] = dataclasses.field(default_factory=dict)
    epsilon: float | None = None
    impressions: Impressions | None = None
    events: EventTable | None = None

    def __post_init__(self) -> None:
        freeze(self.low, self.high)
        if self.people is not None:
            freeze(self.people)

    def __len__(self) -> int:
        return len(self.low)

    def take(self, rows: Integers) -> Release:
        """Return the release of some of its rows."""
        exact = self.exact.iloc[rows].reset_index(drop=True)
        people = None if self.people is None else self.people[rows]
        events = None if self.events is None else self.events.take(rows)
        low = self.low.take(rows, axis=0)  # several times as fast as an index
        high = low if self.high is self.low else self.high.take(rows, axis=0)
        return dataclasses.replace(self, exact=exact, low=low, high=high, people=people, events=events)

    @cached_property
    def classes(self) -> Integers:
        """The equivalence class of every row (shape: rows).

        Rows with the same intervals share a number; a cohort is a class of its own, whatever its intervals.
        """
        if self.people is not None:
            return frozen(np.arange(len(self)))
        exact = self.low is self.high or np.array_equal(self.low, self.high)
        return frozen(number_rows([*self.low.T] if exact else [*self.low.T, *self.high.T], len(self)))

    @property
    def _number(self) -> str:
        """The heading of the number of people in each cohort: "people", longer where a column is called that."""
        heading = PEOPLE
        while heading in self.schema:
            heading += " "
        return heading

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The table in readable form: an interval is written "low to high" (computed on first use)."""
        columns: dict[str, Any] = {} if self.people is None else {self._number: self.people}
        quasi = {column.name: place for place, column in enumerate(self.schema.having("quasi"))}
        for column in self.schema.columns:
            if column.name in quasi:
                place = quasi[column.name]
                columns[column.name] = column.readable(self.low[:, place], self.high[:, place])
            else:
                columns[column.name] = self.exact[column.name].array
        return frozen(pd.DataFrame(columns))


@dataclasses.dataclass(frozen=True, eq=False)
class Vault:
    """Which row is whose, held by the company.

    Only training, targeting and the scorer of attacks may use it.

    Attributes:
        row: the row of every customer, -1 where there is none (shape: customers). Several may share one.
        holds: whose data are in the table, whether or not they have a row of their own (shape: customers).
    """

    row: Integers
    holds: Flags

    def __post_init__(self) -> None:
        freeze(self.row, self.holds)

    @property
    def person(self) -> Integers:
        """The customer of every row, for tables in which each row is one person's (shape: rows)."""
        holders = np.flatnonzero(self.row >= 0)
        return holders[np.argsort(self.row[holders])]
