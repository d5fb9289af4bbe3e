"""How strong a protection is: which lever says it, and what accuracy and every risk are along that lever.

Only `LEVER_OF` knows which lever belongs to which technique; the steps are spread so that a curve through them shows
where it bends.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from typing import Any, Literal

from equipoise.report import Outcome, Rate
from equipoise.settings import LEVERS, Settings

FAMILIES = ("protect.technique", "protect.identifiers", "protect.behaviour", "train.privacy")
"""The levers that choose a protection, in the order of the chain."""

LEVER_OF: Mapping[str, str] = {
    "k_anonymity": "protect.k",
    "l_diversity": "protect.l",
    "t_closeness": "protect.t",
    "suppression": "protect.k",
    "cohorts": "protect.k",
    "synthetic_dp": "protect.epsilon",
    "randomised_response": "protect.epsilon",
    "privacy.dp": "train.epsilon",
}
"""The lever that says how strong a protection is, by the protection's key; a protection that is not here has none."""

_EPSILONS = (0.1, 0.3, 1.0, 2.0, 3.0, 5.0, 10.0)
STEPS: Mapping[str, tuple[Any, ...]] = {
    "protect.k": (2, 3, 5, 10, 20, 50, 100),
    "protect.l": (1.0, 1.05, 1.1, 1.2, 1.4, 1.7, 2.0),
    "protect.t": (0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 1.0),
    "protect.epsilon": _EPSILONS,
    "train.epsilon": _EPSILONS,
}
"""Where the curve along a lever is worked out."""

STRONGER: Mapping[str, Literal["more", "less"]] = {
    "protect.k": "more",
    "protect.l": "more",
    "protect.t": "less",
    "protect.epsilon": "less",
    "train.epsilon": "less",
}
"""Whether more or less of a lever protects better."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Point:
    """What one run found: accuracy, and the residual risk of every attack that could be mounted, by its name."""

    right_offer: Rate
    risks: Mapping[str, Rate]
    reasons: Mapping[str, str]


def key_of(family: str, choice: str) -> str:
    """Return a protection's key: "k_anonymity" for a technique, "identifiers.hash" for a choice of another family."""
    return choice if family == "protect.technique" else f"{family.partition('.')[2]}.{choice}"


def lever_along(settings: Settings, family: str) -> str:
    """Return the lever along which the chosen protection of a family gets stronger; without one, the family's own."""
    return LEVER_OF.get(key_of(family, settings[family]), family)


def positions(lever: str) -> tuple[Any, ...]:
    """Return the values of a lever at which its curve is worked out, in the lever's order."""
    return STEPS.get(lever) or LEVERS[lever].choices


def along(settings: Settings, lever: str) -> dict[Any, Settings]:
    """Return the settings at every position of a lever, the present one among them, in the lever's order."""
    values = dict.fromkeys((*positions(lever), settings[lever]))
    order = LEVERS[lever].choices
    ordered = sorted(values, key=order.index) if order else sorted(values)
    return {value: settings.replace(**{lever: value}) for value in ordered}


def point(outcome: Outcome) -> Point:
    """Return what a curve shows of a run."""
    attacks = outcome.attacks
    return Point(
        right_offer=outcome.targeting.right_offer,
        risks={name: result.risk for name, result in attacks.items() if result.mounted},
        reasons={name: result.reason for name, result in attacks.items() if not result.mounted},
    )


def odds(epsilon: float) -> str:
    """Return by what factor odds change at most under this epsilon (e to its power): "2.7", "20", "over a billion".

    Dwork, Roth, "The algorithmic foundations of differential privacy", 2014, doi:10.1561/0400000042.
    """
    if epsilon > math.log(1e9):
        return "over a billion"
    factor = math.exp(epsilon)
    if factor < 10:
        return f"{factor:.1f}"
    digits = 2 - len(f"{factor:.0f}")
    return f"{round(factor, digits):,.0f}"
