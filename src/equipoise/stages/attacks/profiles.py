"""Who attacks: each profile fixes the table, the auxiliary knowledge and the access to the model.

All of it is assumed. Coverage is the share of people whom the attacker's register lists.
"""

from __future__ import annotations

import dataclasses
from typing import Literal

PUBLIC_FIELDS = ("name", "birth_date", "sex", "postcode")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Profile:
    """One kind of attacker.

    Attributes:
        table: the stored release, or the copy that partners hold.
        inside: whether the attacker works in the company, and so holds the raw table where the release is synthetic.
        fields: the known fields of every target. coverage: the share of people whom the register lists.
        knows_customers: whether the attacker knows that the target is a customer, or has to search a register of the
            whole population.
        aims: the attacks on identity that serve this attacker's goal, and count in the headline. The goal is to find a
            person's row, or also to describe a person so that only one person fits.
        purchases: number of known purchases of every target. known: what is known of each (see `points.LEVELS`).
        old_table: whether the attacker holds an old table with names. model_access: whether the model can be queried.
    """

    table: Literal["stored", "shared"] = "stored"
    inside: bool = False
    fields: tuple[str, ...] = PUBLIC_FIELDS
    coverage: float = 1.0
    knows_customers: bool = True
    aims: tuple[str, ...] = ("linkage", "purchases", "reversal")
    purchases: int = 0
    known: tuple[str, ...] = ("item",)
    old_table: bool = False
    model_access: bool = False


_FINDERS = ("linkage", "reversal", "singling_out")
_BUYER = Profile(table="shared", coverage=0.7, knows_customers=False, aims=_FINDERS)
PROFILES = {
    "curious_employee": Profile(inside=True, purchases=3, model_access=True),
    "data_buyer": _BUYER,
    "leak_buyer": dataclasses.replace(_BUYER, old_table=True, aims=(*_FINDERS, "periods")),
    "neighbour": Profile(fields=("name", "sex", "postcode"), purchases=5, known=("item", "month")),
    "journalist": Profile(knows_customers=False, aims=_FINDERS),
}
