"""Stage 7: who gets which offer.

Everybody is shown an offer. Within the budget, the people for whom the model expects the largest gain from a personal
offer get theirs; everybody else gets the best generic one. Under the strategy "cohort", all people of an equivalence
class are treated the same: offer and expected gain are computed from the mean over the class. Where the budget ends
inside a class, those who get the offer are drawn at random. For classes of one row, and for tables that hold cohorts
only, both strategies give the same decisions.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from equipoise.core.arrays import Flags, Floats, Integers, Singles
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import MARGIN, MARGIN_WITH_OFFER, MODELLED, SALES_PER_VISIT, SALES_PER_VISIT_WITH_OFFER
from equipoise.shared.decisions import Decisions
from equipoise.stages.targeting.catalogue import CHOOSING
from equipoise.stages.targeting.settings import TargetSettings

if TYPE_CHECKING:
    from equipoise.shared.release import Vault
    from equipoise.stages.targeting.train import Model

MARGIN_OF_A_VISIT = SALES_PER_VISIT_WITH_OFFER * MARGIN_WITH_OFFER
"""Euros that the company expects of a visit under each offer, by its average sales a visit."""


def target(
    settings: TargetSettings,
    model: Model,
    vault: Vault,
    may_contact: Flags,
    evaluation: Flags,
    context: Integers,
    groups: Integers | None,
    seed: int,
    classes: Integers | None = None,
) -> Decisions:
    """Decide for every customer.

    Args:
        settings: strategy, budget and mitigation.
        model: the result of training. vault: which row is whose.
        may_contact: whose consent covers personal offers. evaluation: customers on whom accuracy and fairness are
            measured; the budget is a share of these. context: the topic each customer is reading about.
        groups: each released row's group for group thresholds, None where the company does not know it.
        seed: ties are broken by the stream "target".
        classes: each released row's equivalence class, for the strategy "cohort"; None to decide by the person.
    """
    people = vault.row.size
    reachable = may_contact & (vault.row >= 0)
    if settings.strategy not in MODELLED or model.fitted is None:
        offer = context if settings.strategy == "contextual" else np.full(people, model.generic, dtype=np.int64)
        return Decisions(
            offer=offer.copy(),
            selected=np.full(people, settings.strategy not in MODELLED),
            reachable=reachable,
            score=np.full(people, np.nan),
            fallback=np.full(people, np.nan),
        )
    scores = score(model, vault, may_contact, classes, seed)
    candidates = np.flatnonzero(evaluation[scores.people])
    chosen = candidates[
        within_budget(
            scores.uplift[candidates],
            round(settings.budget * int(evaluation.sum())),
            None if groups is None else groups[vault.row[scores.people[candidates]]],
            settings.mitigation,
        )
    ]
    scored, probability = scores.people, scores.probability
    selected = np.zeros(people, dtype=bool)
    selected[scored[chosen]] = True
    offer = np.full(people, model.generic, dtype=np.int64)
    offer[scored[chosen]] = scores.best[chosen]
    shown, fallback = np.full((2, people), np.nan)
    shown[scored] = probability[np.arange(scored.size), offer[scored]]
    fallback[scored] = probability[:, model.generic]
    return Decisions(offer=offer, selected=selected, reachable=reachable, score=shown, fallback=fallback)


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Scores:
    """The company's predictions for the customers whom it may score.

    Attributes:
        people: these customers (shape: scored). best: the offer with the largest expected margin.
        probability: predicted visits under every offer and none (shape: scored x offers + 1).
        uplift: expected margin of the best offer above the generic one; ties are broken at random, so that all differ.
    """

    people: Integers
    best: Integers
    probability: Singles
    uplift: Floats


def score(model: Model, vault: Vault, may_contact: Flags, classes: Integers | None, seed: int) -> Scores:
    """Score everybody who may be contacted and has a row; the arguments are those of `target`.

    Raises:
        ValueError: there is no model to score with.
    """
    scored = np.flatnonzero(may_contact & (vault.row >= 0))
    probability = expected_visits(model.answers, classes)[vault.row[scored]]
    best, uplift = personal_gain(probability, model.generic)
    ties = 1e-9 * stream(seed, "target").random(vault.row.size)[scored]
    return Scores(people=scored, best=best, probability=probability, uplift=uplift + ties)


def expected_visits(probability: Singles, classes: Integers | None) -> Singles:
    """Return the visit probabilities on which the company bases its decisions, under every offer and none.

    They are the model's predictions, or their means over the row's class (both shape: rows x offers + 1).
    """
    if classes is None:
        return probability
    total = np.stack([np.bincount(classes, weights=column) for column in probability.T], axis=1)
    mean = total / np.maximum(np.bincount(classes), 1)[:, None]
    return mean.astype(np.float32)[classes]


def expected_gain(probability: Singles) -> Singles:
    """Return the expected margin of every offer above that of none (shape: rows x offers).

    ``probability`` holds visits under every offer and none (shape: rows x offers + 1); the company knows its average
    sales a visit and its margins.
    """
    gain = probability[:, :-1] * MARGIN_OF_A_VISIT
    return np.asarray(gain - probability[:, -1:] * np.float32(SALES_PER_VISIT * MARGIN))


def personal_gain(probability: Singles, generic: int) -> tuple[Integers, Floats]:
    """Return each row's best offer and its expected margin above the generic one; see `expected_gain`."""
    gain = expected_gain(probability)
    best = gain.argmax(axis=1).astype(np.int64)
    return best, (gain[np.arange(best.size), best] - gain[:, generic]).astype(np.float64)


def within_budget(uplift: Floats, budget: int, group: Integers | None, mitigation: str) -> Integers:
    """Return the places of those selected: the highest uplifts, or the first in the order of the mitigation."""
    if group is None or mitigation == "none":
        everybody = budget >= uplift.size
        return np.arange(uplift.size) if everybody else np.argpartition(-uplift, budget)[:budget]
    order: Integers = CHOOSING[mitigation].load()(uplift, group)
    return order[:budget]
