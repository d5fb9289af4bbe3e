"""How attacks on a trait accuse people and are scored.

A trait of 3% prevalence makes "nobody has it" 97% right, so an attack is judged by whom it ranks highest: the share
with the trait among the top p%, p being the public prevalence.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

from equipoise.arrays import Flags, Floats
from equipoise.attacks.base import Auxiliary, Scored, Truth
from equipoise.attacks.noisy import unbiased
from equipoise.protect.release import Release
from equipoise.report import AttackResult
from equipoise.stats import residual_risk, wilson


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class TraitGuesses:
    """Whom an attack accuses of having the trait: targets, targets without the release, and control people."""

    attack: Flags
    baseline: Flags
    control: Flags


def accuse(scores: Floats, prevalence: float, rng: np.random.Generator) -> Flags:
    """Return the people with the highest scores, a share of ``prevalence`` of them (one at least)."""
    accused = np.zeros(len(scores), dtype=bool)
    number = min(len(scores), max(1, round(prevalence * len(scores))))
    accused[np.lexsort((rng.random(len(scores)), -scores))[:number]] = True
    return accused


def accuse_all(targets: Floats, controls: Floats, knowledge: Auxiliary, rng: np.random.Generator) -> TraitGuesses:
    """Accuse targets and control people by their scores, and targets by the known fields alone."""
    return TraitGuesses(
        attack=accuse(targets, knowledge.prevalence, rng),
        control=accuse(controls, knowledge.prevalence, rng),
        baseline=accuse(score_by_fields(knowledge), knowledge.prevalence, rng),
    )


def score_traits(name: str, guesses: TraitGuesses, truth: Truth) -> Scored:
    """Score accusations: a hit is an accused person who has the trait; people not accused are not tried."""
    right = truth.trait[guesses.attack]
    attack = wilson(int(right.sum()), len(right))
    luck = truth.trait[guesses.baseline]
    other = truth.control_trait[guesses.control]
    control = wilson(int(other.sum()), len(other))
    result = AttackResult(
        name=name,
        kind="trait",
        attack=attack,
        baseline=wilson(int(luck.sum()), len(luck)),
        control=control,
        risk=residual_risk(attack, control),
        details={
            "false_accusations": wilson(len(right) - int(right.sum()), len(right)),
            "recall": wilson(int(right.sum()), int(truth.trait.sum())),
        },
    )
    return Scored(
        result=result,
        hits=np.where(guesses.attack, truth.trait, np.nan),
        control_hits=np.where(guesses.control, truth.control_trait, np.nan),
    )


@dataclasses.dataclass(frozen=True, eq=False)
class Guesser:
    """A logistic regression from a public panel of labelled people.

    Known fields enter standardised and squared (traits rise and fall with age), behaviour as log(1 + total).
    Everything is standardised with the panel's own moments, so the score of behaviour is linear and can be averaged
    over candidate rows.
    """

    fields: tuple[str, ...]
    behaviour: tuple[str, ...]
    mean: Floats
    scale: Floats
    weights: Floats

    @classmethod
    def fit(cls, panel: pd.DataFrame, trait: Flags, fields: Sequence[str], behaviour: Sequence[str] = ()) -> Guesser:
        """Fit to a panel with both people who have the trait and people who do not."""
        values = np.hstack([_fields(panel[list(fields)].to_numpy(dtype=float)), _behaviour(panel, behaviour)])
        mean, scale = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-9)
        features = (values - mean) / scale
        squares = features[:, : len(fields)] ** 2
        model = LogisticRegression(solver="newton-cholesky").fit(np.hstack([features, squares]), trait)
        return cls(tuple(fields), tuple(behaviour), mean, scale, model.coef_[0])

    def score_fields(self, values: Floats) -> Floats:
        """Return the part of the score due to known fields (shape of values: people x fields)."""
        n, m = len(self.fields), len(self.fields) + len(self.behaviour)
        features = (_fields(values) - self.mean[:n]) / self.scale[:n]
        return features @ self.weights[:n] + features**2 @ self.weights[m:]

    def score_behaviour(self, release: Release) -> Floats:
        """Return the part of the score due to behaviour, row by row; of randomised answers, an unbiased estimate."""
        part = slice(len(self.fields), len(self.fields) + len(self.behaviour))
        logs = _behaviour(release.exact, self.behaviour)
        if release.truthful:
            levels = np.array([np.log1p(release.schema[name].bands).sum() for name in self.behaviour])
            logs = unbiased(logs, levels, release, self.behaviour)
        return (logs - self.mean[part]) / self.scale[part] @ self.weights[part]


def learnable(knowledge: Auxiliary) -> bool:
    """Tell whether there is a panel with people of both kinds."""
    labels = knowledge.panel_trait
    return knowledge.panel is not None and labels is not None and bool(labels.any() and not labels.all())


def score_by_fields(knowledge: Auxiliary) -> Floats:
    """Return the best score without the release: from known fields if a panel allows, else the same for all."""
    if knowledge not in _BY_FIELDS:
        _BY_FIELDS[knowledge] = _score_by_fields(knowledge)
    return _BY_FIELDS[knowledge]


_BY_FIELDS: WeakKeyDictionary[Auxiliary, Floats] = WeakKeyDictionary()  # both attacks on traits ask for it


def _score_by_fields(knowledge: Auxiliary) -> Floats:
    names = [name for name in knowledge.fields if knowledge.panel is not None and name in knowledge.panel]
    if not names or not learnable(knowledge) or knowledge.panel is None or knowledge.panel_trait is None:
        return np.zeros(len(knowledge.targets))
    places = [knowledge.fields.index(name) for name in names]
    return Guesser.fit(knowledge.panel, knowledge.panel_trait, names).score_fields(knowledge.targets[:, places])


def filled(pooled: Floats, values: Floats, release: Release) -> Floats:
    """Return pooled means of row values, with the mean over the whole release for people without a candidate."""
    return np.where(np.isnan(pooled), np.average(values, weights=release.people), pooled)


def _fields(values: Floats) -> Floats:
    return np.nan_to_num(values, nan=0.0)


def _behaviour(frame: pd.DataFrame, columns: Sequence[str]) -> Floats:
    """Return log(1 + total); values missing by design count as nothing, noise below zero too."""
    totals: Floats = np.nan_to_num(frame[list(columns)].to_numpy(dtype=float), nan=0.0)
    logs: Floats = np.log1p(np.maximum(totals, 0.0))
    return logs
