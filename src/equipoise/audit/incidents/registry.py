"""The incidents: what breaks, how much of it, and which check has to find it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Final

from equipoise.audit.records import Records
from equipoise.core.errors import SettingsError
from equipoise.core.registry import Entry
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import NO_INCIDENT

_HERE = "equipoise.audit.incidents"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Incident(Entry):
    """One line of the registry; its code takes the records, a size and a random generator, and returns the broken ones.

    Attributes:
        check: the name of the check that has to find it. size: how much breaks: a number of people, or a share.
    """

    check: str
    size: float


INCIDENTS: Final[Mapping[str, Incident]] = {
    "ignored_opt_outs": Incident(code=f"{_HERE}.ignored_opt_outs:happen", check="opt_outs", size=20),
    "ignored_signals": Incident(code=f"{_HERE}.ignored_signals:happen", check="signals", size=20),
    "lost_proof": Incident(code=f"{_HERE}.lost_proof:happen", check="proof", size=20),
    "missed_copy": Incident(code=f"{_HERE}.missed_copy:happen", check="erasure", size=20),
    "stopped_job": Incident(code=f"{_HERE}.stopped_job:happen", check="retention", size=0.01),
    "unchanged_key": Incident(code=f"{_HERE}.unchanged_key:happen", check="keys", size=1),
    "partner_keeps_on": Incident(code=f"{_HERE}.partner_keeps_on:happen", check="partner", size=20),
    "told_after_no": Incident(code=f"{_HERE}.told_after_no:happen", check="requests", size=20),
    "chosen_after_no": Incident(code=f"{_HERE}.chosen_after_no:happen", check="messages", size=20),
    "strangers": Incident(code=f"{_HERE}.strangers:happen", check="customers", size=20),
    "sent_twice": Incident(code=f"{_HERE}.sent_twice:happen", check="repeats", size=20),
    "lost_contacts": Incident(code=f"{_HERE}.lost_contacts:happen", check="receipts", size=20),
    "undelivered": Incident(code=f"{_HERE}.undelivered:happen", check="deliveries", size=0.1),
    "shifted_feed": Incident(code=f"{_HERE}.shifted_feed:happen", check="feeds", size=0.1),
    "other_scores": Incident(code=f"{_HERE}.other_scores:happen", check="scores", size=0.1),
    "lost_answers": Incident(code=f"{_HERE}.lost_answers:happen", check="answers", size=0.1),
    "lost_region": Incident(code=f"{_HERE}.lost_region:happen", check="people", size=0.2),
}
"""All incidents. The sizes are those at which an audit of 20,000 customers has to find them."""


def happened(kept: Records, name: str, seed: int, size: float | None = None) -> Records:
    """Return the records after an incident.

    Args:
        seed: of the draws that choose whom it concerns. size: in place of the one in the registry.

    Raises:
        SettingsError: there is no such incident.
    """
    if name == NO_INCIDENT:
        return kept
    if name not in INCIDENTS:
        raise SettingsError.about(name, "audit.no_incident", known=(NO_INCIDENT, *INCIDENTS))
    incident = INCIDENTS[name]
    broken: Records = incident.load()(kept, incident.size if size is None else size, stream(seed, f"audit.{name}"))
    return broken
