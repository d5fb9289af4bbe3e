"""Differentially private training: noisy gradient descent that hides whether any one person's data were used.

*Mechanism.* Logistic regression by gradient descent on all impressions at once. In every step each person's gradient,
the sum over all their impressions, is shortened to length `CLIP` at most, and Gaussian noise is added to the sum over
people (Abadi et al. 2016, doi:10.1145/2976749.2978318; Bassily, Smith and Thakurta 2014, doi:10.1109/FOCS.2014.56).

*Guarantee.* (epsilon, `DELTA`)-differential privacy (Dwork and Roth 2014, doi:10.1561/0400000042) for whoever sees the
trained weights. Neighbours: two sets of training records, one of which has one *person* more, with all their
impressions. Adding the person moves a step's sum by `CLIP` at most, so a step is a Gaussian mechanism; the `STEPS`
steps, and one more where group counts are taken for reweighing, are composed adaptively. Such a composition of n
Gaussian mechanisms of one noise multiplier z is exactly one of z / sqrt(n) (Dong, Roth and Su 2022,
doi:10.1111/rssb.12454), which the library dp-accounting calibrates (Balle and Wang 2018, arXiv:1805.06530).

*Public, and therefore free of privacy cost.* Bounds, levels and scaling of the features; number of steps, clip norm,
step length and starting point, chosen by a sweep on worlds of other seeds than the app's; the number of *customers*,
which is a lever. The number of those who agreed and whose data are used is private and is not used: gradients are
summed, not averaged.

*Not covered.* The released rows are taken as given: a person's row is also in the table, and where rows are recoded
together or averaged (k-anonymity, cohorts) it depends on others. Synthetic rows belong to no real person, so that
hiding one of them would guarantee nothing; the lever has no effect there. What the model predicts about similar people
remains, with or without a person's record. Decisions about people use their own rows. Choosing epsilon after looking at
results, and repeated training, add up.

The noise is for teaching only: floating-point numbers from a seeded generator can be distinguished and predicted
(Mironov 2012, doi:10.1145/2382196.2382264).
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from functools import cache

import numpy as np

from equipoise.core.arrays import Array, Flags, Floats, Singles, sigmoid
from equipoise.core.vocabulary import IMPRESSIONS

DELTA = 1e-6
"""Delta of (epsilon, delta)-differential privacy: fixed, and far below one over the size of the notional population."""
STEPS = 6
CLIP = 2.0
"""The norm to which gradients are clipped: about the median norm at the start, in the worlds of the sweep."""
RATE = 0.4
START = -2.0
"""Log-odds of a visit from which training starts: about 12 in 100, which is public (published input D16)."""
LEARNED_FROM = 0.25
"""A public estimate of the share of customers whose data are used; it scales the sum of gradients."""


@cache
def noise_multiplier(epsilon: float, compositions: int) -> float:
    """Return the noise's standard deviation over the sensitivity for this many Gaussian mechanisms together."""
    from dp_accounting import get_sigma_gaussian  # slow to load: only for private training

    return float(get_sigma_gaussian(epsilon, DELTA)) * math.sqrt(compositions)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Mechanism:
    """The public parameters of private training; the attacker knows them.

    Attributes:
        epsilon: the privacy parameter, above 0. customers: how many the shop has.
        counted: whether a table of counts by group is released by the same budget.
    """

    epsilon: float
    customers: int
    counted: bool = False

    @property
    def noise(self) -> float:
        """The noise multiplier of every step, and of the table of counts."""
        return noise_multiplier(self.epsilon, STEPS + self.counted)

    def count(self, cells: Array, rng: np.random.Generator) -> Floats:
        """Return noisy numbers of impressions by group and answer, none below one in 100 of all.

        A person's impressions are all in one group, so that adding the person moves the counts by a Euclidean length
        of `IMPRESSIONS` at most.
        """
        noisy = cells + self.noise * IMPRESSIONS * rng.standard_normal(cells.shape)
        return np.asarray(np.maximum(noisy, max(0.01 * noisy.sum(), 1.0)), dtype=np.float64)

    def descend(
        self, features: Singles, visit: Flags, taken: Flags, rng: np.random.Generator, weight: Floats | None = None
    ) -> Floats:
        """Train one model for every column of ``taken``, each with noise of its own (shape: features x models).

        Args:
            features: one row an impression, `IMPRESSIONS` in a row for each person; column 0 is the intercept.
            visit: the recorded responses. taken: whose data are used (shape: people x models).
            rng: the random stream. weight: of each impression; equal by default.
        """
        people, models = taken.shape
        by_person = features.reshape(people, IMPRESSIONS, features.shape[1])
        gram = by_person @ by_person.transpose(0, 2, 1)
        weights = np.zeros((features.shape[1], models))
        weights[0] = START
        for _ in range(STEPS):
            residual = sigmoid(features @ weights.astype(np.float32))
            residual -= visit[:, None]
            if weight is not None:
                residual *= weight[:, None].astype(np.float32)
            pull = residual.reshape(people, IMPRESSIONS, models)
            pull *= taken[:, None] * shortening(pull, gram, CLIP)[:, None]
            noise = self.noise * CLIP * rng.standard_normal(weights.shape)
            weights -= RATE / (LEARNED_FROM * self.customers) * (features.T @ residual + noise)
        return weights

    def shadows(self, features: Singles, visit: Flags) -> Callable[[Flags, np.random.Generator], Singles]:
        """Return a function with which an attacker trains shadow models by this mechanism, with independent noise.

        The function takes who trains which model (shape: people x models) and returns log-odds (shape: impressions x
        models).
        """

        def train(taken: Flags, rng: np.random.Generator) -> Singles:
            return features @ self.descend(features, visit, taken, rng).astype(np.float32)

        return train


def shortening(residual: Singles, gram: Singles, clip: float) -> Singles:
    """Return the factor that scales each person's gradient to a norm of ``clip`` at most (shape: people x models).

    A person's gradient is ``sum_i r_i x_i`` over the impressions i; its squared length is ``r' G r`` with the person's
    Gram matrix ``G_ij = x_i . x_j``, so gradients of single persons are never computed.

    Args:
        residual: prediction less answer, times weight (shape: people x impressions x models).
        gram: Gram matrices of the features (shape: people x impressions x impressions).
        clip: the largest norm.
    """
    squared = np.einsum("pim,pim->pm", gram @ residual, residual)
    return np.asarray(np.minimum(1.0, clip / np.sqrt(np.maximum(squared, 1e-12))), dtype=np.float32)
