"""The checks of an audit: what is looked at, and how sure a finding is."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Final, Literal

from equipoise.core.registry import Entry

_HERE = "equipoise.audit.checks"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Check(Entry):
    """One line of the registry; its code takes the records and returns what it has seen.

    Attributes:
        kind: "exact" if it counts what must not be there at all, "statistical" if chance alone may look like a finding.
        remedy: the lever that stands nearest, by its dotted name; "" if a person has to mend it.
    """

    kind: Literal["exact", "statistical"]
    remedy: str = ""


CHECKS: Final[Mapping[str, Check]] = {
    "opt_outs": Check(code=f"{_HERE}.opt_outs:look", kind="exact", remedy="consent.honour"),
    "signals": Check(code=f"{_HERE}.signals:look", kind="exact", remedy="consent.honour_signal"),
    "proof": Check(code=f"{_HERE}.proof:look", kind="exact"),
    "erasure": Check(code=f"{_HERE}.erasure:look", kind="exact", remedy="consent.erasure"),
    "retention": Check(code=f"{_HERE}.retention:look", kind="exact", remedy="minimise.retention_months"),
    "keys": Check(code=f"{_HERE}.keys:look", kind="exact", remedy="protect.identifiers"),
    "partner": Check(code=f"{_HERE}.partner:look", kind="exact", remedy="consent.honour"),
    "requests": Check(code=f"{_HERE}.requests:look", kind="exact", remedy="ads.honour_opt_out"),
    "messages": Check(code=f"{_HERE}.messages:look", kind="exact", remedy="consent.honour"),
    "customers": Check(code=f"{_HERE}.customers:look", kind="exact"),
    "repeats": Check(code=f"{_HERE}.repeats:look", kind="exact"),
    "receipts": Check(code=f"{_HERE}.receipts:look", kind="exact"),
    "deliveries": Check(code=f"{_HERE}.deliveries:look", kind="exact"),
    "feeds": Check(code=f"{_HERE}.feeds:look", kind="statistical"),
    "scores": Check(code=f"{_HERE}.scores:look", kind="statistical"),
    "answers": Check(code=f"{_HERE}.answers:look", kind="statistical"),
    "people": Check(code=f"{_HERE}.people:look", kind="statistical"),
}
"""All checks of the records, in the order of the report."""
