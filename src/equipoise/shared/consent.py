"""Who agreed to what, and what is done about it."""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.core.arrays import Flags, freeze
from equipoise.core.vocabulary import PURPOSES


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Consent:
    """What everybody said, and what is done about it. One row a customer, one column a purpose.

    Attributes:
        answered: the answer at the banner, silence included at its meaning under the model.
        chosen: the same after some chose anew in the privacy settings.
        said: what people want now: the choice, less what they withdrew or what their browser objects to.
        permits: what the company acts on: the same, unless choices, withdrawals or signals are not honoured.
        ignored: who did nothing with the banner (shape: customers).
        withdrew: who agreed and took it back, whatever was done about it (shape: customers).
        signals: whose browser sends the opt-out signal (shape: customers).
    """

    answered: Flags
    chosen: Flags
    said: Flags
    permits: Flags
    ignored: Flags
    withdrew: Flags
    signals: Flags

    def __post_init__(self) -> None:
        freeze(self.answered, self.chosen, self.said, self.permits, self.ignored, self.withdrew, self.signals)

    def permit(self, purpose: str) -> Flags:
        """Return whose data the company uses for a purpose (shape: customers)."""
        return np.asarray(self.permits[:, PURPOSES.index(purpose)])

    def refused(self, purpose: str) -> Flags:
        """Return whose latest answer to a purpose was no (shape: customers)."""
        return np.asarray(~self.chosen[:, PURPOSES.index(purpose)])

    def took_back(self, purpose: str) -> Flags:
        """Return who ever agreed to a purpose, by silence where that counts, and wants it no more (shape: customers).

        They may have taken back everything, or only this purpose when they chose anew.
        """
        place = PURPOSES.index(purpose)
        return np.asarray((self.answered | self.chosen)[:, place] & ~self.said[:, place])

    @property
    def accepted(self) -> Flags:
        """Who answered and agreed to something (shape: customers)."""
        return np.asarray(~self.ignored & self.answered.any(axis=1))

    @property
    def rejected(self) -> Flags:
        """Who answered and agreed to nothing (shape: customers)."""
        return np.asarray(~self.ignored & ~self.answered.any(axis=1))

    @property
    def changed(self) -> Flags:
        """Who chose anew and gave another answer than at the banner (shape: customers)."""
        return np.asarray((self.chosen != self.answered).any(axis=1))

    @property
    def overridden(self) -> Flags:
        """Who does not want something that is done all the same (shape: customers)."""
        return np.asarray((self.permits & ~self.said).any(axis=1))
