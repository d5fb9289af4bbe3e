"""The levers of stage 2: the design of the banner, the meaning of silence, and later choices."""

from __future__ import annotations

import dataclasses

from equipoise.core.levers import StageSettings, lever

ACCEPT_WITH_EQUAL_BUTTONS = 0.59


DESIGN_EFFECT = {
    "equal": 0.0,
    "highlighted": 0.087,
    "reject_second_page": 0.225,
    "per_purpose": -0.14,
    "pre_ticked": -0.14 + 0.20,
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class ConsentSettings(StageSettings):
    """The design of the banner, the meaning of silence, and how later choices and signals are handled."""

    model: str = lever(default="opt_in", kind="choice", choices=("opt_in", "opt_out", "notice"))
    banner: str = lever(
        default="highlighted",
        kind="choice",
        choices=tuple(DESIGN_EFFECT),
        active=lambda get: get("consent.model") != "notice",
    )
    honour: bool = lever(default=True, kind="flag", active=lambda get: get("consent.model") != "notice")
    revision: float = lever(
        default=0.0,
        kind="number",
        low=0.0,
        high=0.9,
        step=0.05,
        unit="share",
        active=lambda get: get("consent.model") != "notice",
    )
    withdrawal: float = lever(
        default=0.0,
        kind="number",
        low=0.0,
        high=0.9,
        step=0.05,
        unit="share",
        active=lambda get: get("consent.model") != "notice",
    )
    erasure: bool = lever(
        default=True,
        kind="flag",
        active=lambda get: get("consent.model") != "notice" and get("consent.honour") and get("consent.withdrawal") > 0,
    )
    signal_share: float = lever(default=0.0, kind="number", low=0.0, high=0.9, step=0.05, unit="share")
    honour_signal: bool = lever(default=True, kind="flag", active=lambda get: get("consent.signal_share") > 0)
