"""A raw table as a release whose quasi-identifiers are exact."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import pandas as pd

from equipoise.shared.release import Release
from equipoise.shared.schema import Schema

Table = TypeVar("Table", pd.DataFrame, pd.Series)


def release_of(frame: pd.DataFrame, schema: Schema) -> Release:
    """Return ``frame`` as a release with exact quasi-identifiers; the order of its rows is kept.

    Raises:
        DataError: the table is empty, lacks a declared column, or holds a missing or undeclared quasi-identifier.
    """
    schema.check(frame)
    quasi = schema.having("quasi")
    codes = np.empty((len(frame), len(quasi)))
    for place, column in enumerate(quasi):
        codes[:, place] = column.encode(frame[column.name])
    kept = [column.name for column in schema.columns if column.role != "quasi"]
    return Release(exact=numbered(frame[kept]), low=codes, high=codes, schema=schema)


def numbered(table: Table) -> Table:
    """Return a table or a column with its rows numbered from 0: itself if they are."""
    index = table.index
    if isinstance(index, pd.RangeIndex) and (index.start, index.step, index.name) == (0, 1, None):
        return table
    return table.reset_index(drop=True)
