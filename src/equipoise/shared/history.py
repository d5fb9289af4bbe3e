"""The log of past campaigns."""

from __future__ import annotations

import dataclasses

import numpy as np
import numpy.typing as npt

from equipoise.core.arrays import Flags, Floats, Singles, freeze

PASSERS_BY = 100_000
"""Number of visitors counted at the tills for each offer over the years; assumed."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class History:
    """Logged impressions (each array: customers x impressions).

    Attributes:
        arm: the offer shown, or `NO_OFFER`.
        propensity: the logged probability of that arm.
        visit: whether a visit was recorded.
        logged: whether the log holds the person's impressions at all (shape: customers).
        till_rate: share of visits after each offer, from counts at the tills over years, which hold no personal data
            (shape: offers).
    """

    arm: npt.NDArray[np.int8]
    propensity: Singles
    visit: Flags
    logged: Flags
    till_rate: Floats

    def __post_init__(self) -> None:
        freeze(self.arm, self.propensity, self.visit, self.logged, self.till_rate)
