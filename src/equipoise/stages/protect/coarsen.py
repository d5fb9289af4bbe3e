"""Coarsening of behaviour: a total becomes the band that it lies in, and the ends of the bands are public.

Global recoding and top coding (Hundepool et al., "Statistical Disclosure Control", 2012, doi:10.1002/9781118348239).
The bands are constants, never taken from the data, so they disclose nothing. Rare totals become fewer, but a row of
many coarse totals can still be unique.
"""

from __future__ import annotations

import dataclasses
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from equipoise.core.errors import DataError
from equipoise.shared.column import Column
from equipoise.shared.schema import Schema
from equipoise.stages.protect.catalogue import BANDS

if TYPE_CHECKING:
    from equipoise.shared.minimised import Minimised


def coarsen(frame: pd.DataFrame, schema: Schema, coding: str) -> tuple[pd.DataFrame, Schema]:
    """Return the table with every behaviour total replaced by the lower end of its band, and the schema saying so.

    Args:
        frame: the table; it may lack columns of the schema other than behaviour.
        schema: its columns. Counted behaviour is coarsened, everything else stays, spend in euros too: how
            precisely that is kept was decided when it was collected.
        coding: a key of `BANDS`.

    Totals below the first band count as in it, and no band begins below a column's bounds; values missing by design
    stay missing.

    Raises:
        DataError: there is no such coding.
    """
    if coding not in BANDS:
        raise DataError.about(coding, "protect.coding", known=tuple(BANDS))
    ends = BANDS[coding]
    names = [column.name for column in schema.columns if column.counted]
    if not ends or not names:
        return frame, schema
    totals = frame[names].to_numpy(dtype=np.float32)
    coded = np.where(np.isnan(totals), totals, np.float32(ends[0]))
    for below, end in pairwise(ends):
        coded += np.float32(end - below) * (totals >= end)
    least = [max(ends[0], bounds[0]) if (bounds := schema[name].bounds) else ends[0] for name in names]
    coded = np.maximum(coded, np.array(least, dtype=np.float32))
    rest = frame.drop(columns=names)
    coarse = pd.concat([rest, pd.DataFrame(coded, columns=names, index=frame.index)], axis=1)[list(frame.columns)]
    return coarse, Schema(tuple(_banded(column, ends) if column.name in names else column for column in schema.columns))


def coarsen_table(table: Minimised, coding: str) -> Minimised:
    """Return the kept table, of customers and public panel, with behaviour coarsened by ``coding``.

    Single events would give the totals away, so bands hold none.
    """
    exact, schema = coarsen(table.exact, table.schema, coding)
    return table if schema is table.schema else dataclasses.replace(table, exact=exact, schema=schema, events=None)


def _banded(column: Column, ends: tuple[float, ...]) -> Column:
    """Return the column with the bands that lie within its public bounds."""
    lowest, highest = (-np.inf, np.inf) if column.bounds is None else column.bounds
    bands = dict.fromkeys(max(end, lowest) for end in ends if end <= highest)
    return dataclasses.replace(column, bands=tuple(bands))
