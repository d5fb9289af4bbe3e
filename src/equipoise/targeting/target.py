"""Stage 7: who gets which offer."""

from __future__ import annotations

import dataclasses

from equipoise.levers import Get, StageSettings, lever


def _personalised(get: Get) -> bool:
    return bool(get("target.strategy") == "personalised")


@dataclasses.dataclass(frozen=True, kw_only=True)
class TargetSettings(StageSettings):
    """How the offers are chosen and how many people get a personal one."""

    strategy: str = lever(
        default="personalised", kind="choice", choices=("personalised", "contextual", "generic")
    )
    budget: float = lever(
        default=0.4, kind="number", low=0.05, high=1.0, step=0.05, unit="share", active=_personalised
    )
    mitigation: str = lever(
        default="none", kind="choice", choices=("none", "group_thresholds"), active=_personalised
    )
