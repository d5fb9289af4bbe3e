"""An audit as a question to the compute service, whose arguments are frozen and can be compared."""

from __future__ import annotations

from equipoise.audit.run import Audit, audit
from equipoise.chain.settings import Settings
from equipoise.rules.fact import Value
from equipoise.rules.practices import Card


def audited(
    settings: Settings,
    number: int,
    practices: tuple[tuple[str, Value], ...],
    regions: tuple[str, ...],
) -> Audit:
    """Return the audit of a shop; arguments as those of `equipoise.audit.run.audit`, the card as pairs."""
    return audit(settings, number=number, practices=Card.of(dict(practices)), regions=regions)
