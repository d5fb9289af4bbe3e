"""Who and what flows through the shop: people, fields and months at every step, by source and purpose."""

from __future__ import annotations

import dataclasses
from typing import Any, Final

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import MODELLED

STEPS: Final = ("ask", "collect", "store", "learn", "choose", "share")
"""The steps, in the order of the data."""
LINDDUN: Final = {
    "ask": ("Unawareness and unintervenability",),
    "collect": ("Detecting", "Data disclosure"),
    "store": ("Linking", "Identifying"),
    "learn": ("Data disclosure", "Linking"),
    "choose": ("Unawareness and unintervenability", "Non-compliance"),
    "share": ("Data disclosure", "Identifying", "Non-repudiation"),
}
"""Which threats of LINDDUN (https://linddun.org) each step meets; the assignment is ours."""


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
    kept = chain.minimise.value
    months = chain.settings.minimise.retention_months
    fields = len(kept.schema.columns)
    said, folds, met = chain.consent.value, chain.folds.value, chain.deliver.value
    inside, vault = chain.inside.value
    stored = vault.holds  # without whoever is held back for measurement, or was suppressed
    copy, partners = chain.varied(**{"attack.profile": "data_buyer"}).exposure.table.value
    modelled = chain.settings.target.strategy in MODELLED
    learns = folds.history & chain.history.value.logged & stored if modelled else stored & False
    personal = met.selected & met.reachable
    columns = len(inside.schema.columns)
    steps = (
        Step("ask", chain.population.value.size, 0, 0),
        Step("collect", int(said.permit("analytics").sum()), fields, months),
        Step("store", int(stored.sum()), columns, months),
        Step("learn", int(learns.sum()), columns if modelled else 0, months if modelled else 0),
        Step("choose", int(personal.sum()), 0, 0),
        Step("share", int(partners.holds.sum()), len(copy.schema.columns), months),
    )
    return Flow(steps, _sources(chain, stored))


def _sources(chain: Chain, stored: Any) -> tuple[Source, ...]:
    found: dict[tuple[str, str], int] = {}
    for column in chain.minimise.value.schema.columns:
        key = column.source, column.purpose
        found[key] = found.get(key, 0) + 1
    said = chain.consent.value
    return tuple(
        Source(name, purpose, fields, int((stored & said.permit(purpose)).sum()))
        for (name, purpose), fields in found.items()
    )
