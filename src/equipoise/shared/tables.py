"""A raw table as a release whose quasi-identifiers are exact."""

from __future__ import annotations

import numpy as np
import pandas as pd

from equipoise.shared.release import Release
from equipoise.shared.schema import Schema


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
    exact = frame[kept].reset_index(drop=True)
    return Release(exact=exact, low=codes, high=codes, schema=schema)
