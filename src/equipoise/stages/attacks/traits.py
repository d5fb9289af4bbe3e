"""Accusations and scoring of attacks on a trait.

With a trait of 3% prevalence, "nobody has it" is 97% right. So an attack is scored on those whom it ranks highest: the
share with the trait among the top p%, where p is the public prevalence. On a table of one's own, where it is public how
many have the trait, it is the share among as many: precision at R (Manning, Raghavan and Schuetze, "Introduction to
information retrieval", 2008, section 8.4). An attacker who reads every row is then right about everybody.
"""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.core.arrays import Flags, Floats
from equipoise.numerics.rate import UNKNOWN
from equipoise.numerics.stats import residual_risk, wilson
from equipoise.shared.results import AttackResult
from equipoise.stages.attacks.base import Auxiliary, Scored, Truth
from equipoise.stages.attacks.posterior import opinion


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class TraitGuesses:
    """The people whom an attack accuses of having the trait: targets, targets without the release, control people."""

    attack: Flags
    baseline: Flags
    control: Flags


def accuse(scores: Floats, prevalence: float, rng: np.random.Generator, having: int | None = None) -> Flags:
    """Return the people with the highest scores, one at least; ties are broken at random.

    They are as many as have the trait (``having``), or a share of ``prevalence`` of them where that is not known.
    """
    coins, number = rng.random(len(scores)), max(1, round(prevalence * len(scores)) if having is None else having)
    if number >= len(scores):
        return np.ones(len(scores), dtype=bool)
    last = np.partition(-scores, number - 1)[number - 1]
    accused, tied = np.asarray(-scores < last), np.flatnonzero(-scores == last)
    room = number - np.count_nonzero(accused)
    accused[tied[np.argsort(coins[tied])[:room]]] = True
    return accused


def accuse_all(targets: Floats, controls: Floats, knowledge: Auxiliary, rng: np.random.Generator) -> TraitGuesses:
    """Accuse targets and control people by their scores, and targets by the known fields alone."""
    prevalence, (of_targets, of_controls) = knowledge.prevalence, knowledge.having or (None, None)
    return TraitGuesses(
        attack=accuse(targets, prevalence, rng, of_targets),
        control=accuse(controls, prevalence, rng, of_controls),
        baseline=accuse(opinion(knowledge, knowledge.targets), prevalence, rng, of_targets),
    )


def score_traits(name: str, guesses: TraitGuesses, truth: Truth) -> Scored:
    """Score accusations: a hit is an accused person who has the trait; people not accused are not tried.

    Where all targets have the trait, or none has, nothing can be told apart, and the risk is unknown.
    """
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
        risk=residual_risk(attack, control) if truth.trait.any() and not truth.trait.all() else UNKNOWN,
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
