"""What stage 4 does to the table before it is stored, shared or leaked."""

from __future__ import annotations

import dataclasses

from equipoise.levers import StageSettings, lever


@dataclasses.dataclass(frozen=True, kw_only=True)
class ProtectSettings(StageSettings):
    """The treatment of direct identifiers, and the technique with its strength."""

    identifiers: str = lever(default="keyed", kind="choice", choices=("keep", "drop", "hash", "keyed"))
    technique: str = lever(default="k_anonymity", kind="choice", choices=("none", "k_anonymity"))
    k: int = lever(
        default=5,
        kind="integer",
        low=2,
        high=100,
        unit="people",
        active=lambda get: get("protect.technique") == "k_anonymity",
    )
