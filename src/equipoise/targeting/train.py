"""Stage 6: learn from the past who answers what."""

from __future__ import annotations

import dataclasses

from equipoise.levers import StageSettings, lever


@dataclasses.dataclass(frozen=True, kw_only=True)
class TrainSettings(StageSettings):
    """Which learner, and what is done about bias before or in training."""

    learner: str = lever(
        default="logistic",
        kind="choice",
        choices=("logistic", "boosting"),
        active=lambda get: get("target.strategy") == "personalised",
    )
    mitigation: str = lever(
        default="none",
        kind="choice",
        choices=("none", "leave_out", "reweigh"),
        active=lambda get: get("target.strategy") == "personalised",
    )
    protected: str = lever(
        default="follow",
        kind="choice",
        choices=("follow", "sex", "age_band", "heritage"),
        active=lambda get: get("train.mitigation") != "none" or get("target.mitigation") != "none",
    )
