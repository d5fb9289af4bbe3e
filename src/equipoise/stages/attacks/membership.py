"""Membership: was a person's record used to train the model?

Goal: learn that a person is in the training data. Knowledge: records of a pool of people, the model's predictions for
them, the learner and its published parameters, but not its random numbers. The statistic is a likelihood ratio per
person with shadow models (Carlini et al. 2022, arXiv 2112.03570): it compares the predictions of models that were
trained on the person with those of models that were not. Shadow models are trained like the attacked one: with ridges
that each chooses by held-out likelihood, and with noise where it had noise.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import partial
from itertools import pairwise

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_array

from equipoise.core.arrays import Flags, Floats, Integers, Singles, sigmoid
from equipoise.numerics.blocks import Blocks
from equipoise.numerics.held_out import FOLDS, ridges_nearby
from equipoise.numerics.logistic import fit_logistic
from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import difference, wilson
from equipoise.runtime.jobs import Report
from equipoise.shared.release import Release
from equipoise.shared.results import AttackResult
from equipoise.stages.attacks.base import Attack, MembershipTruth, ModelAccess, Scored, Shadows
from equipoise.stages.attacks.roc import false_positives_at, true_positives_at

Refit = Callable[[Flags], Floats]

SHADOWS = 16
STEPS = 20
MANY = 30
"""Impressions per feature from which all shadow models use a common curvature."""
TOLERANCE = 0.02


@dataclasses.dataclass(frozen=True, eq=False)
class MembershipGuesses:
    """The log-likelihood ratio of having been trained on, by pool person; above zero the person is called a member."""

    ratio: Floats


class Membership(Attack[ModelAccess, MembershipTruth, MembershipGuesses]):
    """Compare the model's answers with those of shadow models trained with and without each person."""

    name = "membership"
    kind = "membership"

    def infeasible(self, release: Release, knowledge: ModelAccess | None) -> str:
        """Needs access to a model, and people of the pool with both kinds of response."""
        if knowledge is None:
            return "no_model_access"
        learnable = len(knowledge.response) and knowledge.response.any() and not knowledge.response.all()
        return "" if learnable else "no_model"

    def guess(self, release: Release, knowledge: ModelAccess, rng: np.random.Generator) -> MembershipGuesses:
        """Train the shadow models and return everybody's likelihood ratio."""
        inside = balanced_halves(int(knowledge.person[-1]) + 1, rng)
        train = knowledge.shadows or partial(shadow_logits, knowledge)
        return MembershipGuesses(likelihood_ratio(knowledge, inside, train(inside, rng)))

    def score(self, guesses: MembershipGuesses, truth: MembershipTruth) -> Scored:
        """A hit is a member who is called a member; the control rate is that of control people."""
        scored = score_members(self.name, guesses.ratio, guesses.ratio > 0, truth)
        aimed = _on_withdrawn(guesses.ratio, truth.withdrew, scored.result.control)
        result = dataclasses.replace(scored.result, details={**scored.result.details, **aimed, **truth.fit})
        return dataclasses.replace(scored, result=result)


def score_members(name: str, score: Floats, called: Flags, truth: MembershipTruth) -> Scored:
    """Score guesses about membership: a hit is a member who is called one; the control rate is that of control people.

    The risk is the advantage, attack less control (Yeom et al. 2018, doi:10.1109/CSF.2018.00027): a coin calls half of
    both members, so a share of those whom it misses would count every member found twice.

    Args:
        name: the attack. score: higher for likelier members. called: who is called a member (shape: pool each).
    """
    members, controls = called[truth.member], called[truth.control]
    attack, control = (wilson(int(each.sum()), len(each)) for each in (members, controls))
    inside, outside = score[truth.member], score[truth.control]
    advantage = difference(attack, control)
    result = AttackResult(
        name=name,
        kind="membership",
        attack=attack,
        baseline=Rate(0.5, 0.5, 0.5, len(members), "assumption"),
        control=control,
        risk=advantage,
        details={
            "advantage": advantage,
            "tpr_at_1_fpr": true_positives_at(0.01, inside, outside),
            "tpr_at_0_1_fpr": true_positives_at(0.001, inside, outside),
            "fpr_held_out": false_positives_at(0.01, outside),
        },
    )
    return Scored(result=result, hits=np.where(truth.member, called, np.nan))


def _on_withdrawn(ratio: Floats, withdrew: Flags | None, control: Rate) -> dict[str, Rate]:
    """Return how many of those who withdrew are called members, and by how much that exceeds the control people."""
    if withdrew is None:
        return {}
    found = wilson(int((ratio[withdrew] > 0).sum()), int(withdrew.sum()))
    return {"withdrawn_found": found, "withdrawn_advantage": difference(found, control)}


def one_by_one(refit: Refit, report: Report) -> Shadows:
    """Return a function that trains shadow models of any kind, one after the other.

    Args:
        refit: trains a model of the attacked kind on the marked people and returns its probabilities for all.
        report: receives the progress after every model; may raise to stop.
    """

    def train(inside: Flags, rng: np.random.Generator) -> Singles:
        logits = []
        for shadow, members in enumerate(inside.T):
            report(shadow / inside.shape[1])
            logits.append(_logit(refit(members)))
        return np.column_stack(logits)

    return train


def balanced_halves(people: int, rng: np.random.Generator) -> Flags:
    """Return the training people of each shadow model (shape: people x shadows): random halves and their complements.

    So everybody is in exactly half of the shadow models.
    """
    draws = rng.random((SHADOWS // 2, people))
    first = draws < np.partition(draws, people // 2)[:, people // 2, None]
    return np.ascontiguousarray(np.vstack([first, ~first]).T)


def shadow_logits(access: ModelAccess, inside: Flags, rng: np.random.Generator | None = None) -> Singles:
    """Return the log-odds of plain logistic regressions for every impression (shape: impressions x shadows)."""
    few = len(access.design) < MANY * access.design.width
    return fit_one_by_one(access, inside) if few else fit_together(access, inside)


def fit_one_by_one(access: ModelAccess, inside: Flags) -> Singles:
    """Fit each shadow model by Newton's method: for pools too small for a curvature common to all models."""
    taken, ridge = inside[access.person].astype(np.float64), _nearby(access, *_learning(access, inside))[-1]
    fitted = [
        fit_logistic(access.design, access.response, ridge=own, weight=each)
        for own, each in zip(ridge.T, taken.T, strict=True)
    ]
    return access.design.scores(np.column_stack(fitted))


def fit_together(access: ModelAccess, inside: Flags) -> Singles:
    """Fit all shadow models by quasi-Newton steps that share one curvature matrix.

    The matrix is that of half the pool at the attacked model's answers, and the fits start from the linear model
    nearest to these answers. Each model's step length is Barzilai and Borwein's (1988,
    doi:10.1093/imanum/8.1.141) in that metric, which corrects for the error of the shared curvature.
    """
    design = access.design
    response, taken = _learning(access, inside)
    curvature, weights, slope, penalty = _nearby(access, response, taken)
    towards = _solver(curvature, penalty)
    moved = before = np.zeros((design.width, inside.shape[1]))
    step = np.ones(inside.shape[1])
    for _ in range(STEPS):
        gradient = slope + penalty * weights
        step = _step_length(step, moved, before, gradient)
        direction = towards(gradient)
        moved, before = -step * direction, gradient
        weights = weights + moved
        if (gradient * direction).sum(axis=0).max() < TOLERANCE:
            break
        slope = _slope(design, response, taken, weights)
    return design.scores(weights)


def _learning(access: ModelAccess, inside: Flags) -> tuple[Singles, Singles]:
    """Return responses (shape: rows x 1) and which rows each model learns from, in the order of the design."""
    order = access.design.order
    return access.response[order].astype(np.float32)[:, None], inside.astype(np.float32)[access.person[order]]


def _nearby(access: ModelAccess, response: Singles, taken: Singles) -> tuple[Floats, Floats, Floats, Floats]:
    """Return where the shadow models begin, and the ridge of every weight in each of them, from what they learn.

    Where training chooses its ridges by held-out likelihood, every shadow model chooses its own on its own people.
    Returned are the curvature of half the pool, the weights nearest to the attacked model's answers (shape: columns x
    1), each shadow model's slope there, and its ridges (both shape: columns x models).
    """
    design = access.design
    penalty = np.full(design.width, access.ridge, dtype=np.float64)
    penalty[0] = 0.0
    curvature, pull = _curvature(access)
    weights = cho_solve(_factored(curvature, penalty), pull)[:, None]
    if access.special is None:
        return curvature, weights, _slope(design, response, taken, weights), np.tile(penalty, (taken.shape[1], 1)).T
    slopes = _slopes(design, response, taken, weights, access.person * FOLDS // (int(access.person[-1]) + 1))
    ridges = ridges_nearby(curvature, weights[:, 0], slopes, access.special)
    ridges[0] = 0.0
    return curvature, weights, slopes.sum(axis=0), ridges


def _solver(curvature: Floats, penalty: Floats) -> Callable[[Floats], Floats]:
    """Return a function that divides each model's gradient by the curvature with its own penalty."""
    kinds, kind = np.unique(penalty, axis=1, return_inverse=True)
    factors = [_factored(curvature, own) for own in kinds.T]

    def solve(gradient: Floats) -> Floats:
        direction = np.empty_like(gradient)
        for number, factor in enumerate(factors):
            direction[:, kind == number] = cho_solve(factor, gradient[:, kind == number])
        return direction

    return solve


def _slope(design: Blocks, response: Singles, taken: Singles, weights: Floats) -> Floats:
    """Return the gradient of each model's summed log loss (shape: columns x models), block by block of rows.

    Args:
        response: shape rows x 1. taken: which rows each model learns from (shape: rows x models).
        weights: shape columns x models, or x 1 where they are the same for all.
    """
    whole: Floats = _slopes(design, response, taken, weights, np.zeros(len(design), dtype=np.int64), 1)[0]
    return whole


def _slopes(
    design: Blocks, response: Singles, taken: Singles, weights: Floats, fold: Integers, folds: int = FOLDS
) -> Floats:
    """Return the same by ``fold`` of the rows, which ascends in their order (shape: folds x columns x models)."""
    narrow, total = weights.astype(np.float32), np.zeros((folds, design.width, taken.shape[1]))
    for features, columns, rows in design:
        chance = features @ narrow[columns]
        sigmoid(chance, out=chance)
        chance -= response[rows]
        residual = chance * taken[rows]
        ends = np.searchsorted(fold[design.order[rows]], np.arange(folds + 1))
        for place, (begin, end) in enumerate(pairwise(ends.tolist())):
            total[place, columns] += features[begin:end].T @ residual[begin:end]
    return total


def _step_length(step: Floats, moved: Floats, before: Floats, gradient: Floats) -> Floats:
    """Return each model's next step from how the last one of length ``step`` changed its gradient."""
    expected = -step * (moved * before).sum(axis=0)
    changed = (moved * (gradient - before)).sum(axis=0)
    return np.where(changed > 0, np.clip(expected / np.maximum(changed, 1e-300), 0.1, 10.0), step)


def likelihood_ratio(access: ModelAccess, inside: Flags, logits: Singles) -> Floats:
    """Return each person's log-likelihood ratio of "trained on" against "not trained on" (shape: people).

    The statistic of a person is ``sum (y - q) * logit`` over the impressions, where q is the shadow models' mean
    prediction: the direction in which training on the person moves a model. Over the shadow models it is assumed
    normal, with a mean for "in", a mean for "out" and a shared variance. Eight models of each kind are too few to
    estimate one person's shift; in theory the shift is proportional to the variance (both follow from the person's
    score and the inverse curvature), so that the factor is estimated over all people.
    """
    surprise = (access.response - _mean(sigmoid(logits))).astype(np.float32)
    begins = np.searchsorted(access.person, np.arange(len(inside) + 1))
    by_person = csr_array((surprise, np.arange(len(logits)), begins), shape=(len(inside), len(logits)))
    shadow, attacked = by_person @ logits, by_person @ _logit(access.probability)
    half, counts = inside.shape[1] // 2, inside.astype(np.float32)
    mean_in = np.einsum("ps,ps->p", shadow, counts) / half
    mean_out = np.einsum("ps,ps->p", shadow, 1 - counts) / half
    spread = (shadow - np.where(inside, mean_in[:, None], mean_out[:, None])) ** 2
    variance = spread.sum(axis=1) / max(inside.shape[1] - 2, 1)
    factor = max((mean_in - mean_out).sum() / max(variance.sum(), 1e-12), 1e-12)
    ratio: Floats = factor * (attacked - (mean_in + mean_out) / 2)
    return ratio


def _curvature(access: ModelAccess) -> tuple[Floats, Floats]:
    """Return the curvature of half the pool, and its product with the weights nearest to the answers."""
    rate = float(access.response.mean())
    answered = access.probability[access.design.order]
    spread = np.maximum(answered * (1 - answered), rate * (1 - rate) / 2).astype(np.float32) / 2
    return access.design.gram(spread), access.design.pull(spread * _logit(answered))


def _factored(curvature: Floats, penalty: Floats) -> tuple[Floats, bool]:
    factor: tuple[Floats, bool] = cho_factor(curvature + np.diag(np.maximum(penalty, 1e-6)))
    return factor


def _mean(values: Singles) -> Singles:
    """Return the mean of every row."""
    return values @ np.full(values.shape[1], 1 / values.shape[1], dtype=values.dtype)


def _logit(probability: Floats) -> Singles:
    clipped = np.clip(probability, 1e-7, 1 - 1e-7)
    return (np.log(clipped) - np.log1p(-clipped)).astype(np.float32)
