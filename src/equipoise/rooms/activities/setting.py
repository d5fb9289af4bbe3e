"""The levers of the shop that an activity plays with: a scenario, a small world, and what the agenda moves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from equipoise.chain.scenarios import scenario
from equipoise.chain.settings import Settings
from equipoise.core.errors import ReasonError

CUSTOMERS, MOST_CUSTOMERS = 3_000, 5_000
"""How many customers there are if the agenda does not say, and at most: the engine is asked while people wait."""


def settings_of(spec: Mapping[str, Any]) -> Settings:
    """Return the settings of an activity's spec.

    Args:
        spec: may name a ``scenario`` ("typical" without it), the number of ``customers``, and further ``levers`` by
            their dotted names.

    Raises:
        SettingsError: there is no such scenario or lever, or a value is not permitted.
        ReasonError: there are too many customers.
    """
    size = spec.get("customers", CUSTOMERS)
    settings = scenario(str(spec.get("scenario", "typical"))).settings
    settings = settings.replace(**{"population.size": size} | dict(spec.get("levers", {})))
    if settings.population.size > MOST_CUSTOMERS:
        raise ReasonError("room_customers", {"customers": settings.population.size, "most": MOST_CUSTOMERS})
    return settings
