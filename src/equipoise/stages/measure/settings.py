"""The levers of stage 9: the protected attribute."""

from __future__ import annotations

import dataclasses

from equipoise.core.levers import StageSettings, lever
from equipoise.core.vocabulary import ATTRIBUTES


@dataclasses.dataclass(frozen=True, kw_only=True)
class MeasureSettings(StageSettings):
    """The protected attribute whose groups the headline compares."""

    protected: str = lever(default="sex", kind="choice", choices=ATTRIBUTES)
