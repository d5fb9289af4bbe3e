"""Stage 4: what is done to the table before it is stored, shared or leaked.

A technique takes a release and returns a less detailed one, together with the new row of every given row. The catalogue
lists all techniques.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from equipoise.core.arrays import Flags, Integers
from equipoise.core.seeds import stream
from equipoise.shared.column import Column
from equipoise.shared.reading import conform
from equipoise.shared.release import Impressions, Release, Vault
from equipoise.shared.schema import Schema
from equipoise.shared.tables import release_of
from equipoise.stages.protect import k_anonymity
from equipoise.stages.protect.catalogue import IDENTIFIERS, TECHNIQUES
from equipoise.stages.protect.coins import Coins
from equipoise.stages.protect.identifiers import as_frame
from equipoise.stages.protect.settings import ProtectSettings

if TYPE_CHECKING:
    from equipoise.shared.history import History
    from equipoise.shared.identity import Identifiers
    from equipoise.shared.minimised import Minimised


def identify(settings: ProtectSettings, customers: Identifiers, seed: int) -> dict[Column, Integers]:
    """Treat the direct identifiers of every customer."""
    treated: dict[Column, Integers] = IDENTIFIERS[settings.identifiers].load()(customers, seed)
    return treated


def protect(
    settings: ProtectSettings,
    table: Minimised,
    identifiers: dict[Column, Integers],
    holds: Flags,
    seed: int,
    log: History | None = None,
    learns: Flags | None = None,
) -> tuple[Release, Vault]:
    """Return the release of the customers in ``holds``, and the vault, which says whose rows they are.

    Args:
        settings: technique and strength.
        table: what the company keeps.
        identifiers: the treated direct identifiers (one entry a customer).
        holds: whose rows the release may hold (shape: customers).
        seed: the world's seed; rows are shuffled by the stream "protect.shuffle".
        log, learns: past campaigns, and for which customers they may be used, for a technique in `INVENTED`.
    """
    shuffled = stream(seed, "protect.shuffle").permutation(table.customers)
    person = shuffled[holds[shuffled]]
    frame = pd.concat([as_frame(identifiers), table.exact.iloc[: table.customers]], axis=1)
    release = Release(
        exact=frame.iloc[person].reset_index(drop=True),
        low=table.low[person],
        high=table.high[person],
        schema=Schema((*identifiers, *table.schema.columns)),
        impressions=None if log is None or learns is None else _logged(log, learns, person),
        events=None if table.events is None else table.events.take(person),
    )
    coins = Coins(seed, table.customers, person)
    release, new_row = apply_technique(release, settings, coins)
    row = np.full(table.customers, -1, dtype=np.int64)
    row[person] = new_row
    return release, Vault(row=row, holds=holds.copy() if release.rows == "synthetic" else row >= 0)


def apply_technique(release: Release, settings: ProtectSettings, coins: Coins) -> tuple[Release, Integers]:
    """Return the protected release, and the new place of each given row, -1 for none."""
    protected: tuple[Release, Integers] = TECHNIQUES[settings.technique].load()(release, settings, coins)
    return protected


def _logged(log: History, learns: Flags, person: Integers) -> Impressions:
    """Return the past impressions of the rows whose people's history may be used."""
    rows = np.flatnonzero(learns[person])
    arm, visit = log.arm[person[rows]], log.visit[person[rows]]
    return Impressions(row=np.repeat(rows, arm.shape[1]), arm=arm.ravel().astype(np.int64), visit=visit.ravel())


def k_anonymise(frame: pd.DataFrame, schema: Schema, *, k: int = 5) -> Release:
    """Return any table with its quasi-identifiers widened until every class has at least ``k`` rows.

    Args:
        frame: the table. schema: what its columns mean.
        k: smallest permitted class, at least 1.

    Raises:
        DataError: the table does not fit its schema.
    """
    return k_anonymity.generalise(release_of(conform(frame, schema), schema), k=max(1, k))[0]
