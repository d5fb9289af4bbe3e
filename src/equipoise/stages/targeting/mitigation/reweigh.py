"""Mitigation before training: weights under which group and response are independent."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import numpy as np

from equipoise.core.arrays import Flags, Floats, Integers
from equipoise.stages.targeting.mitigation.base import Mitigation, Past


class Reweigh(Mitigation):
    """Weight every impression by group and response."""

    by_group: ClassVar[bool] = True

    def weights(self, past: Past, noisy: Callable[[Integers], Floats] | None = None) -> Floats | None:
        """Return the weight of every impression."""
        return reweighing(past.group[past.row], past.visit, past.groups, noisy)


def reweighing(group: Integers, label: Flags, groups: int, noisy: Callable[[Integers], Floats] | None = None) -> Floats:
    """Return weights that make group and label independent: P(group) P(label) / P(group, label).

    Kamiran and Calders, "Data preprocessing techniques for classification without discrimination", 2012,
    doi:10.1007/s10115-011-0463-8.

    Args:
        group: of every impression, 0 to ``groups`` - 1. label: its response.
        groups: number of groups, some of which may be empty.
        noisy: adds the noise of private training to the counts (shape: groups x 2).
    """
    cell = group * 2 + label
    counted = np.bincount(cell, minlength=2 * groups).reshape(-1, 2)
    counts = counted if noisy is None else noisy(counted)
    cells = counts / counts.sum()
    expected = cells.sum(axis=1, keepdims=True) * cells.sum(axis=0)
    weights = np.divide(expected, cells, out=np.ones_like(cells), where=cells > 0)
    return np.asarray(weights.ravel()[cell])
