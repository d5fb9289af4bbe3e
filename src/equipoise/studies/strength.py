"""The strength of a protection: the lever that sets it, and accuracy and every risk along that lever.

The catalogues of the stages say which lever belongs to which protection.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from typing import Any, Literal

from equipoise.chain.outcome import Outcome
from equipoise.chain.pipeline import simulate
from equipoise.chain.settings import LEVERS, Settings
from equipoise.core.levers import Strength
from equipoise.numerics.rate import Rate
from equipoise.stages.protect.catalogue import TECHNIQUES
from equipoise.stages.targeting.catalogue import PRIVACY
from equipoise.texts.catalogue import texts

FAMILIES = ("protect.technique", "protect.identifiers", "protect.behaviour", "train.privacy")
"""The levers that choose a protection, in the order of the chain."""

STRENGTHS: Mapping[str, Strength] = {
    **{name: technique.strength for name, technique in TECHNIQUES.items() if technique.strength},
    **{f"privacy.{name}": strength for name, strength in PRIVACY.items() if strength},
}
"""The strengths by the protection's key; protections without a strength are not in it."""

_BY_LEVER: Mapping[str, Strength] = {strength.lever: strength for strength in STRENGTHS.values()}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Point:
    """The result of one run: accuracy, the residual risk of every mounted attack, and reasons why others were not."""

    right_offer: Rate
    risks: Mapping[str, Rate]
    reasons: Mapping[str, str]


def key_of(family: str, choice: str) -> str:
    """Return a protection's key: "k_anonymity" for a technique, "identifiers.hash" for a choice of another family."""
    return choice if family == "protect.technique" else f"{family.partition('.')[2]}.{choice}"


def lever_along(settings: Settings, family: str) -> str:
    """Return the lever along which the chosen protection of a family gets stronger; without one, the family's own."""
    strength = STRENGTHS.get(key_of(family, settings[family]))
    return family if strength is None else strength.lever


def positions(lever: str) -> tuple[Any, ...]:
    """Return the values of a lever at which its curve is computed, in the lever's order."""
    strength = _BY_LEVER.get(lever)
    return LEVERS[lever].choices if strength is None else strength.steps


def stronger(lever: str) -> Literal["more", "less"] | None:
    """Return whether more or less of a lever protects better; None where its values have no such order."""
    strength = _BY_LEVER.get(lever)
    return None if strength is None else strength.stronger


def along(settings: Settings, lever: str) -> dict[Any, Settings]:
    """Return the settings at every position of a lever, the present one among them, in the lever's order."""
    values = dict.fromkeys((*positions(lever), settings[lever]))
    order = LEVERS[lever].choices
    ordered = sorted(values, key=order.index) if order else sorted(values)
    return {value: settings.replace(**{lever: value}) for value in ordered}


def point(outcome: Outcome) -> Point:
    """Return the point of a curve for the outcome of a run."""
    attacks = outcome.attacks
    return Point(
        right_offer=outcome.targeting.right_offer,
        risks={name: result.risk for name, result in attacks.items() if result.mounted},
        reasons={name: result.reason for name, result in attacks.items() if not result.mounted},
    )


def point_of(settings: Settings) -> Point:
    """Return what a curve shows of the run of these settings."""
    return point(simulate(settings))


def odds(epsilon: float) -> str:
    """Return by what factor odds change at most under this epsilon (e to its power): "2.7", "20", "over a billion".

    Dwork, Roth, "The algorithmic foundations of differential privacy", 2014, doi:10.1561/0400000042.
    """
    if epsilon > math.log(1e9):
        return texts()["value.over_a_billion"]
    factor = math.exp(epsilon)
    if factor < 10:
        return f"{factor:.1f}"
    digits = 2 - len(f"{factor:.0f}")
    return f"{round(factor, digits):,.0f}"
