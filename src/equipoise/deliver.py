"""Stage 8: what people actually meet; so far, exactly what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from equipoise.targeting.target import Decisions


def deliver(decisions: Decisions) -> Decisions:
    """Return what every customer meets."""
    return decisions
