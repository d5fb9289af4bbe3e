"""The levers of stages 6 and 7: training, and the choice of offers."""

from __future__ import annotations

import dataclasses

from equipoise.core.levers import Get, StageSettings, lever
from equipoise.core.vocabulary import ATTRIBUTES, INVENTED, MODELLED
from equipoise.stages.targeting.catalogue import CHOOSING, LEARNERS, PRIVACY, TRAINING

PROXIES = ("postcode", "browsing")
"""Proxies, which correlate with a group without naming it: where people live, and what they look at."""


def _noise_possible(get: Get) -> bool:
    """Return whether private training is possible; on synthetic rows it would guarantee nothing to real people."""
    learns = get("target.strategy") in MODELLED and get("train.learner") == "logistic"
    covered = TRAINING[get("train.mitigation")].private
    return bool(learns and covered and get("protect.technique") not in INVENTED)


@dataclasses.dataclass(frozen=True, kw_only=True)
class TrainSettings(StageSettings):
    """The learner, the mitigation of bias before or in training, and private training."""

    learner: str = lever(
        default="logistic",
        kind="choice",
        choices=tuple(LEARNERS),
        active=lambda get: get("target.strategy") in MODELLED,
    )
    mitigation: str = lever(
        default="none",
        kind="choice",
        choices=tuple(TRAINING),
        active=lambda get: get("target.strategy") in MODELLED,
    )
    protected: str = lever(
        default="follow",
        kind="choice",
        choices=("follow", *ATTRIBUTES),
        active=lambda get: (
            get("target.strategy") in MODELLED
            and (get("train.mitigation") != "none" or get("target.mitigation") != "none")
        ),
    )
    proxies: tuple[str, ...] = lever(
        default=PROXIES, kind="subset", choices=PROXIES, active=lambda get: get("target.strategy") in MODELLED
    )
    privacy: str = lever(default="none", kind="choice", choices=tuple(PRIVACY), active=_noise_possible)
    epsilon: float = lever(
        default=1.0,
        kind="number",
        low=0.1,
        high=10.0,
        step=0.1,
        active=lambda get: _noise_possible(get) and get("train.privacy") == "dp",
    )


def _personalised(get: Get) -> bool:
    return bool(get("target.strategy") in MODELLED)


@dataclasses.dataclass(frozen=True, kw_only=True)
class TargetSettings(StageSettings):
    """How the offers are chosen and how many people get a personal one."""

    strategy: str = lever(
        default="personalised", kind="choice", choices=("personalised", "cohort", "contextual", "generic")
    )
    budget: float = lever(default=0.4, kind="number", low=0.05, high=1.0, step=0.05, unit="share", active=_personalised)
    mitigation: str = lever(default="none", kind="choice", choices=("none", *CHOOSING), active=_personalised)
