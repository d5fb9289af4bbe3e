"""The schema of a table: its columns in order.

Protections, attacks and measures work on any DataFrame with a `Schema`, not only on the invented world.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Self

import pandas as pd

from equipoise.core.errors import DataError
from equipoise.shared.column import Column, Role, repeated
from equipoise.shared.schema_toml import read, write


@dataclasses.dataclass(frozen=True)
class Schema:
    """The columns of a table, in order."""

    columns: tuple[Column, ...]

    def __post_init__(self) -> None:
        twice = repeated(column.name for column in self.columns)
        if twice is not None:
            raise DataError.about(twice, "schema.column_twice")

    def __getitem__(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        raise DataError.about(name, "schema.no_column", columns=self.names())

    def __contains__(self, name: object) -> bool:
        return any(column.name == name for column in self.columns)

    def names(self, *roles: Role) -> tuple[str, ...]:
        """Return the names of the columns with one of ``roles`` (all columns when none is given)."""
        return tuple(column.name for column in self.columns if not roles or column.role in roles)

    def having(self, *roles: Role) -> tuple[Column, ...]:
        """Return the columns with one of ``roles``."""
        return tuple(column for column in self.columns if column.role in roles)

    def only(self, names: Iterable[str]) -> Schema:
        """Return the schema of the columns in ``names``, in the schema's order."""
        wanted = set(names)
        return Schema(tuple(column for column in self.columns if column.name in wanted))

    def to_toml(self) -> str:
        """Return the schema as a TOML file: one table ``[[column]]`` a column."""
        return write(self.columns)

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """Read a schema from TOML: ``name``, ``role`` and ``kind`` of every column, other fields as needed.

        Raises:
            DataError: naming the value, the rule that it breaks, and the remedy.
        """
        return cls(read(text))

    def check(self, frame: pd.DataFrame) -> None:
        """Refuse a table that is empty or lacks a declared column.

        Raises:
            DataError: naming what is wrong and what to do.
        """
        missing = [name for name in self.names() if name not in frame.columns]
        if missing:
            raise DataError.about(missing[0], "table.lacks_column")
        if frame.columns.duplicated().any():
            name = frame.columns[frame.columns.duplicated()][0]
            raise DataError.about(name, "table.column_twice")
        if frame.empty:
            raise DataError.about(len(frame), "table.empty")
