"""The levers of stage 3: what is collected, how precisely, and for how long it is kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from equipoise.core.levers import Get, StageSettings, lever
from equipoise.core.vocabulary import (
    FIRST_PARTY,
    MONTHS,
    SOURCES,
    TOTALS_ONLY,
)

MOST_SPENT = 20_000.0
"""The public upper bound of a column of spend, in euros."""
SPEND_BANDS: Mapping[str, tuple[float, ...]] = {
    "exact": (),
    "10": tuple(10.0 * step for step in range(2_001)),
    "100": tuple(100.0 * step for step in range(201)),
    "bands": (0.0, 100.0, 200.0, 350.0, 500.0, 750.0, 1_000.0),
}
"""Where the bands of each precision of spend begin; the last one is open. A value is the beginning of its band.

The seven bands are those of the file of an e-mail test of 2008 (published effect M01: Hillstrom).
"""
_ITEMISED = frozenset({"purchases", "browsing"})


def _keeps_items(get: Get) -> bool:
    """Return whether purchases or page views are kept, and in rows that can hold each of them."""
    exact = get("protect.technique") not in TOTALS_ONLY and get("protect.behaviour") == "exact"
    return exact and bool(_ITEMISED & set(get("minimise.sources")))


def _keeps_euros(get: Get) -> bool:
    return get("protect.technique") not in TOTALS_ONLY and "purchases" in get("minimise.sources")


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
    detail: str = lever(default="topics", kind="choice", choices=("topics", "items", "receipts"), active=_keeps_items)
    spend: str = lever(default="none", kind="choice", choices=("none", "by_topic", "total"), active=_keeps_euros)
    spend_precision: str = lever(
        default="exact",
        kind="choice",
        choices=tuple(SPEND_BANDS),
        active=lambda get: _keeps_euros(get) and get("minimise.spend") != "none",
    )

    @property
    def wants_receipts(self) -> bool:
        """Whether single purchases are needed."""
        return self.spend != "none" or (self.detail != "topics" and "purchases" in self.sources)

    @property
    def wants_page_views(self) -> bool:
        """Whether single page views are needed."""
        return self.detail != "topics" and "browsing" in self.sources
