"""The base of mitigations of bias before and in training; each overrides the step at which it acts."""

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
    """The training data.

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
    """No mitigation; the base of all mitigations before or in training.

    The texts under ``mitigation.<its name>`` say what a mitigation aims at and what it cannot fix.
    """

    by_group: ClassVar[bool] = False
    """Whether it needs the group of each row, which the company then has to hold."""

    def left_out(self, columns: tuple[str, ...]) -> tuple[str, ...]:
        """Return which columns of the protected attribute are left out of the features."""
        return ()

    def recoding(self, past: Past) -> Callable[[Design, Integers], Design]:
        """Return the transformation of the features for rows in these groups (shape: rows)."""
        return lambda design, group: design

    def weights(self, past: Past, noisy: Callable[[Integers], Floats] | None = None) -> Floats | None:
        """Return the weight of every impression; ``noisy`` adds the noise of private training to counts."""
        return None

    def fit(self, learn: Learn, past: Past, weight: Floats | None, report: Report) -> Fitted:
        """Train; ``report`` receives the progress of long work, and may stop it."""
        return learn(past.design, past.row, past.arm, past.visit, weight)
