"""Who and what flows through the shop: people, fields and months at every step, by source and purpose."""

from __future__ import annotations

import dataclasses
from typing import Final

import numpy as np

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Flags
from equipoise.core.vocabulary import MODELLED
from equipoise.rules.readings import used_fields
from equipoise.shared.release import Release, Vault

STEPS: Final = ("ask", "collect", "store", "learn", "choose", "share")
"""The steps, in the order of the data."""


@dataclasses.dataclass(frozen=True)
class Step:
    """One step of the data.

    Attributes:
        name: one of `STEPS`. people: how many customers' data is there. fields: how many columns are kept of each.
        months: how far back they go. Fields and months are 0 where nothing is kept of a single person.
    """

    name: str
    people: int
    fields: int
    months: int


@dataclasses.dataclass(frozen=True)
class Source:
    """What comes from one source: how many columns, for which purpose, and of how many customers."""

    name: str
    purpose: str
    fields: int
    people: int


@dataclasses.dataclass(frozen=True)
class Flow:
    """The whole way of the data, and where it comes from."""

    steps: tuple[Step, ...]
    sources: tuple[Source, ...]

    def __getitem__(self, name: str) -> Step:
        return next(step for step in self.steps if step.name == name)


def flow(settings: Settings) -> Flow:
    """Return what flows through the shop under these settings."""
    chain = Chain(settings)
    modelled = chain.settings.target.strategy in MODELLED
    months, collected = chain.settings.minimise.retention_months, len(chain.minimise.value.schema.columns)
    columns = len(chain.inside.value[0].schema.columns)
    copy, _ = partners_copy(chain)
    kept = {
        "collect": (collected, months),
        "store": (columns, months),
        "learn": (len(used_fields(chain.settings)), months) if modelled else (0, 0),
        "share": (len(copy.schema.columns), months),
    }
    there = present(chain)
    steps = tuple(Step(name, int(there[name].sum()), *kept.get(name, (0, 0))) for name in STEPS)
    return Flow(steps, _sources(chain, there["store"]))


def present(chain: Chain) -> dict[str, Flags]:
    """Return whose data is there at each of `STEPS` (each shape: customers).

    Where nothing is learned from single people, nobody is there at that step. At the step "choose" are those whom an
    offer reaches, be it the same for all.
    """
    stored = chain.inside.value[1].holds  # without whoever is held back for measurement, or was suppressed
    learns = chain.folds.value.history & chain.history.value.logged & stored
    _, partners = partners_copy(chain)
    met = chain.deliver.value
    return {
        "ask": np.ones(chain.population.value.size, dtype=bool),
        "collect": chain.consent.value.permit("analytics"),
        "store": stored,
        "learn": learns & (chain.settings.target.strategy in MODELLED),
        "choose": met.selected & met.reachable,
        "share": partners.holds,
    }


def partners_copy(chain: Chain) -> tuple[Release, Vault]:
    """Return the table that partners get, and whose rows they are."""
    return chain.varied(**{"attack.profile": "data_buyer"}).exposure.table.value


def _sources(chain: Chain, stored: Flags) -> tuple[Source, ...]:
    found: dict[tuple[str, str], int] = {}
    for column in chain.minimise.value.schema.columns:
        key = column.source, column.purpose
        found[key] = found.get(key, 0) + 1
    said = chain.consent.value
    return tuple(
        Source(name, purpose, fields, int((stored & said.permit(purpose)).sum()))
        for (name, purpose), fields in found.items()
    )
