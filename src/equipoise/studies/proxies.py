"""Leaving out an attribute and its proxies: how well the group can still be predicted, and the gap that remains."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Flags, Integers, Singles
from equipoise.core.vocabulary import GROUPS
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.numerics.stats import auc
from equipoise.stages.measure.notions import Findings, find
from equipoise.stages.targeting.design import Design, build_design
from equipoise.stages.targeting.settings import PROXIES
from equipoise.stages.targeting.train import COLUMNS_OF
from equipoise.studies.fairness import standing

_RIDGE = 20.0
"""The regularisation of the guesser, which is no part of the shop's model; assumed."""
VARIANTS: dict[str, dict[str, Any]] = {
    "sees": {"train.mitigation": "none", "train.proxies": PROXIES},
    "left_out": {"train.mitigation": "leave_out", "train.proxies": PROXIES},
    "no_postcode": {"train.mitigation": "leave_out", "train.proxies": ("browsing",)},
    "no_browsing": {"train.mitigation": "leave_out", "train.proxies": ("postcode",)},
    "neither": {"train.mitigation": "leave_out", "train.proxies": ()},
}
"""The features of the model: all, all without the attribute, and the same without some of its proxies."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Variant:
    """The results under one of `VARIANTS`.

    Attributes:
        told: how well each group can be predicted from the features of the model (area under the ROC curve).
        found: fairness of the decisions; None where nobody is scored. right_offer: of all counted customers.
    """

    told: tuple[Rate, ...]
    found: Findings | None
    right_offer: Rate


def try_variant(settings: Settings, attribute: str, name: str) -> Variant:
    """Run the chain under one of `VARIANTS`, without any other mitigation, and predict the groups."""
    levers = {"train.protected": attribute, "target.mitigation": "none"} | VARIANTS[name]
    run = settings.replace(**levers)
    chain, here = Chain(run), standing(run, attribute)
    return Variant(
        told=told_apart(chain, attribute, sees=name == "sees"),
        found=None if here is None else find(here.ranked.at(here.decided)),
        right_offer=chain.measure.value.targeting.right_offer,
    )


def told_apart(chain: Chain, attribute: str, *, sees: bool) -> tuple[Rate, ...]:
    """Return the AUC with which every group can be predicted from the features of the model.

    A logistic regression is trained on the history customers and their true groups, and tested on the evaluation
    customers.

    Args:
        chain: the run. attribute: whose groups. sees: whether the attribute itself is among the features.
    """
    release, vault = chain.inside.value
    hidden = {*PROXIES} - {*chain.settings.train.proxies} | (set() if sees else {*COLUMNS_OF[attribute]})
    features = _flat(build_design(release, hidden))
    group, folds = chain.population.value.customers.group(attribute), chain.folds.value
    learn, tried = (np.flatnonzero(part & (vault.row >= 0)) for part in (folds.history, folds.evaluation))
    chances = _guesses(features[vault.row[learn]], group[learn], features[vault.row[tried]], len(GROUPS[attribute]))
    return tuple(
        UNKNOWN if np.isnan(chance).any() else auc(_member(group[tried], place), chance)
        for place, chance in enumerate(chances.T)
    )


def _guesses(seen: Singles, group: Integers, asked: Singles, groups: int) -> Singles:
    """Return the predicted probability of each group; NaN for groups that are not in the training data."""
    chances = np.full((len(asked), groups), np.nan, dtype=np.float32)
    known = np.unique(group)
    if known.size > 1 and len(asked):
        guesser = LogisticRegression(C=1 / _RIDGE, solver="newton-cholesky", max_iter=30).fit(seen, group)
        chances[:, known] = guesser.predict_proba(asked)
    return chances


def _flat(design: Design) -> Singles:
    """Return all features of every row: its own features, and its interest in every topic."""
    return np.hstack([design.person, design.match.reshape(len(design), -1)])


def _member(group: Integers, place: int) -> Flags:
    return np.asarray(group == place)
