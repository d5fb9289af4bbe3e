"""What behaviour tells about people, and how often a data broker is right."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array
from sklearn.linear_model import LogisticRegression

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Flags, Floats
from equipoise.core.seeds import stream
from equipoise.numerics.stats import auc
from equipoise.shared.world import World
from equipoise.stages.world.behaviour import strong_interest
from equipoise.studies.shoppers import STRENGTH, things

_WEAK = ("chronic", "money")


def weak_traits_from_items(settings: Settings) -> float:
    """Return the mean AUC of a chronic condition and of money worries, guessed as `shoppers.sex_from_items` does."""
    chain = Chain(settings)
    world = chain.population.value
    features = things(chain.receipts.value, chain.page_views.value, world.size)
    return float(np.mean([_guessed(world, features, getattr(world.customers, trait)) for trait in _WEAK]))


def _guessed(world: World, features: csr_array, trait: Flags) -> float:
    """Return the AUC of a trait of half of the customers, guessed by a logistic regression from the other half."""
    learn, judge = np.array_split(stream(world.seed, "evidence.halves").permutation(world.size), 2)
    model = LogisticRegression(C=STRENGTH, max_iter=200).fit(features[learn], trait[learn])
    score: Floats = model.decision_function(features[judge])
    return auc(trait[judge], score).value


def broker_error(settings: Settings) -> float:
    """Return the share of a broker's claims that have nothing to do with the person.

    It is one less the difference between the shares that are claimed of people with and without an interest (Youden's
    index, 1950, doi:10.1002/1097-0142(1950)3:1<32::AID-CNCR2820030106>3.0.CO;2-3).
    """
    claims, truth = _claims(Chain(settings).population.value)
    return float(1.0 - (claims[truth].mean() - claims[~truth].mean()))


def right_about_two(settings: Settings) -> float:
    """Return the share of right segments of two interests: the mean over all pairs."""
    claims, truth = (part.astype(float) for part in _claims(Chain(settings).population.value))
    both = claims * truth
    right, claimed = both.T @ both, claims.T @ claims
    pairs = np.triu_indices(len(right), k=1)
    return float((right[pairs] / claimed[pairs]).mean())


def _claims(world: World) -> tuple[Flags, Flags]:
    """Return the broker's claims about the customers, and which of them are true (shape: customers x topics)."""
    return world.broker[: world.size] == 1, strong_interest(world.interest)[: world.size]
