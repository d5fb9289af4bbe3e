"""What bought data add to a number: the same people, with and without them."""

from __future__ import annotations

import numpy as np

from equipoise.core.arrays import Floats
from equipoise.numerics.stats import mean_rate, paired_difference, ratio_rate
from equipoise.shared.partnership import Part


def part(without: Floats, along: Floats) -> Part:
    """Compare successes of the same people (1 or 0; NaN: not tried), without and with bought data.

    The share is the sum of the differences over the successes with bought data. It is below zero where they do harm.
    """
    before, after = (np.nan_to_num(each) for each in (without, along))
    return Part(
        without=mean_rate(before),
        along=mean_rate(after),
        added=paired_difference(before, after),
        share=ratio_rate(after - before, after),
    )
