"""Who plays which part in the measurement: controls, history and evaluation.

Controls are withheld from the release and from training, so that what an attack finds about them cannot come from
their data; they are always people whom the release would otherwise hold. Everybody else is either in history, which
the model may learn from, or in evaluation, where decisions, accuracy and fairness are counted.
"""

from __future__ import annotations

import dataclasses

from equipoise.arrays import Flags, freeze
from equipoise.seeds import stream

CONTROL_SHARE = 0.10


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Folds:
    """Three parts that cover every customer exactly once (each shape: customers), and who is in reach at all."""

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
    """Deal customers out; people in reach keep their part under every setting that keeps them in reach.

    Args:
        in_reach: whose rows may be stored (shape: customers). seed: of the stream "folds".
        refused: who is in reach although they said no; they are never controls.
    """
    draws = stream(seed, "folds").random((2, in_reach.size))
    willing = in_reach if refused is None else in_reach & ~refused
    control = willing & (draws[0] < CONTROL_SHARE)
    history = ~control & (draws[1] < 0.5)
    return Folds(control=control, history=history, evaluation=~control & ~history, in_reach=in_reach)
