"""The division of the customers for measurement: controls, history and evaluation.

A random tenth of all customers is held back. Those of them whom the release would otherwise hold are the controls. They
are withheld from release and training, so that what an attack finds about them cannot come from their data. Everybody
else is either in history, from which the model may learn, or in evaluation, where decisions, accuracy and fairness are
measured. The division does not depend on consent, so evaluation is the same random sample under every setting.
"""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.core.arrays import Flags, Floats, freeze
from equipoise.core.seeds import stream

HELD_BACK = 0.10
MOST_IN_HISTORY = 100_000
"""The most customers whose history is used: a model of a few hundred weights gains nothing from more."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Folds:
    """Disjoint parts of the customers (each shape: customers).

    People who are held back but would not be in the release anyway belong to no part.

    Attributes:
        control: held back, although the release would hold them. history: the model may learn from them, where consent
            allows. evaluation: accuracy and fairness are measured on them. in_reach: whom the release could hold.
    """

    control: Flags
    history: Flags
    evaluation: Flags
    in_reach: Flags

    def __post_init__(self) -> None:
        freeze(self.control, self.history, self.evaluation, self.in_reach)

    @property
    def in_release(self) -> Flags:
        """Whose rows the release may hold."""
        return self.in_reach & ~self.control

    def within(self, reach: Flags) -> Folds:
        """Return the same division for a table that may hold fewer customers."""
        return dataclasses.replace(self, control=self.control & reach, in_reach=self.in_reach & reach)


def deal(in_reach: Flags, seed: int, *, refused: Flags | None = None) -> Folds:
    """Divide the customers at random.

    Args:
        in_reach: whose rows may be stored (shape: customers). seed: of the stream "folds".
        refused: who is in reach although they refused; they are never controls.
    """
    draws = _draws(in_reach.size, seed)
    held, first_half = draws[0] < HELD_BACK, draws[1] < 0.5
    willing = in_reach if refused is None else in_reach & ~refused
    return Folds(
        control=held & willing,
        history=_at_most(MOST_IN_HISTORY, ~held & first_half, draws[1]),
        evaluation=~held & ~first_half,
        in_reach=in_reach.copy(),
    )


def held_back(customers: int, seed: int) -> Flags:
    """Return who is held back for measurement, regardless of consent (shape: customers)."""
    held: Flags = _draws(customers, seed)[0] < HELD_BACK
    return held


def _draws(customers: int, seed: int) -> Floats:
    return stream(seed, "folds").random((2, customers))


def _at_most(number: int, people: Flags, draws: Floats) -> Flags:
    """Keep only the ``number`` people with the smallest draws."""
    chosen = np.flatnonzero(people)
    if chosen.size <= number:
        return people
    kept = np.zeros_like(people)
    kept[chosen[np.argpartition(draws[chosen], number)[:number]]] = True
    return kept
