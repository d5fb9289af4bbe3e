"""A leak of the stored table: what was in it, whom it identifies, and what each safeguard would have saved."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Final

from equipoise.chain.compare import compare
from equipoise.chain.pipeline import Chain, simulate
from equipoise.chain.settings import Settings
from equipoise.numerics.rate import Rate
from equipoise.runtime.jobs import Report, quiet

SAFEGUARDS: Final[Mapping[str, Mapping[str, Any]]] = {
    "keys": {"protect.identifiers": "drop"},
    "minimisation": {
        "minimise.survey": False,
        "minimise.collect_heritage": False,
        "minimise.birth_precision": "year",
        "minimise.postcode_precision": "district",
    },
    "sources": {"minimise.sources": ("purchases",)},
    "retention": {"minimise.retention_months": 3},
    "protection": {"protect.technique": "cohorts"},
}
"""What could have been done before: for each its levers, all else as it stands."""
ROLES: Final = ("direct", "quasi", "sensitive", "behaviour")
HOURS: Final = (0, 4, 24, 48, 72)
"""When something is due after a leak is noticed: the last by GDPR, articles 33 and 34, the others by good practice."""


@dataclasses.dataclass(frozen=True)
class Leak:
    """What leaks.

    Attributes:
        people: whose rows. columns: how many columns of each role, of `ROLES`. identified: the share that the attacker
            of these settings finds, with its control taken off. attack: the one that finds most.
        sensitive: whether answers about health or money are among it.
    """

    people: int
    columns: Mapping[str, int]
    identified: Rate
    attack: str
    sensitive: bool

    @property
    def surely_found(self) -> bool:
        """Whether more people are found than chance explains."""
        return self.identified.known and self.identified.low > 0

    @property
    def high_risk(self) -> bool:
        """Whether people have to be told as well: more are found than chance explains, or sensitive answers leak."""
        return self.sensitive or self.surely_found


@dataclasses.dataclass(frozen=True)
class Saved:
    """What one safeguard would have saved.

    Attributes:
        before, after: the share of people who are found, as things stand and with the safeguard. change: paired on the
            same people. right_offer: what it costs, as a paired change of the share who get their best offer.
        in_force: whether it is there already, so that it saves nothing more.
    """

    before: Rate
    after: Rate
    change: Rate
    right_offer: Rate
    in_force: bool


def leak(settings: Settings) -> Leak:
    """Return what leaks if somebody takes the stored table: the raw one, where only what is released is invented."""
    chain = Chain(settings)
    stored, vault = chain.inside.value
    outcome = chain.report.value
    roles = [column.role for column in stored.schema.columns]
    return Leak(
        people=int(vault.holds.sum()),
        columns={role: roles.count(role) for role in ROLES},
        identified=outcome.headlines.identified,
        attack=outcome.headlines.strongest_attack,
        sensitive="sensitive" in roles and bool(vault.holds.any()),
    )


def saved(settings: Settings, safeguard: str, report: Report = quiet) -> Saved:
    """Return what a safeguard would have saved, and what it would have cost."""
    other = settings.replace(**SAFEGUARDS[safeguard])
    before, after = simulate(settings, report), simulate(other, report)
    changes = compare(before, after)
    return Saved(
        before=before.headlines.identified,
        after=after.headlines.identified,
        change=changes.identified,
        right_offer=changes.right_offer,
        in_force=not settings.changes(other),
    )
