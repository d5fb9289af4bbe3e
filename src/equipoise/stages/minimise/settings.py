"""The levers of stage 3: what is collected, how precisely, and for how long it is kept."""

from __future__ import annotations

import dataclasses

from equipoise.core.levers import StageSettings, lever
from equipoise.core.vocabulary import (
    FIRST_PARTY,
    MONTHS,
    SOURCES,
)


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
        default=MONTHS,
        kind="integer",
        low=1,
        high=MONTHS,
        unit="months",
        active=lambda get: bool(set(get("minimise.sources")) - {"broker"}),
    )
