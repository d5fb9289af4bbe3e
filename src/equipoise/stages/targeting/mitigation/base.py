"""What a mitigation of bias may do before and in training; each overrides the step at which it acts."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import ClassVar, TypeAlias

from equipoise.core.arrays import Flags, Floats, Integers
from equipoise.runtime.jobs import Report
from equipoise.stages.targeting.design import Design
from equipoise.stages.targeting.learners import Fitted

Learn: TypeAlias = Callable[[Design, Integers, Integers, Flags, Floats | None], Fitted]
"""Fits a learner to design, row, arm, visit and weight."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Past:
    """What is learned from.

    Attributes:
        design: the features of the released rows.
        row, arm, visit: of every impression (shape: impressions).
        group: each row's protected group, as far as the company can tell (shape: rows). groups: how many there are.
    """

    design: Design
    row: Integers
    arm: Integers
    visit: Flags
    group: Integers
    groups: int


class Mitigation:
    """Nothing is done; the base of all that is done before or in training.

    What a mitigation aims at, and what it cannot fix, stands in the texts under ``mitigation.<its name>``.
    """

    by_group: ClassVar[bool] = False
    """Whether it looks at the group of each row, which the company has to hold then."""

    def left_out(self, columns: tuple[str, ...]) -> tuple[str, ...]:
        """Return which of the columns that make up the protected attribute the model must not see."""
        return ()

    def recoding(self, past: Past) -> Callable[[Design, Integers], Design]:
        """Return how the features of rows in these groups (shape: rows) are changed."""
        return lambda design, group: design

    def weights(self, past: Past, noisy: Callable[[Integers], Floats] | None = None) -> Floats | None:
        """Return the weight of every impression; ``noisy`` hides who is in the counts that they are made of."""
        return None

    def fit(self, learn: Learn, past: Past, weight: Floats | None, report: Report) -> Fitted:
        """Train; long work tells ``report`` how far it is, and may be stopped by it."""
        return learn(past.design, past.row, past.arm, past.visit, weight)
