"""Mitigation in training: exponentiated gradient, the reduction of fair to weighted classification.

Agarwal, Beygelzimer, Dudík, Langford and Wallach, "A reductions approach to fair classification", ICML 2018,
arXiv 1803.02453, as implemented by Fairlearn. It is a game of a few rounds: one side raises multipliers for groups that
are predicted to visit more often than others, the other trains a model under these costs. The result is a randomised
classifier over the models of all rounds; here everybody is scored with its mean.

The constraint is demographic parity of the prediction "likelier to visit than the average impression". As this is a
binary prediction, a missed visit costs as much as there are impressions without one, and the other way round; the odds
that models learn under these costs are converted back into probabilities of a visit.
"""

from __future__ import annotations

import dataclasses
import hashlib
from typing import Any, ClassVar

import numpy as np

from equipoise.core.arrays import Array, Flags, Floats, Singles
from equipoise.runtime.jobs import Report
from equipoise.stages.targeting.design import Design
from equipoise.stages.targeting.learners import Fitted
from equipoise.stages.targeting.mitigation.base import Learn, Mitigation, Past

ROUNDS = 4
"""Rounds of the game: more rounds hardly improve the result, and each but the first trains up to three models."""
FITS = 3 * ROUNDS - 2
SLACK = 0.01
"""The permitted difference between groups; its inverse bounds the multipliers."""
_TO_THE_END = 1e-9


class ExponentiatedGradient(Mitigation):
    """The mitigation; the guarantee of private training does not cover it."""

    by_group: ClassVar[bool] = True

    def fit(self, learn: Learn, past: Past, weight: Floats | None, report: Report) -> Fitted:
        """Return the mean of the models of the randomised classifier."""
        from fairlearn import reductions  # slow to load: only for this mitigation

        rate = float(past.visit.mean())
        game = reductions.ExponentiatedGradient(
            Player(learn, past, report),
            reductions.DemographicParity(difference_bound=SLACK),
            objective=reductions.ErrorRate(costs={"fp": rate, "fn": 1 - rate}),
            max_iter=ROUNDS,
            eps=SLACK,
            nu=_TO_THE_END,
        )
        impressions = np.arange(past.row.size)[:, None]
        game.fit(impressions, past.visit.astype(np.int64), sensitive_features=past.group[past.row])
        drawn = [(float(chance), player.fitted) for chance, player in zip(game.weights_, game.predictors_, strict=True)]
        return Lottery(tuple((chance, fitted) for chance, fitted in drawn if chance > 0), rate / (1 - rate))


class Player:
    """An estimator for Fairlearn whose features are places in the training data, so that nothing large is copied.

    Labels are never all the same: costs and multipliers both sum to zero over all impressions, so that some are
    positive and others negative.
    """

    def __init__(self, learn: Learn, past: Past, report: Report, known: dict[bytes, Fitted] | None = None) -> None:
        self.learn, self.past, self.report = learn, past, report
        self.known = {} if known is None else known

    def __sklearn_clone__(self) -> Player:
        return Player(self.learn, self.past, self.report, self.known)

    def fit(self, places: Array, label: Any, sample_weight: Any) -> Player:
        """Train on all impressions with these labels and weights; the same call trains only once."""
        past, visit, weight = self.past, np.asarray(label) == 1, np.asarray(sample_weight, dtype=np.float64)
        asked = hashlib.blake2b(visit.tobytes() + weight.tobytes()).digest()
        if asked not in self.known:
            self.report(min(1.0, len(self.known) / FITS))
            self.known[asked] = self.learn(past.design, past.row, past.arm, visit, weight)
        self.fitted = self.known[asked]
        self.likely: Flags = self.fitted.predict(past.design)[past.row, past.arm] > 0.5
        return self

    def predict(self, places: Array) -> Array:
        """Return who is predicted to be likelier to visit than the average."""
        return np.asarray(self.likely[np.asarray(places)[:, 0]], dtype=np.int64)


@dataclasses.dataclass(frozen=True, eq=False)
class Lottery:
    """The mean of the models of a randomised classifier.

    Attributes:
        members: probabilities and models. odds: of a visit, by which the models' odds are multiplied.
    """

    members: tuple[tuple[float, Fitted], ...]
    odds: float

    @property
    def ridge(self) -> float | Floats:
        """The mean ridge of the models."""
        return sum((chance * fitted.ridge for chance, fitted in self.members), start=0.0)

    def predict(self, design: Design) -> Singles:
        """Return visit probabilities of every row under every offer and none."""
        total = np.zeros(1, dtype=np.float32)
        for chance, fitted in self.members:
            balanced = fitted.predict(design)
            total = total + np.float32(chance) * _rescaled(balanced, self.odds)
        return np.asarray(total, dtype=np.float32)


def _rescaled(probability: Singles, odds: float) -> Singles:
    """Multiply odds: p becomes op / (op + 1 - p)."""
    part = np.float32(odds) * probability
    return np.asarray(part / (part + 1 - probability), dtype=np.float32)
