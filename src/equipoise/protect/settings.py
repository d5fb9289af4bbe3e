"""What stage 4 does to the table before it is stored, shared or leaked."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from equipoise.levers import Get, StageSettings, lever

_GROUPED = ("k_anonymity", "l_diversity", "t_closeness", "suppression", "cohorts")
RANDOMISED = "randomised_response"
"""Answers at random at the source."""
_NOISY = ("synthetic_dp", RANDOMISED)


def _asked(technique: str) -> Callable[[Get], bool]:
    """Tell whether ``technique`` is chosen and the table holds answers for it to act on."""
    return lambda get: get("protect.technique") == technique and bool(get("minimise.survey"))


@dataclasses.dataclass(frozen=True, kw_only=True)
class ProtectSettings(StageSettings):
    """The treatment of direct identifiers, and the technique with its strength."""

    identifiers: str = lever(
        default="keyed",
        kind="choice",
        choices=("keep", "drop", "hash", "keyed"),
        active=lambda get: get("protect.technique") not in ("cohorts", RANDOMISED),
    )
    technique: str = lever(
        default="k_anonymity", kind="choice", choices=("none", *_GROUPED, "synthetic", "synthetic_dp", RANDOMISED)
    )
    k: int = lever(
        default=5,
        kind="integer",
        low=2,
        high=100,
        unit="people",
        active=lambda get: get("protect.technique") in _GROUPED,
    )
    l: float = lever(  # noqa: E741 - the field's standard name
        default=1.1, kind="number", low=1.0, high=2.0, step=0.05, active=_asked("l_diversity")
    )
    t: float = lever(
        default=0.2, kind="number", low=0.0, high=1.0, step=0.01, unit="share", active=_asked("t_closeness")
    )
    behaviour: str = lever(
        default="exact",
        kind="choice",
        choices=("exact", "banded", "top_coded", "binary"),
        active=lambda get: get("protect.technique") != RANDOMISED and bool(set(get("minimise.sources")) - {"broker"}),
    )
    epsilon: float = lever(
        default=1.0,
        kind="number",
        low=0.1,
        high=10.0,
        step=0.1,
        active=lambda get: get("protect.technique") in _NOISY,
    )

    @property
    def coding(self) -> str:
        """How behaviour is coarsened; answers at random only say whether there was any."""
        return "binary" if self.technique == RANDOMISED else self.behaviour
