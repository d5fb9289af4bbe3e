"""Mitigation after training: a threshold for each group, so that all groups have the same selection rate.

Hardt, Price and Srebro, "Equality of opportunity in supervised learning", 2016, arXiv 1610.02413, derive thresholds by
group; here they equalise the selection rate (demographic parity) and exhaust the same budget.
"""

from __future__ import annotations

import numpy as np

from equipoise.core.arrays import Floats, Integers


def same_share(uplift: Floats, group: Integers) -> Integers:
    """Return the candidates' places in an order of which every initial part holds the same share of each group.

    Args:
        uplift: expected gain of a personal offer. group: of every candidate (shapes: candidates).
    """
    order = np.argsort(-uplift, kind="stable")
    ordered = group[order]
    sizes = np.bincount(ordered)
    starts = np.cumsum(sizes) - sizes
    by_group = np.argsort(ordered, kind="stable")
    rank = np.empty(ordered.size)
    rank[by_group] = np.arange(ordered.size) - np.repeat(starts, sizes)
    quantile = (rank + 0.5) / np.maximum(sizes, 1)[ordered]
    return order[np.argsort(quantile, kind="stable")]
