"""The learners: regularised logistic regression and gradient-boosted trees."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

from equipoise.core.arrays import Array, Flags, Floats, Integers, Singles, freeze, sigmoid
from equipoise.core.vocabulary import IMPRESSIONS, OFFERS
from equipoise.numerics.held_out import fit_held_out
from equipoise.numerics.logistic import Optimum
from equipoise.stages.targeting.catalogue import LEARNERS
from equipoise.stages.targeting.design import Design


class Fitted(Protocol):
    """A learner after training."""

    @property
    def ridge(self) -> float | Floats:
        """The weight of each squared coefficient against the summed log loss, published with the model; 0 for none."""

    def predict(self, design: Design) -> Singles:
        """Return visit probabilities of every row under every offer and none (shape: rows x offers + 1)."""


@dataclasses.dataclass(frozen=True, eq=False)
class Logistic:
    """Logistic regression with offer interactions.

    Attributes:
        weights: in the order of `Design.impressions`.
        optimum: how they vary over pasts; None where noise was added in training.
    """

    weights: Floats
    optimum: Optimum | None = None

    @property
    def ridge(self) -> float | Floats:
        """Of each weight, published with the model. Private training, which stops early instead, has none."""
        return 0.0 if self.optimum is None else self.optimum.penalty

    @classmethod
    def fit(cls, design: Design, row: Integers, arm: Integers, visit: Flags, weight: Floats | None) -> Logistic:
        """Fit by penalised maximum likelihood, with the ridges under which held-out rows are likeliest."""
        optimum = fit_held_out(design.impressions(row, arm), visit, row, design.special, weight=weight)
        freeze(optimum.weights, optimum.penalty, optimum.curvature, optimum.information, optimum.losses)
        return cls(optimum.weights, optimum)

    def predict(self, design: Design) -> Singles:
        """Return visit probabilities of every row under every offer and none."""
        return np.asarray(sigmoid(design.logits(self.weights)), dtype=np.float32)


@dataclasses.dataclass(frozen=True, eq=False)
class Boosting:
    """Histogram gradient boosting; one thread, because more are slower on small machines."""

    trees: Any
    ridge: float | Floats = 0.0

    @classmethod
    def fit(cls, design: Design, row: Integers, arm: Integers, visit: Flags, weight: Floats | None) -> Boosting:
        """Fit forty small trees."""
        trees = HistGradientBoostingClassifier(
            max_iter=40,
            learning_rate=0.15,
            max_leaf_nodes=15,
            min_samples_leaf=60,
            early_stopping=False,
            random_state=0,
        )
        with threadpool_limits(1):
            trees.fit(_rows(design, row, arm), visit, sample_weight=weight)
        return cls(trees)

    def predict(self, design: Design) -> Singles:
        """Return visit probabilities of every row under every offer and none."""
        row = np.arange(len(design))
        arms = [_rows(design, row, np.full(row.size, arm)) for arm in range(OFFERS + 1)]
        with threadpool_limits(1):
            return np.column_stack([self.trees.predict_proba(rows)[:, 1] for rows in arms]).astype(np.float32)


def _rows(design: Design, row: Integers, arm: Integers) -> Array:
    """Return features for trees: the person, the offer's place, and the interest in its topic."""
    shown = arm < OFFERS
    match = design.match[row, np.minimum(arm, OFFERS - 1)] * shown[:, None]
    return np.column_stack([design.person[row], arm, match])


def refit(learner: str, design: Design, row: Integers, arm: Integers, visit: Flags) -> Callable[[Flags], Floats]:
    """Return a function that trains this learner on the marked people and returns predictions for all impressions."""

    def answer(people: Flags) -> Floats:
        marked = np.repeat(people, IMPRESSIONS)
        fitted: Fitted = LEARNERS[learner].load().fit(design, row[marked], arm[marked], visit[marked], None)
        return fitted.predict(design)[row, arm].astype(np.float64)

    return answer
