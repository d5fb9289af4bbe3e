"""Balanced samples: the means of a small sample are close to those of everybody.

A sample is drawn at random, and then people in it are exchanged for others as long as an exchange brings the sample's
means closer to the wanted ones. Balance on what predicts an outcome makes the outcome's mean in the sample close to its
mean over everybody (Royall and Herson 1973, doi:10.1080/01621459.1973.10481440). The exchange is the one that Fedorov
used for designs (1972, Theory of Optimal Experiments).
"""

from __future__ import annotations

import numpy as np

from equipoise.core.arrays import Floats, Integers


def balanced_sample(traits: Floats, wanted: Floats, size: int, rng: np.random.Generator) -> Integers:
    """Return the places of ``size`` people, all different, in random order; all people where there are not more.

    Args:
        traits: what to balance, each column multiplied by its importance (shape: people x traits).
        wanted: the means that the sample should have, multiplied in the same way (shape: traits).
        size: how many people to choose. rng: draws the first sample and the order.
    """
    order = rng.permutation(len(traits))
    inside, outside = order[:size], order[size:]
    excess = traits[inside].sum(axis=0) - inside.size * wanted
    while outside.size:
        gain, leaves, enters = _best_exchange(traits[inside], traits[outside], excess)
        if gain <= 1e-9:
            break
        excess = excess + traits[outside[enters]] - traits[inside[leaves]]
        inside[leaves], outside[enters] = outside[enters], inside[leaves]
    return inside


def _best_exchange(inside: Floats, outside: Floats, excess: Floats) -> tuple[float, int, int]:
    """Return by how much the best exchange lowers the squared excess, and the places of who leaves and who enters."""
    leaving = (inside**2).sum(axis=1) - 2 * inside @ excess
    entering = (outside**2).sum(axis=1) + 2 * outside @ excess
    after = leaving[:, None] + entering[None, :] - 2 * inside @ outside.T
    leaves, enters = np.unravel_index(int(after.argmin()), after.shape)
    return float(-after[leaves, enters]), int(leaves), int(enters)
