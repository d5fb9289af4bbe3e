"""Attacked models that Equipoise and other libraries are held against, out of numpy and scikit-learn alone.

One record a person, since that is what other libraries attack, and many features, so that there is something to find.
"""

from __future__ import annotations

import dataclasses
from typing import TypeAlias

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

SEEDS = range(6)
LEARNERS = ("logistic", "boosting")
PEOPLE, FEATURES, RIDGE = 400, 50, 1.0
Model: TypeAlias = LogisticRegression | HistGradientBoostingClassifier


@dataclasses.dataclass(frozen=True, eq=False)
class Case:
    """A pool of people, half of them members of ``model``."""

    features: np.ndarray
    response: np.ndarray
    member: np.ndarray
    model: Model

    @property
    def fingerprint(self) -> float:
        """A number by which two runs of different versions can tell that they attack the same model."""
        return float(self.model.predict_proba(self.features)[:, 1].mean())


def trained(name: str, features: np.ndarray, response: np.ndarray) -> Model:
    """Return a model; the attacker knows how it is trained."""
    model: Model = LogisticRegression(C=1 / RIDGE, solver="newton-cholesky", tol=1e-6)
    if name == "boosting":
        model = HistGradientBoostingClassifier(
            max_iter=40,
            learning_rate=0.15,
            max_leaf_nodes=15,
            min_samples_leaf=20,
            early_stopping=False,
            random_state=0,
        )
    return model.fit(features, response)


def case(name: str, seed: int) -> Case:
    """Return the case of one learner and seed, the same with every version of the libraries."""
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(PEOPLE, FEATURES))
    response = rng.random(PEOPLE) < 1 / (1 + np.exp(1 - 0.5 * features[:, :4].sum(axis=1)))
    member = rng.permutation(PEOPLE) < PEOPLE // 2
    return Case(features, response, member, trained(name, features[member], response[member]))
