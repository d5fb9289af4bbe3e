"""A number with its 95% interval, its count and its tag."""

from __future__ import annotations

import dataclasses
import math
from typing import Final, Literal

Direction = Literal["up", "same", "down"]
"""The direction of a change."""
Tag = Literal["computed", "published input", "assumption"]
PUBLISHED: Final = "published input"
"""The tag of a number that was taken from a source."""


@dataclasses.dataclass(frozen=True, slots=True)
class Rate:
    """A number with its 95% interval.

    Attributes:
        value: the estimate; NaN when nothing could be computed.
        low, high: the ends of the 95% interval.
        n: how many people (or rows) were counted.
        tag: where the number comes from.
    """

    value: float
    low: float
    high: float
    n: int
    tag: Tag = "computed"

    @property
    def known(self) -> bool:
        """Whether the value could be computed."""
        return not math.isnan(self.value)


UNKNOWN = Rate(math.nan, math.nan, math.nan, 0)
