"""The levers of stage 8: what competing advertisers pay."""

from __future__ import annotations

import dataclasses

from equipoise.core.levers import Get, StageSettings, lever
from equipoise.core.vocabulary import MODELLED


def _personal(get: Get) -> bool:
    return bool(get("target.strategy") in MODELLED)


@dataclasses.dataclass(frozen=True, kw_only=True)
class DeliverSettings(StageSettings):
    """What competing advertisers pay."""

    price_gap: float = lever(default=0.0, kind="number", low=0.0, high=2.0, step=0.1, unit="share", active=_personal)
