"""Check a table before it leaves the house: how findable its people are, and what would help.

A row stands out if nobody else has its details: whoever knows these finds the person. No name is shown.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from equipoise.any_table.levers import table_settings
from equipoise.any_table.own_table import attack_table, read_own, table_protection
from equipoise.core.arrays import Integers
from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import wilson
from equipoise.shared.equivalence import number_rows
from equipoise.shared.reading import as_released
from equipoise.shared.release import Release
from equipoise.shared.schema import Schema
from equipoise.shared.tables import release_of
from equipoise.stages.measure.disclosure import release_disclosure

MOST_SHOWN = 20
"""How many of the rows that stand out are named."""
WITHHELD = "withheld"
"""What a row without a place in the protected table becomes."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Findable:
    """How findable the people of a table are by its quasi-identifiers.

    Attributes:
        rows: of the table. k: rows in the smallest class. unique: share of rows that are alone in their class.
        without: the same share if a column were not there, by column; a column whose share is much lower tells most.
        standing: the first rows that are alone, as places in the table, from 0.
    """

    rows: int
    k: int
    unique: Rate
    without: Mapping[str, Rate]
    standing: tuple[int, ...]


def findable(frame: pd.DataFrame, schema: Schema, *, most: int = MOST_SHOWN) -> Findable:
    """Return how findable people are; values may be intervals, as a protected table has them.

    Raises:
        DataError: the table does not fit its schema.
    """
    release = as_released(frame, schema)
    names = release.schema.names("quasi")
    sizes = _sizes(release, range(len(names)))
    others = {name: [each for each in range(len(names)) if each != place] for place, name in enumerate(names)}
    return Findable(
        rows=len(release),
        k=int(sizes.min()) if sizes.size else 0,
        unique=_alone(sizes),
        without={name: _alone(_sizes(release, kept)) for name, kept in others.items()},
        standing=tuple(np.flatnonzero(sizes == 1)[:most].tolist()),
    )


def _sizes(release: Release, places: Sequence[int]) -> Integers:
    """Return for each row how many rows have the same quasi-identifiers at these places, itself included."""
    ends = [part[:, place] for part in (release.low, release.high) for place in places]
    classes = number_rows(ends, len(release))
    return np.asarray(np.bincount(classes)[classes], dtype=np.int64)


def _alone(sizes: Integers) -> Rate:
    return wilson(int((sizes == 1).sum()), sizes.size)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Helped:
    """What a technique makes of a table.

    Attributes:
        risk: the share found by their details, beyond what is found of people who are not in it. unique: share of rows
            that are alone. k: rows in the smallest class. lost: normalised certainty penalty, 0 to 1.
        withheld: how many rows are missing. of: how many there were.
    """

    risk: Rate
    unique: Rate
    k: int
    lost: float
    withheld: int
    of: int


def helped(frame: pd.DataFrame, schema: Schema, *, seed: int = 0, **levers: Any) -> Helped:
    """Protect the table, attack it, and return what is left of risk and of information; levers as `protect_table`'s.

    Raises:
        DataError: the table does not fit its schema. SettingsError: a lever is not permitted.
    """
    measured = release_disclosure(_protected(frame, schema, seed, levers)[0])
    found = attack_table(frame, schema, only=("linkage",), seed=seed, **levers)["linkage"]
    return Helped(
        risk=found.risk,
        unique=measured.unique_share,
        k=measured.k,
        lost=measured.information_loss,
        withheld=measured.suppressed,
        of=len(frame),
    )


def before_and_after(
    frame: pd.DataFrame, schema: Schema, rows: Sequence[int], *, seed: int = 0, **levers: Any
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the details of some rows, and what a technique makes of them, in the same order and as text.

    Args:
        rows: places in the table, from 0. levers: as those of `protect_table`.
    """
    names = list(schema.names("quasi"))
    before = frame.iloc[list(rows)][names].astype(str).reset_index(drop=True)
    release, place = _protected(frame, schema, seed, levers)
    after = before.copy()
    for number, row in enumerate(rows):
        new = int(place[row])
        after.loc[number] = [WITHHELD] * len(names) if new < 0 else release.frame[names].iloc[new].astype(str).tolist()
    return before, after


def _protected(frame: pd.DataFrame, schema: Schema, seed: int, levers: Mapping[str, Any]) -> tuple[Release, Integers]:
    """Return the protected table and the new place of each row, -1 where it is withheld."""
    settings = table_settings({"identifiers": "drop"} | dict(levers))
    read, known = read_own(frame, schema, settings)
    everybody = np.arange(len(read))
    return table_protection(settings, len(read), seed)(release_of(read, known), everybody)
