"""The claims of a lesson as data: a number of an outcome, its change between two settings, and the size of the change.

A claim can be checked on any world; the tests check every one of them on several.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from typing import Any, Literal, get_args

from equipoise.chain.compare import compare
from equipoise.core.errors import DataError, ReasonError
from equipoise.numerics.rate import Rate

Comparison = Literal["falls", "rises", "stays", "above", "below"]
_PAIRED = {
    "headlines.right_offer": "right_offer",
    "headlines.identified": "identified",
    "headlines.treated_alike": "treated_alike",
    "targeting.margin_per_1000": "margin_per_1000",
    "targeting.reach": "reach",
}
"""Numbers whose change `compare` pairs on the same people, by their name in `Changes`."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Reading:
    """A number under the first and the second setting; ``change`` is paired, and None where no pairing is defined."""

    before: Rate
    after: Rate
    change: Rate | None = None

    @property
    def difference(self) -> float:
        """By how much the number is higher under the second setting; NaN where one of the two is unknown."""
        return self.after.value - self.before.value


@dataclasses.dataclass(frozen=True, kw_only=True)
class Claim:
    """One claim about two settings.

    Attributes:
        title: what the number counts, in plain words. per: of what ("of 100 customers").
        measure: the path of the number in the outcome of the chain or of a branch: "headlines.identified",
            "attacks.linkage.risk", "consent.yes.offers".
        comparison: "falls" and "rises": from the first setting to the second by at least ``by``; "stays": it moves by
            at most ``by``; "above" and "below": under the second setting it is at least or at most ``by``.
        by: in the number's own unit, shares from 0 to 1. most: by how much it falls or rises at most.
        feared: whether lower is better.

    Raises:
        ValueError: there is no such comparison, or ``by`` would make the claim empty.
    """

    title: str
    per: str
    measure: str
    comparison: Comparison
    by: float
    most: float = math.inf
    feared: bool = False

    def __post_init__(self) -> None:
        if self.comparison not in get_args(Comparison):
            raise ReasonError("comparison", {"name": self.comparison})
        if not 0 < self.by < min(self.most, math.inf):
            names = {"measure": self.measure, "comparison": self.comparison, "amount": self.by}
            raise ReasonError("claim_amount", names)

    def read(self, before: Any, after: Any) -> Reading:
        """Return the number that the claim is about under both settings."""
        moved = _PAIRED.get(self.measure)
        change = getattr(compare(before, after), moved) if moved else None
        return Reading(before=measured(before, self.measure), after=measured(after, self.measure), change=change)

    def holds(self, before: Any, after: Any) -> bool:
        """Whether the claim is true of two outcomes; it is not where a number is unknown."""
        last = measured(after, self.measure).value
        moved = last - measured(before, self.measure).value
        match self.comparison:
            case "falls":
                return self.by <= -moved <= self.most
            case "rises":
                return self.by <= moved <= self.most
            case "stays":
                return abs(moved) <= self.by
            case "above":
                return last >= self.by
            case "below":
                return last <= self.by


def measured(outcome: Any, measure: str) -> Rate:
    """Return the number at a path of names and keys: "fairness.sex.selection_rate_ratio".

    Args:
        outcome: of the chain, or of a branch.

    Raises:
        DataError: an outcome has no such number.
    """
    found: Any = outcome
    for name in measure.split("."):
        found = found.get(name) if isinstance(found, Mapping) else getattr(found, name, None)
    if not isinstance(found, Rate):
        raise DataError.about(measure, "claim.measure")
    return found
