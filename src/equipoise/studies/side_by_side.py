"""The same few people before and after protection, cell by cell.

It uses the vault, which says which row is whose, to show learners what nobody outside the company can see. The chain
does not use it.
"""

from __future__ import annotations

import dataclasses
import math
from typing import Literal

import numpy as np
import pandas as pd

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Array, Flags, Integers
from equipoise.core.seeds import stream
from equipoise.shared.column import Column
from equipoise.shared.release import Release
from equipoise.studies.trace import identifier

NOTHING = "–"
IDENTIFIERS = "identifiers"
"""The name of the column that summarises all direct identifiers."""
UNPROTECTED = {"protect.identifiers": "keep", "protect.technique": "none", "protect.behaviour": "exact"}


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class SideBySide:
    """Some people's rows as they are kept and as they are released, in words.

    Attributes:
        raw: the rows before protection (people x columns, the direct identifiers as one column `IDENTIFIERS`).
        protected: the same people's released rows in the same shape, `NOTHING` where there is none; invented people's
            rows where ``rows`` is "synthetic".
        changed: which cells differ as text; none for people without a row.
        withheld: who has no row in the release (shape: people).
        sharing: how many people share each person's row: 1, the size of a cohort, or 0 where there is none.
        kind: the role or, of behaviour, the source of every column: "direct", "quasi", "sensitive", "purchases", ...
        rows: what a released row is.
    """

    raw: pd.DataFrame
    protected: pd.DataFrame
    changed: pd.DataFrame
    withheld: Flags
    sharing: Integers
    kind: dict[str, str]
    rows: Literal["people", "cohorts", "synthetic"]


def side_by_side(settings: Settings, people: int = 10) -> SideBySide:
    """Return the first ``people`` of a fixed order of customers whose data may be in the release, before and after.

    The order is the stream "side_by_side": the same people appear whatever the protection.
    """
    chain, bare = Chain(settings), Chain(settings.replace(**UNPROTECTED))
    (release, vault), (raw, raw_vault) = chain.protect.value, bare.protect.value
    order = stream(chain.seed, "side_by_side").permutation(vault.row.size)
    sample = order[raw_vault.row[order] >= 0][:people]
    return beside(raw.take(raw_vault.row[sample]), release, vault.row[sample])


def beside(raw: Release, release: Release, row: Integers) -> SideBySide:
    """Return people's raw rows beside their released ones.

    Args:
        raw: unprotected, one row a person. release: after protection.
        row: each person's row in ``release``, -1 for none (shape: rows of ``raw``). A synthetic release has no rows of
            real people: its first rows are shown instead.
    """
    invented = release.rows == "synthetic"
    there = np.full(len(row), True) if invented else row >= 0
    rows = np.arange(min(len(row), len(release))) if invented else row[there]
    columns = [column for column in raw.schema.columns if column.role != "direct"]
    before = _worded(raw, columns)
    after = _worded(release.take(rows), columns)
    if not invented:
        after = after.set_index(np.flatnonzero(there)).reindex(range(len(row)), fill_value=NOTHING)
    same = after.to_numpy() == before.to_numpy() if after.shape == before.shape else np.full(before.shape, True)
    differs = ~same & there[:, None] & (not invented)
    return SideBySide(
        raw=before,
        protected=after,
        changed=pd.DataFrame(differs, columns=before.columns),
        withheld=~there,
        sharing=_sharing(release, row),
        kind={IDENTIFIERS: "direct"} | {column.name: _kind(column) for column in columns},
        rows=release.rows,
    )


def _kind(column: Column) -> str:
    return column.source if column.role == "behaviour" else column.role


def _sharing(release: Release, row: Integers) -> Integers:
    """Return how many people have the row that each one has."""
    sizes = np.ones(len(release), dtype=np.int64) if release.people is None else release.people
    return np.where(row >= 0, np.append(sizes, 0)[row], 0)


def _worded(release: Release, columns: list[Column]) -> pd.DataFrame:
    """Return a release in words, with the given columns; one that it lacks reads `NOTHING`."""
    places = {column.name: place for place, column in enumerate(release.schema.having("quasi"))}
    words: dict[str, list[str]] = {IDENTIFIERS: _identifiers(release)}
    for column in columns:
        name = column.name
        if name in places:
            ends = release.low[:, places[name]], release.high[:, places[name]]
            words[name] = release.schema[name].readable(*ends)
        elif name in release.schema:
            words[name] = _values(release.schema[name], release.exact[name].to_numpy(), release.rows == "cohorts")
        else:
            words[name] = [NOTHING] * len(release)
    return pd.DataFrame(words, index=range(len(release)), dtype=object)


def _identifiers(release: Release) -> list[str]:
    names = release.schema.names("direct")
    cells = [[identifier(name, value) for value in release.exact[name].tolist()] for name in names]
    return [", ".join(parts) for parts in zip(*cells, strict=True)] if cells else [NOTHING] * len(release)


def _values(column: Column, values: Array, averages: bool) -> list[str]:
    return [_value(column, value, averages) for value in values.tolist()]


def _value(column: Column, value: object, averages: bool) -> str:
    """Return one value: a level, a band ("2 to 3"), a count, an average ("0.4"), or a share ("12 in 100")."""
    if not isinstance(value, (int, float)):
        return str(value)
    if math.isnan(value):
        return NOTHING
    if column.levels:
        return f"{100 * value:.0f} in 100" if averages else column.levels[int(value)]
    if averages:
        return f"{value:.1f}"
    if not column.bands:
        return f"{value:g}" if column.counted else f"{value:.2f}"
    return _band(column.bands, value)


def _band(bands: tuple[float, ...], value: float) -> str:
    place = max(0, int(np.searchsorted(bands, value, side="right")) - 1)
    first = bands[place]
    if place == len(bands) - 1:
        return f"{first:g} or more"
    last = bands[place + 1] - 1
    return f"{first:g}" if last <= first else f"{first:g} to {last:g}"
