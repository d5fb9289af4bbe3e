"""The levers of stage 4: how the table is protected before it is stored, shared or leaked."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Literal

from equipoise.core.levers import Get, StageSettings, Strength, lever
from equipoise.stages.protect.catalogue import BANDS, IDENTIFIERS, NOISE, TECHNIQUES, Technique


def _chosen(get: Get) -> Technique:
    return TECHNIQUES[get("protect.technique")]


def _measured_by(strength: Strength) -> Callable[[Get], bool]:
    """Return a function that says whether this lever sets the strength of the chosen technique."""
    return lambda get: _chosen(get).strength is strength


def _asked(technique: str) -> Callable[[Get], bool]:
    """Return a function that says whether ``technique`` is chosen and the table holds answers to the survey."""
    return lambda get: get("protect.technique") == technique and bool(get("minimise.survey"))


@dataclasses.dataclass(frozen=True, kw_only=True)
class ProtectSettings(StageSettings):
    """The treatment of direct identifiers, and the technique with its strength."""

    identifiers: str = lever(
        default="keyed",
        kind="choice",
        choices=tuple(IDENTIFIERS),
        active=lambda get: _chosen(get).leaves_identifiers,
    )
    technique: str = lever(default="k_anonymity", kind="choice", choices=tuple(TECHNIQUES))
    k: int = lever(
        default=5,
        kind="integer",
        low=2,
        high=100,
        unit="people",
        active=lambda get: _chosen(get).groups,
    )
    cohorts_by: str = lever(
        default="details",
        kind="choice",
        choices=("details", "interests"),
        active=lambda get: get("protect.technique") == "cohorts" and bool(get("minimise.sources")),
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
        choices=tuple(BANDS),
        active=lambda get: _chosen(get).leaves_behaviour and bool(set(get("minimise.sources")) - {"broker"}),
    )
    epsilon: float = lever(
        default=1.0,
        kind="number",
        low=0.1,
        high=10.0,
        step=0.1,
        active=_measured_by(NOISE),
    )

    @property
    def diversity(self) -> Literal["entropy", "distinct", "recursive"]:
        """The definition of l-diversity; the answers in the invented world are yes or no, so that it needs only one."""
        return "entropy"

    @property
    def c(self) -> float:
        """The c of recursive (c, l)-diversity."""
        return 3.0

    @property
    def coding(self) -> str:
        """The coding of behaviour; it is "binary" for randomised answers, which say only whether there was any."""
        return self.behaviour if TECHNIQUES[self.technique].leaves_behaviour else "binary"
