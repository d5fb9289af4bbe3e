"""The lever of what goes wrong in the shop's records."""

from __future__ import annotations

import dataclasses

from equipoise.core.levers import StageSettings, lever
from equipoise.core.vocabulary import INCIDENTS, NO_INCIDENT


@dataclasses.dataclass(frozen=True, kw_only=True)
class IncidentSettings(StageSettings):
    """What breaks in the records of the quarter that is audited."""

    kind: str = lever(default=NO_INCIDENT, kind="choice", choices=(NO_INCIDENT, *INCIDENTS))
