"""An attack by hand with filters: the rows that may belong to a person about whom some values are known."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from equipoise.core.arrays import Flags
from equipoise.shared.column import Column
from equipoise.shared.release import Release
from equipoise.stages.attacks.matching import identifier_codes


def fitting(release: Release, wanted: Mapping[str, float]) -> Flags:
    """Return the rows that may belong to a person with all of the ``wanted`` values (shape: rows).

    Args:
        release: the table.
        wanted: values by column, on the columns' own scales; of behaviour, a lower bound of the total.
    """
    kept = np.ones(len(release), dtype=bool)
    for field, value in wanted.items():
        kept &= fits(release, field, value)
    return kept


def fits(release: Release, field: str, value: float) -> Flags:
    """Return the rows that may belong to a person with this value in this column (shape: rows).

    An interval fits if it covers the value. Randomised answers are compared as they are, so a false one excludes the
    person's own row. A behaviour total fits if it may be at least ``value``; in cohorts, the total of the whole cohort.
    """
    quasi = release.schema.names("quasi")
    if field in quasi:
        place = quasi.index(field)
        return np.asarray((release.low[:, place] <= value) & (value <= release.high[:, place]))
    column = release.schema[field]
    if column.role == "behaviour":
        return _as_much(release, column, value)
    return np.asarray(identifier_codes(release.exact[field]) == value)


def _as_much(release: Release, column: Column, least: float) -> Flags:
    totals = release.exact[column.name].to_numpy(dtype=float)
    known = np.nan_to_num(totals)
    if release.people is not None:
        enough = known * release.people >= least - 0.5  # a mean is rounded
    elif column.bands:
        above = np.append(column.bands[1:], np.inf)
        enough = above[column.band_of(known)] > least
    else:
        enough = known >= least
    return np.asarray(enough | np.isnan(totals))
