"""Stage 3: which columns and months are kept."""

from __future__ import annotations

import dataclasses

from equipoise.levers import StageSettings, lever

FIRST_PARTY = ("purchases", "browsing", "email", "store")
SOURCES = (*FIRST_PARTY, "cross_site", "broker")


@dataclasses.dataclass(frozen=True, kw_only=True)
class MinimiseSettings(StageSettings):
    """What is collected and how precisely it is kept."""

    sources: tuple[str, ...] = lever(default=FIRST_PARTY, kind="subset", choices=SOURCES)
    survey: bool = lever(default=True, kind="flag")
    collect_heritage: bool = lever(default=False, kind="flag")
    birth_precision: str = lever(default="date", kind="choice", choices=("date", "month", "year", "decade", "none"))
    postcode_precision: str = lever(
        default="postcode", kind="choice", choices=("postcode", "district", "region", "none")
    )
    retention_months: int = lever(
        default=24,
        kind="integer",
        low=1,
        high=24,
        unit="months",
        active=lambda get: bool(set(get("minimise.sources")) - {"broker"}),
    )
