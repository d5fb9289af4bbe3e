"""What the company decides about every customer."""

from __future__ import annotations

import dataclasses

import numpy as np
import numpy.typing as npt

from equipoise.core.arrays import Flags, Floats, Integers, freeze


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Decisions:
    """What the company decides about every customer (each shape: customers).

    Attributes:
        offer: the offer shown. selected: whether it is a personal one; under a strategy without personal offers,
            everybody counts as selected.
        reachable: whether consent and the table allow a personal offer.
        score: the predicted visit probability under the offer shown; NaN where the model did not score the person.
        fallback: the predicted visit probability under the generic offer.
    """

    offer: Integers
    selected: Flags
    reachable: Flags
    score: Floats
    fallback: Floats

    def __post_init__(self) -> None:
        freeze(self.offer, self.selected, self.reachable, self.score, self.fallback)


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Redrawn:
    """What would have been decided about some of the counted customers if the model had learned from other pasts.

    Attributes:
        people: whose decisions these are, in ascending order (shape: people; places among all customers).
        generic: the offer for everybody else (shape: pasts).
        offer: the offer shown (shape: pasts x people). selected: whether it is a personal one (the same shape).
    """

    people: Integers
    generic: Integers
    offer: npt.NDArray[np.int8]
    selected: Flags

    def __post_init__(self) -> None:
        freeze(self.people, self.generic, self.offer, self.selected)

    def among(self, people: Integers) -> Redrawn:
        """Return the decisions about those who are also among ``people``."""
        kept = np.isin(self.people, people)
        if kept.all():
            return self
        return dataclasses.replace(
            self, people=self.people[kept], offer=self.offer[:, kept], selected=self.selected[:, kept]
        )
