"""Who agreed to what, and what is done about it."""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.core.arrays import Flags, freeze
from equipoise.core.vocabulary import PURPOSES


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Consent:
    """All choices, and what the company does about them. One row a customer, one column a purpose.

    Attributes:
        answered: the answer at the banner; silence counts as the consent model says.
        chosen: the answer after some people changed it in the privacy settings.
        said: what people want now: the choice, without what they withdrew or their browser objects to.
        permits: the purposes for which the company uses the data. They equal ``said``, unless choices, withdrawals or
            signals are not honoured.
        ignored: who did not answer the banner (shape: customers).
        withdrew: who agreed and withdrew, whether or not that was honoured (shape: customers).
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

    def wants(self, purpose: str) -> Flags:
        """Return who agrees to a purpose now, whether or not that is honoured (shape: customers)."""
        return np.asarray(self.said[:, PURPOSES.index(purpose)])

    def refused(self, purpose: str) -> Flags:
        """Return whose latest answer to a purpose was no (shape: customers)."""
        return np.asarray(~self.chosen[:, PURPOSES.index(purpose)])

    def took_back(self, purpose: str) -> Flags:
        """Return who agreed to a purpose, be it by silence, and does not want it any more (shape: customers).

        They have withdrawn everything, or changed their choice for this purpose.
        """
        place = PURPOSES.index(purpose)
        return np.asarray((self.answered | self.chosen)[:, place] & ~self.said[:, place])

    @property
    def accepted_all(self) -> Flags:
        """Who answered the banner and agreed to every purpose (shape: customers)."""
        return np.asarray(~self.ignored & self.answered.all(axis=1))

    @property
    def allowed_offers(self) -> Flags:
        """Who answered the banner and agreed to own-channel offers (shape: customers)."""
        return np.asarray(~self.ignored & self.answered[:, PURPOSES.index("offers")])

    @property
    def rejected(self) -> Flags:
        """Who answered the banner and refused every purpose (shape: customers)."""
        return np.asarray(~self.ignored & ~self.answered.any(axis=1))

    @property
    def changed(self) -> Flags:
        """Who later gave another answer than at the banner (shape: customers)."""
        return np.asarray((self.chosen != self.answered).any(axis=1))

    @property
    def overridden(self) -> Flags:
        """Whose data are used for a purpose that they do not want (shape: customers)."""
        return np.asarray((self.permits & ~self.said).any(axis=1))
