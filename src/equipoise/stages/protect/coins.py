"""The random draws of stage 4: a person keeps the same draws under every technique and setting."""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.core.arrays import Floats, Integers
from equipoise.core.seeds import stream, unpredictable
from equipoise.numerics.noise import Secure


@dataclasses.dataclass(frozen=True, eq=False)
class Coins:
    """Random draws by the name of their purpose. A call returns one uniform number per row, which its person keeps.

    Attributes:
        seed: the world's seed; None, on a table of one's own: draws come from the operating system, noise from OpenDP.
        customers: how many there are. person: the customer of every row.
    """

    seed: int | None
    customers: int
    person: Integers

    def __call__(self, name: str) -> Floats:
        """Return a draw for every row."""
        return self.stream(name).random(self.customers)[self.person]

    def stream(self, name: str) -> np.random.Generator:
        """Return a generator that does not depend on whose rows these are: for noise, and for invented people."""
        return unpredictable() if self.seed is None else stream(self.seed, f"protect.{name}")

    @property
    def secure(self) -> Secure | None:
        """The source of noise that cannot be repeated; None where there is a seed."""
        return Secure() if self.seed is None else None
