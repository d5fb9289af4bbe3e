"""Stage 4: what is done to the table before it is stored, shared or leaked.

A technique takes a release and gives a weaker one, together with the new row of every row that it was given. Adding
one means one new file, one line in `TECHNIQUES`, one test, and its texts.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from equipoise.arrays import Flags, Floats, Integers
from equipoise.protect import (
    cohorts,
    k_anonymity,
    l_diversity,
    randomised_response,
    suppression,
    synthetic,
    t_closeness,
)
from equipoise.protect.coarsen import coarsen, coarsen_table
from equipoise.protect.identifiers import TREATMENTS, as_frame
from equipoise.protect.release import Impressions, Release, Vault
from equipoise.protect.settings import ProtectSettings
from equipoise.protect.tables import release_of
from equipoise.schema import Column, Schema
from equipoise.seeds import stream

if TYPE_CHECKING:
    from equipoise.history import History
    from equipoise.minimise import Minimised
    from equipoise.world.identity import Identifiers


@dataclasses.dataclass(frozen=True, eq=False)
class Coins:
    """Draws for a purpose that is named; called, it gives one uniform number per row, which its person keeps always.

    Attributes:
        seed: the world's seed. customers: how many there are. person: the customer of every row.
    """

    seed: int
    customers: int
    person: Integers

    def __call__(self, name: str) -> Floats:
        """Return a draw for every row."""
        return self.stream(name).random(self.customers)[self.person]

    def stream(self, name: str) -> np.random.Generator:
        """Return a generator that does not depend on whose rows these are: for noise, and for invented people."""
        return stream(self.seed, f"protect.{name}")


Technique = Callable[[Release, ProtectSettings, Coins], tuple[Release, Integers]]
"""Gives the protected release, and where each row of the given one went: the place of its new row, -1 for none."""


def _unchanged(release: Release, settings: ProtectSettings, coins: Coins) -> tuple[Release, Integers]:
    return release, np.arange(len(release))


TECHNIQUES: dict[str, Technique] = {
    "none": _unchanged,
    "k_anonymity": lambda release, settings, coins: k_anonymity.generalise(release, k=settings.k),
    "l_diversity": lambda release, settings, coins: l_diversity.diversify(release, k=settings.k, least=settings.l),
    "t_closeness": lambda release, settings, coins: t_closeness.approach(release, k=settings.k, most=settings.t),
    "suppression": lambda release, settings, coins: suppression.suppress(release, k=settings.k),
    "cohorts": lambda release, settings, coins: cohorts.aggregate(release, k=settings.k),
    "synthetic": lambda release, settings, coins: synthetic.synthesise(release, coins.stream),
    "synthetic_dp": lambda release, settings, coins: synthetic.synthesise(
        release, coins.stream, epsilon=settings.epsilon
    ),
    "randomised_response": lambda release, settings, coins: randomised_response.respond(
        release, epsilon=settings.epsilon, coins=coins
    ),
}

INVENTED = frozenset({"synthetic", "synthetic_dp"})
"""Techniques whose rows are nobody's: they need the log of campaigns, and the raw table stays inside the company."""


def identify(settings: ProtectSettings, customers: Identifiers, seed: int) -> dict[Column, Integers]:
    """Treat the direct identifiers of every customer."""
    return TREATMENTS[settings.identifiers](customers, seed)


def protect(
    settings: ProtectSettings,
    table: Minimised,
    identifiers: dict[Column, Integers],
    holds: Flags,
    seed: int,
    log: History | None = None,
    learns: Flags | None = None,
) -> tuple[Release, Vault]:
    """Make the release of the customers in ``holds``, and the vault that says whose rows they are.

    Args:
        settings: technique and strength.
        table: what the company keeps.
        identifiers: the treated direct identifiers (one entry a customer).
        holds: whose rows the release may hold (shape: customers).
        seed: the world's seed; rows are shuffled by the stream "protect.shuffle".
        log, learns: past campaigns, and whose may be used (shape: customers), for a technique in `INVENTED`.
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
    )
    coins = Coins(seed, table.customers, person)
    release, new_row = TECHNIQUES[settings.technique](release, settings, coins)
    row = np.full(table.customers, -1, dtype=np.int64)
    row[person] = new_row
    return release, Vault(row=row, holds=holds.copy() if release.rows == "synthetic" else row >= 0)


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
    return k_anonymity.generalise(release_of(frame, schema), k=max(1, k))[0]


__all__ = [
    "INVENTED",
    "TECHNIQUES",
    "Coins",
    "Release",
    "Vault",
    "coarsen",
    "coarsen_table",
    "identify",
    "k_anonymise",
    "protect",
    "release_of",
]
