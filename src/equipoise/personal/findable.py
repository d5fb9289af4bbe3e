"""How many people of a table look like one customer by easily known fields, and the odds of finding the customer.

Easily known are birth date, sex and postcode (Sweeney 2002, doi:10.1142/S0218488502001648). An attacker who knows them
keeps the rows that fit; a random choice among n of them finds the right one in 1 of n cases, if it is among them.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.personal.wishes import Wishes, chain_of
from equipoise.runtime.jobs import Report, quiet
from equipoise.stages.attacks.filtering import fitting

VISIBLE = ("birth_date", "sex", "postcode")
_PLAIN: dict[str, Any] = {"protect.technique": "none", "protect.behaviour": "exact"}
PROTECTIONS: dict[str, dict[str, Any]] = {
    "names": _PLAIN | {"protect.identifiers": "keep", "minimise.birth_precision": "date",
                       "minimise.postcode_precision": "postcode"},
    "codes": _PLAIN | {"protect.identifiers": "keyed", "minimise.birth_precision": "date",
                       "minimise.postcode_precision": "postcode"},
    "rough": _PLAIN | {"minimise.birth_precision": "year", "minimise.postcode_precision": "district"},
    "groups_5": {"protect.technique": "k_anonymity", "protect.k": 5},
    "groups_25": {"protect.technique": "k_anonymity", "protect.k": 25},
    "cohorts": {"protect.technique": "cohorts", "protect.k": 25},
    "noise": {"protect.technique": "randomised_response"},
    "invented": {"protect.technique": "synthetic"},
}  # fmt: skip
"""Protections from the weakest to the strongest: the levers that each moves."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Crowd:
    """The people in a table who look like a customer.

    Attributes:
        alike: how many people's rows fit the easily known fields. there: whether the customer's is one of them.
        row: whether the customer has a row at all. named: whether the table has names in it.
    """

    alike: int
    there: bool
    row: bool
    named: bool = False

    @property
    def odds(self) -> float:
        """The probability that a random choice among those who fit is the customer (0 to 1)."""
        return 1.0 / self.alike if self.there and self.alike else 0.0


def crowd(chain: Chain, customer: int) -> Crowd:
    """Return the people who look like the customer in the shop's stored table."""
    release, vault = chain.protect.value
    people, row = chain.population.value.people, int(vault.row[customer])
    wanted = {name: float(getattr(people, "birth_day" if name == "birth_date" else name)[customer])
              for name in VISIBLE if name in release.schema}  # fmt: skip
    rows = np.flatnonzero(fitting(release, wanted))
    alike = rows.size if release.people is None else int(release.people[rows].sum())
    named = "name" in release.schema
    return Crowd(alike=alike, there=row in rows, row=row >= 0, named=named)


def crowds(settings: Settings, customer: int, wishes: Wishes | None = None, report: Report = quiet) -> dict[str, Crowd]:
    """Return the same under every one of `PROTECTIONS`, as a job's work: one table is made for each."""
    found = {}
    for place, (name, levers) in enumerate(PROTECTIONS.items()):
        report(place / len(PROTECTIONS))
        found[name] = crowd(chain_of(settings.replace(**levers), customer, wishes), customer)
    return found


def alike_in_population(chain: Chain, customer: int) -> int:
    """Return how many people of the invented population share all easily known fields, the customer included."""
    world = chain.population.value
    own = world.chosen[customer]
    alike = np.ones(len(world.notional), dtype=bool)
    for values in world.notional.fields.values():
        alike &= values == values[own]
    return int(alike.sum())
