"""Stage 2: people meet the banner.

Published inputs: with equally easy buttons 59% accept and 39% refuse (C10: CNIL and IFOP 2022); the remaining 2% did
neither and count as ignoring. Every other design moves that one base rate by a published difference, because the
studies counted different people: highlighted accept +9 points (C04: Utz et al. 2019, mean of desktop and mobile), no
reject button on the first page +22.5 (C02: Nouwens et al. 2020), choices by purpose on the first page -14 (C03),
boxes ticked in advance +20 on top of that (C05: Utz et al. 2019). Where silence means yes, 0.23% opt out (C11: Johnson
et al. 2020), so that only one in 170 of those who would refuse does.

Assumed: refusal rises with privacy concern along a logistic curve; how much harder a yes to sharing or to other sites
is than one to analytics; and that ignoring has nothing to do with the person.
"""

from __future__ import annotations

import dataclasses

import numpy as np
from scipy.optimize import brentq

from equipoise.arrays import Flags, Floats, Singles, freeze, sigmoid
from equipoise.levers import StageSettings, lever
from equipoise.seeds import stream
from equipoise.vocabulary import PURPOSES

ACCEPT_WITH_EQUAL_BUTTONS = 0.59
IGNORE = 0.02
DESIGN_EFFECT = {
    "equal": 0.0,
    "highlighted": 0.087,
    "reject_second_page": 0.225,
    "per_purpose": -0.14,
    "pre_ticked": -0.14 + 0.20,
}
OPT_OUT_RATE = 0.0023
_ACTS_UNDER_OPT_OUT = OPT_OUT_RATE / (1 - ACCEPT_WITH_EQUAL_BUTTONS - IGNORE)
_CONCERN_SLOPE = 1.2
_PURPOSE_EASE = np.array([0.6, 0.4, -0.6, -0.4])  # logits, in PURPOSES' order; they sum to zero
_QUADRATURE_NODES, _QUADRATURE_WEIGHTS = np.polynomial.hermite_e.hermegauss(41)


@dataclasses.dataclass(frozen=True, kw_only=True)
class ConsentSettings(StageSettings):
    """What the banner looks like and what silence means."""

    model: str = lever(default="opt_in", kind="choice", choices=("opt_in", "opt_out", "notice"))
    banner: str = lever(
        default="highlighted",
        kind="choice",
        choices=tuple(DESIGN_EFFECT),
        active=lambda get: get("consent.model") != "notice",
    )
    honour: bool = lever(default=True, kind="flag", active=lambda get: get("consent.model") != "notice")


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Consent:
    """What everybody said, and what is done about it. One row a customer, one column a purpose.

    Attributes:
        said: the answer, silence included at its meaning under the model.
        permits: what the company acts on: the same, unless choices are not honoured.
        ignored: who did nothing with the banner (shape: customers).
    """

    said: Flags
    permits: Flags
    ignored: Flags

    def __post_init__(self) -> None:
        freeze(self.said, self.permits, self.ignored)

    def permit(self, purpose: str) -> Flags:
        """Return whose data the company uses for a purpose (shape: customers)."""
        return np.asarray(self.permits[:, PURPOSES.index(purpose)])

    def refused(self, purpose: str) -> Flags:
        """Return whose answer to a purpose is no (shape: customers)."""
        return np.asarray(~self.said[:, PURPOSES.index(purpose)])

    @property
    def overridden(self) -> Flags:
        """Who refused something that is done all the same (shape: customers)."""
        return np.asarray((self.permits & ~self.said).any(axis=1))


def ask(settings: ConsentSettings, privacy_concern: Singles, seed: int) -> Consent:
    """Let every customer meet the banner.

    Everybody keeps the same draws under every banner, so within one model a more pushing design of the same layout
    gains people and loses none.
    """
    people = len(privacy_concern)
    draws = stream(seed, "consent").random((people, 2 + len(PURPOSES)))
    if settings.model == "notice":
        everything = np.ones((people, len(PURPOSES)), dtype=bool)
        return Consent(said=everything, permits=everything.copy(), ignored=np.ones(people, dtype=bool))
    ignored = draws[:, 0] < (IGNORE if settings.model == "opt_in" else 1 - _ACTS_UNDER_OPT_OUT)
    answer = _answers(settings.banner, privacy_concern, draws[:, 1], draws[:, 2:])
    said = np.where(ignored[:, None], settings.model == "opt_out", answer)
    permits = said.copy() if settings.honour else np.ones_like(said)
    return Consent(said=said, permits=permits, ignored=ignored)


def _answers(banner: str, concern: Singles, overall: Floats, each: Floats) -> Flags:
    """Return what those who act would answer to each purpose."""
    wanted = (ACCEPT_WITH_EQUAL_BUTTONS + DESIGN_EFFECT[banner]) / (1 - IGNORE)
    threshold = _intercept(wanted)
    logit = threshold - _CONCERN_SLOPE * concern.astype(float)
    if banner in ("per_purpose", "pre_ticked"):
        return np.asarray(each < sigmoid(logit[:, None] + _PURPOSE_EASE))
    return np.repeat((overall < sigmoid(logit))[:, None], len(PURPOSES), axis=1)


def _intercept(rate: float) -> float:
    """Return the intercept at which people of standard normal concern accept at ``rate`` on average."""

    def excess(intercept: float) -> float:
        accepted = sigmoid(intercept - _CONCERN_SLOPE * _QUADRATURE_NODES)
        return float(np.average(accepted, weights=_QUADRATURE_WEIGHTS)) - rate

    return float(brentq(excess, -12.0, 12.0))
