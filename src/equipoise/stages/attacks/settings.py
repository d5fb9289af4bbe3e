"""The levers of stage 10: the attacker's profile, and the trait that the attacker wants to learn."""

from __future__ import annotations

import dataclasses

from equipoise.core.levers import StageSettings, lever
from equipoise.core.vocabulary import TRAITS
from equipoise.stages.attacks.profiles import PROFILES


@dataclasses.dataclass(frozen=True, kw_only=True)
class AttackSettings(StageSettings):
    """The attacker's profile fixes the table, the auxiliary knowledge and the access to the model."""

    profile: str = lever(
        default="curious_employee",
        kind="choice",
        choices=tuple(PROFILES),
    )
    trait: str = lever(
        default="chronic",
        kind="choice",
        choices=TRAITS,
        active=lambda get: get("minimise.survey") or bool(get("minimise.sources")),
    )
