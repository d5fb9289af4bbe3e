"""Effects whose size published studies measured, computed for any settings.

Two of them fix the ends of the lever `population.taste` (see `equipoise.stages.world.settings`); the others are
compared with what was published, not fitted to it. Everything is measured on evaluation customers, against the truth.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Flags, Floats, Integers, Singles
from equipoise.core.vocabulary import IMPRESSIONS, MONTHS
from equipoise.numerics.blocks import Blocks
from equipoise.numerics.held_out import fit_held_out
from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import auc
from equipoise.stages.targeting.train import impressions_of

EVERYBODY = {
    "consent.model": "notice",
    "protect.identifiers": "keep",
    "protect.technique": "none",
    "target.strategy": "personalised",
    "target.budget": 1.0,
}
"""Levers of the published experiments: everybody takes part, with all that the shop itself knows."""
SEEDS = (101, 102, 103, 104, 105)
"""Worlds on which parameters are fitted: other ones than the app's."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Content:
    """What choosing the offer for everybody changes.

    Attributes:
        gain: visits with the chosen offers less visits with the best single one, in percentage points (D17).
        lost: the change of the visits that offers add, in percent, if all get the best single one (D09).
    """

    gain: float
    lost: float


def content(settings: Settings) -> Content:
    """Return what choosing the offer for everybody changes; the levers of `EVERYBODY` replace those of the settings.

    A visit that would have happened without any offer is no answer to it. So "clicks" are the visits that offers add.
    """
    chain = _of_everybody(settings)
    people = np.flatnonzero(chain.folds.value.evaluation)
    response, offer = chain.population.value.response, chain.target.value.offer[people]
    shown, without = response.visit[people].astype(np.float64), response.visit_without[people].mean(dtype=np.float64)
    chosen, single = shown[np.arange(people.size), offer].mean(), shown.mean(axis=0).max()
    return Content(gain=100 * (chosen - single), lost=100 * ((single - without) / (chosen - without) - 1))


def visit_auc(settings: Settings) -> Rate:
    """Return the AUC of predicted visits in past campaigns, of people from whom nothing was learned (D18)."""
    return auc(*_judged(_of_everybody(settings)))


def top_decile_lift(settings: Settings) -> float:
    """Return how often those whose visits are predicted likeliest, one tenth, visit compared with everybody (D19)."""
    visit, predicted = _judged(_of_everybody(settings))
    likeliest = np.argsort(-predicted, kind="stable")[: visit.size // 10]
    return float(visit[likeliest].mean() / visit.mean())


def category_auc(settings: Settings) -> Rate:
    """Return the AUC of visits predicted from nothing but the topics in which a person ever bought (D18)."""
    chain = _of_everybody(settings)
    bought = chain.population.value.behaviour("purchases", MONTHS) > 0
    log, folds = chain.history.value, chain.folds.value

    def impressions(people: Integers) -> tuple[Integers, Singles, Flags]:
        person = np.repeat(people, IMPRESSIONS)
        features = np.column_stack([np.ones(person.size), bought[person]]).astype(np.float32)
        return person, features, log.visit[people].ravel()

    person, features, visit = impressions(np.flatnonzero(folds.history))
    fitted = fit_held_out(Blocks.whole(features), visit, person, np.zeros(features.shape[1], dtype=bool))
    _, asked, answer = impressions(np.flatnonzero(folds.evaluation))
    return auc(answer, asked @ fitted.weights)


def _of_everybody(settings: Settings) -> Chain:
    return Chain(settings.replace(**EVERYBODY))


def _judged(chain: Chain) -> tuple[Flags, Floats]:
    """Return the recorded visits of the evaluation customers, and what the model predicts of them."""
    vault = chain.inside.value[1]
    people = np.flatnonzero(chain.folds.value.evaluation & (vault.row >= 0))
    row, arm, visit = impressions_of(people, chain.history.value, vault)
    return visit, chain.train.value.answers[row, arm].astype(np.float64)


def fitted_taste(effect: Callable[[Content], float], published: float, *, size: int = 20_000) -> float:
    """Return the weight of taste at which the mean of an effect over `SEEDS` is the published one, by bisection.

    Args:
        effect: which one, monotone in the weight. published: its value. size: customers of each world.
    """

    def above(taste: float) -> bool:
        levers = {"population.taste": taste, "population.size": size}
        found = [effect(content(Settings().replace(**levers, **{"population.seed": seed}))) for seed in SEEDS]
        return float(np.mean(found)) / published > 1

    low, high = 0.0, 3.0
    while high - low > 0.005:
        middle = (low + high) / 2
        low, high = (low, middle) if above(middle) else (middle, high)
    return (low + high) / 2
