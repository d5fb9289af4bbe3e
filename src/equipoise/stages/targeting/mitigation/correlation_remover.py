"""Mitigation before training: the linear dependence of the features on the group is removed.

Every feature is regressed on the group, and the residuals are kept, with the overall mean put back. On indicators of
groups the regression is the mean by group, so that afterwards all groups have the same mean of every feature. It is the
`CorrelationRemover` of Fairlearn (Weerts et al., JMLR 24(257), 2023) at full strength, with
means over the training data. The columns of the attribute itself are left out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import numpy as np

from equipoise.core.arrays import Array, Floats, Integers, Singles
from equipoise.stages.targeting.design import Design
from equipoise.stages.targeting.mitigation.base import Mitigation, Past


class CorrelationRemover(Mitigation):
    """Give all groups the same mean of every feature."""

    by_group: ClassVar[bool] = True

    def left_out(self, columns: tuple[str, ...]) -> tuple[str, ...]:
        """Return all of them."""
        return columns

    def recoding(self, past: Past) -> Callable[[Design, Integers], Design]:
        """Return the subtraction of how much each group's mean differs."""
        weight = np.bincount(past.row, minlength=len(past.design)).astype(np.float64)
        shifts = {
            part: group_shifts(getattr(past.design, part), past.group, past.groups, weight)
            for part in ("person", "trait", "match")
        }

        def recode(design: Design, group: Integers) -> Design:
            parts = {part: getattr(design, part) - shift[group] for part, shift in shifts.items()}
            return Design(**parts, names=design.names)

        return recode


def group_shifts(features: Singles, group: Integers, groups: int, weight: Floats) -> Array:
    """Return by how much the mean of every feature in each group differs from the mean of all.

    Args:
        features: any shape with rows first. group: of every row, 0 to ``groups`` - 1.
        groups: number of groups; the difference of an empty group is zero. weight: of every row.

    Returns:
        Shape: groups x the rest of the features' shape.
    """
    member = (group == np.arange(groups)[:, None]) * weight
    flat = features.reshape(len(features), -1)
    total = member @ flat.astype(np.float64)
    size = member.sum(axis=1, keepdims=True)
    mean = total.sum(axis=0) / max(size.sum(), 1.0)
    shift = np.where(size > 0, total / np.maximum(size, 1e-12) - mean, 0.0)
    return np.asarray(shift.reshape(groups, *features.shape[1:]), dtype=np.float32)
