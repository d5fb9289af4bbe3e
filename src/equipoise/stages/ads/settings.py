"""The levers of stage 8b: what is sent about a page view, to how many companies, and how the shop bids."""

from __future__ import annotations

import dataclasses

from equipoise.core.levers import Get, StageSettings, lever

BY_PERSON = ("email", "cookie")
"""Addressings by which a company knows a reader again."""


def _recognised(get: Get) -> bool:
    return bool(get("ads.addressing") in BY_PERSON)


def _retargets(get: Get) -> bool:
    return bool(_recognised(get) and get("ads.retargeting") > 0)


@dataclasses.dataclass(frozen=True, kw_only=True)
class AdsSettings(StageSettings):
    """What is sent about a page view, to how many companies, and how the shop bids."""

    addressing: str = lever(
        default="cookie", kind="choice", choices=("none", "context", "topics", "cohort", "email", "cookie")
    )
    cohort_size: int = lever(
        default=500, kind="integer", low=10, high=5000, step=10, unit="people",
        active=lambda get: get("ads.addressing") == "cohort",
    )  # fmt: skip
    page_address: str = lever(default="full", kind="choice", choices=("full", "category", "none"))
    place: str = lever(default="postcode", kind="choice", choices=("postcode", "district", "none"))
    recipients: int = lever(default=1000, kind="integer", low=1, high=5000, step=1, unit="companies")
    retargeting: int = lever(default=14, kind="integer", low=0, high=30, step=1, unit="days", active=_recognised)
    stop_after_purchase: bool = lever(default=False, kind="flag", active=_retargets)
    cap: int = lever(default=0, kind="integer", low=0, high=20, step=1, unit="advertisements", active=_recognised)
    budget: float = lever(default=50.0, kind="number", low=0.0, high=200.0, step=1.0, unit="euros")
    honour_opt_out: bool = lever(default=True, kind="flag")
