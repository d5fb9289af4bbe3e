"""What stage 9 is asked to look at."""

from __future__ import annotations

import dataclasses

from equipoise.levers import StageSettings, lever

ATTRIBUTES = ("sex", "age_band", "heritage", "sex_by_age")


@dataclasses.dataclass(frozen=True, kw_only=True)
class MeasureSettings(StageSettings):
    """Which groups the headline compares."""

    protected: str = lever(default="sex", kind="choice", choices=ATTRIBUTES)
