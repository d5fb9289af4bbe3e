"""Stage 2: people meet the banner."""

from __future__ import annotations

import dataclasses

from equipoise.levers import StageSettings, lever

PURPOSES = ("analytics", "offers", "sharing", "other_sites")


@dataclasses.dataclass(frozen=True, kw_only=True)
class ConsentSettings(StageSettings):
    """What the banner looks like and what silence means."""

    model: str = lever(default="opt_in", kind="choice", choices=("opt_in", "opt_out", "notice"))
    banner: str = lever(
        default="highlighted",
        kind="choice",
        choices=("equal", "highlighted", "reject_second_page", "per_purpose", "pre_ticked"),
        active=lambda get: get("consent.model") != "notice",
    )
    honour: bool = lever(default=True, kind="flag", active=lambda get: get("consent.model") != "notice")
