"""In training: exponentiated gradient, the reduction of fair to weighted classification.

Agarwal, Beygelzimer, Dudík, Langford and Wallach, "A reductions approach to fair classification", ICML 2018,
arXiv 1803.02453, as implemented by Fairlearn. A game is played for a few rounds: one side raises a price on groups that
are expected to answer more often than others, the other trains a model under these prices. The result is a lottery
over the models of all rounds; here everybody is scored with its mean.

What is evened out is who counts as likelier to visit than the average impression (demographic parity). That is a
question of yes and no, so a missed visit costs as much as there are impressions without one, and the other way round;
the odds that models learn under these costs are turned back into chances of a visit.
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
"""Rounds of the game; more hardly come closer, and each but the first trains up to three models."""
FITS = 3 * ROUNDS - 2
SLACK = 0.01
"""By how much groups may differ; a hundredth is also what bounds the prices, by its inverse."""
_TO_THE_END = 1e-9


class ExponentiatedGradient(Mitigation):
    """Play the game; the promise of private training does not cover it."""

    by_group: ClassVar[bool] = True

    def fit(self, learn: Learn, past: Past, weight: Floats | None, report: Report) -> Fitted:
        """Return the mean of the models in the lottery."""
        from fairlearn import reductions  # takes half a second, which only this should cost

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
    """An estimator for Fairlearn whose features are places in the past, so that nothing large is copied.

    It is never asked for a single label only: costs and prices both add up to zero over all impressions, so that some
    of them are positive and others negative.
    """

    def __init__(self, learn: Learn, past: Past, report: Report, known: dict[bytes, Fitted] | None = None) -> None:
        self.learn, self.past, self.report = learn, past, report
        self.known = {} if known is None else known

    def __sklearn_clone__(self) -> Player:
        return Player(self.learn, self.past, self.report, self.known)

    def fit(self, places: Array, label: Any, sample_weight: Any) -> Player:
        """Train on all impressions with these labels and weights, unless that was asked for before."""
        past, visit, weight = self.past, np.asarray(label) == 1, np.asarray(sample_weight, dtype=np.float64)
        asked = hashlib.blake2b(visit.tobytes() + weight.tobytes()).digest()
        if asked not in self.known:
            self.report(min(1.0, len(self.known) / FITS))
            self.known[asked] = self.learn(past.design, past.row, past.arm, visit, weight)
        self.fitted = self.known[asked]
        self.likely: Flags = self.fitted.predict(past.design)[past.row, past.arm] > 0.5
        return self

    def predict(self, places: Array) -> Array:
        """Return who counts as likelier to visit than the average."""
        return np.asarray(self.likely[np.asarray(places)[:, 0]], dtype=np.int64)


@dataclasses.dataclass(frozen=True, eq=False)
class Lottery:
    """The mean of models, each drawn with its chance.

    Attributes:
        members: chances and models. odds: of a visit, by which the models' odds are multiplied.
    """

    members: tuple[tuple[float, Fitted], ...]
    odds: float

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
