"""Who attacks in stage 10, and which trait they are after."""

from __future__ import annotations

import dataclasses

from equipoise.levers import StageSettings, lever


@dataclasses.dataclass(frozen=True, kw_only=True)
class AttackSettings(StageSettings):
    """The attacker's profile fixes the table, the auxiliary knowledge and the access to the model."""

    profile: str = lever(
        default="curious_employee",
        kind="choice",
        choices=("curious_employee", "data_buyer", "neighbour", "journalist"),
    )
    trait: str = lever(
        default="chronic",
        kind="choice",
        choices=("expecting", "chronic", "money"),
        active=lambda get: get("minimise.survey") or bool(get("minimise.sources")),
    )
