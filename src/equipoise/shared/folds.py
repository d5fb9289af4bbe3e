"""Who plays which part in the measurement: controls, history and evaluation.

A random tenth of all customers is held back. Those of them whom the release would otherwise hold are the controls:
withheld from release and training, so that what an attack finds about them cannot come from their data. Everybody else
is either in history, which the model may learn from, or in evaluation, where decisions, accuracy and fairness are
counted. Nobody's part depends on consent, so evaluation is the same fair sample of all customers under every setting.
"""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.core.arrays import Flags, Floats, freeze
from equipoise.core.seeds import stream

HELD_BACK = 0.10
MOST_IN_HISTORY = 100_000
"""The most customers whose history is used; a model of some hundred weights learns no more from a million."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Folds:
    """Parts of the customers (each shape: customers); none overlap, and people held back without need have none.

    Attributes:
        control: held back although the release would hold them. history: may be learned from, where consent allows.
        evaluation: counted. in_reach: whom the release could hold at all.
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
        """Return the same parts for a table that reaches fewer customers."""
        return dataclasses.replace(self, control=self.control & reach, in_reach=self.in_reach & reach)


def deal(in_reach: Flags, seed: int, *, refused: Flags | None = None) -> Folds:
    """Deal customers out.

    Args:
        in_reach: whose rows may be stored (shape: customers). seed: of the stream "folds".
        refused: who is in reach although they said no; they are never controls.
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
    """Return who is held back for measuring, whatever they agreed to (shape: customers)."""
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
