"""Stage 5: the log of past campaigns."""

from __future__ import annotations

import dataclasses

from equipoise.levers import Get, StageSettings, lever


def _biased(get: Get) -> bool:
    return bool(get("history.label_bias") > 0 or get("history.exposure_bias") > 0)


@dataclasses.dataclass(frozen=True, kw_only=True)
class HistorySettings(StageSettings):
    """How the past treated people, and what was written down of it."""

    label_bias: float = lever(default=0.0, kind="number", low=0.0, high=0.9, step=0.1, unit="share")
    exposure_bias: float = lever(default=0.0, kind="number", low=0.0, high=0.9, step=0.1, unit="share")
    biased_group: str = lever(
        default="women", kind="choice", choices=("women", "men", "under_35", "over_55", "heritage_b"), active=_biased
    )
