"""The levers of stage 5: the biases of the past."""

from __future__ import annotations

import dataclasses

from equipoise.core.levers import Get, StageSettings, lever
from equipoise.core.vocabulary import MODELLED


def _learned_from(get: Get) -> bool:
    return bool(get("target.strategy") in MODELLED)


def _biased(get: Get) -> bool:
    biases = ("history.label_bias", "history.exposure_bias", "history.under_representation")
    return _learned_from(get) and any(get(name) > 0 for name in biases)


@dataclasses.dataclass(frozen=True, kw_only=True)
class HistorySettings(StageSettings):
    """The biases of past campaigns: in recorded responses, in exposure, and in who is in the log."""

    label_bias: float = lever(
        default=0.0, kind="number", low=0.0, high=0.9, step=0.1, unit="share", active=_learned_from
    )
    exposure_bias: float = lever(
        default=0.0, kind="number", low=0.0, high=0.9, step=0.1, unit="share", active=_learned_from
    )
    under_representation: float = lever(
        default=0.0, kind="number", low=0.0, high=0.9, step=0.1, unit="share", active=_learned_from
    )
    biased_group: str = lever(
        default="women", kind="choice", choices=("women", "men", "under_35", "over_55", "heritage_b"), active=_biased
    )
