"""What offers do to visits and sales, counted with the world's true responses."""

from __future__ import annotations

import dataclasses

import numpy as np
from sklearn.linear_model import LogisticRegression

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Array, Flags, Integers
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import IMPRESSIONS, MARGIN, MARGIN_WITH_OFFER, MONTHS, OFFERS, SALES_PER_VISIT, SOURCES
from equipoise.numerics.stats import auc
from equipoise.shared.world import Response, World
from equipoise.stages.targeting.design import build_design
from equipoise.stages.targeting.learners import Logistic

_OWN_FIELDS = {"consent.model": "notice", "protect.identifiers": "keep", "protect.technique": "none"}
"""Levers under which the model sees all of the shop's own fields of every customer."""


def visits_without(settings: Settings) -> float:
    """Return the share of customers who visit without an offer."""
    return float(_response(settings).visit_without.mean())


def visits_with_best(settings: Settings) -> float:
    """Return the share of customers who visit when everybody is shown the best single offer."""
    response = _response(settings)
    return float(response.visit[:, _best_single(response)].mean())


def sales_without(settings: Settings) -> float:
    """Return sales a customer without an offer."""
    return visits_without(settings) * SALES_PER_VISIT


def sales_with_best(settings: Settings) -> float:
    """Return sales a customer when everybody is shown the best single offer."""
    response = _response(settings)
    best = _best_single(response)
    margin = response.gain[:, best] + response.visit_without * SALES_PER_VISIT * MARGIN
    return float((margin / MARGIN_WITH_OFFER[best]).mean())


def predicted_by_all_fields(settings: Settings) -> float:
    """Return the AUC of logged visits of half of the customers, predicted from all of the shop's own fields."""
    chain = Chain(settings.replace(**_OWN_FIELDS))
    release, vault = chain.protect.value
    design = build_design(release)
    learn, judge = (half.in_rows(vault.row) for half in _halves(chain))
    predicted = Logistic.fit(design, learn.person, learn.arm, learn.visit, None).predict(design)
    return auc(judge.visit, predicted[judge.person, judge.arm].astype(float)).value


def predicted_by_categories(settings: Settings) -> float:
    """Return the same AUC if the model knows only in which topics somebody has ever bought."""
    chain = Chain(settings)
    bought = chain.population.value.behaviour("purchases", MONTHS) > 0

    def features(part: _Impressions) -> Array:
        return np.hstack([bought[part.person], np.eye(OFFERS + 1)[part.arm]])

    learn, judge = _halves(chain)
    model = LogisticRegression(max_iter=300).fit(features(learn), learn.visit)
    return auc(judge.visit, model.predict_proba(features(judge))[:, 1]).value


def top_decile_lift(settings: Settings) -> float:
    """Return true visits of the tenth of the scored customers with the highest predictions, over those of all."""
    chain = Chain(settings)
    met = chain.deliver.value
    scored = np.flatnonzero(chain.folds.value.evaluation & ~np.isnan(met.score))
    visit = chain.population.value.response.visit[scored, met.offer[scored]].astype(float)
    top = np.argsort(-met.score[scored], kind="stable")[: scored.size // 10]
    return float(visit[top].mean() / visit.mean())


def content_gain(settings: Settings) -> float:
    """Return visits with the chosen offers, less visits with the best single one, of those who get a chosen one."""
    chain = Chain(settings)
    people, offer = _personal(chain)
    response = chain.population.value.response
    best = chain.train.value.generic
    return float((response.visit[people, offer] - response.visit[people, best]).mean())


def diminishing(settings: Settings) -> float:
    """Return what the first three sources of data add to the lift of the chosen, less what the other three add."""
    none, half, whole = (_lift(settings.replace(**{"minimise.sources": SOURCES[:number]})) for number in (0, 3, 6))
    return (half - none) - (whole - half)


def _lift(settings: Settings) -> float:
    return Chain(settings).measure.value.targeting.lift.value


def _personal(chain: Chain) -> tuple[Integers, Integers]:
    """Return the counted customers with a personal offer, and which (places)."""
    met = chain.deliver.value
    people = np.flatnonzero(chain.folds.value.evaluation & met.selected)
    return people, met.offer[people]


def _response(settings: Settings) -> Response:
    """Return the customers' true responses."""
    world: World = Chain(settings).population.value
    whole, ours = world.response, slice(world.size)
    return Response(whole.visit_without[ours], whole.visit[ours], whole.gain[ours], whole.best[ours])


def _best_single(response: Response) -> int:
    return int(response.gain.mean(axis=0).argmax())


@dataclasses.dataclass(frozen=True, eq=False)
class _Impressions:
    """Logged impressions: whose, of which arm, and whether a visit followed."""

    person: Integers
    arm: Integers
    visit: Flags

    def in_rows(self, row: Integers) -> _Impressions:
        """Return those of people who have a row, each with its row in the person's place (shape of row: people)."""
        held = row[self.person] >= 0
        return _Impressions(row[self.person[held]], self.arm[held], self.visit[held])


def _halves(chain: Chain) -> list[_Impressions]:
    """Return the log of a random half of the customers, and of the other half."""
    log = chain.history.value
    shuffled = stream(chain.seed, "evidence.halves").permutation(len(log.arm))
    return [
        _Impressions(np.repeat(half, IMPRESSIONS), log.arm[half].ravel().astype(np.int64), log.visit[half].ravel())
        for half in np.array_split(shuffled, 2)
    ]
