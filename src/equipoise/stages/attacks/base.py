"""The base of all attacks: the attacker's knowledge, the truth, which only the scorer receives, and the procedure.

An attack has two separate functions: `Attack.guess` receives what an attacker would have, `Attack.score` compares the
guesses with the truth. Success is compared with that of the same attack on control people (Giomi et al. 2023,
doi:10.56553/popets-2023-0055, for the definition of the residual risk).
"""

from __future__ import annotations

import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import ClassVar, Generic, Literal, TypeAlias, TypeVar

import numpy as np
import pandas as pd

from equipoise.core.arrays import Flags, Floats, Integers, Singles, freeze
from equipoise.core.errors import DataError
from equipoise.core.seeds import stream
from equipoise.numerics.blocks import Blocks
from equipoise.numerics.rate import Rate
from equipoise.shared.release import Release
from equipoise.shared.results import AttackResult
from equipoise.stages.attacks.panel import Panel
from equipoise.stages.attacks.points import Points
from equipoise.stages.attacks.shopper import Baskets

Kind = Literal["identity", "trait", "membership"]
Knowledge = TypeVar("Knowledge")
Reality = TypeVar("Reality")
Guess = TypeVar("Guess")
Shadows: TypeAlias = Callable[[Flags, np.random.Generator], Singles]
"""Trains shadow models: takes the training people of each (shape: people x models) and the attacker's random stream,
and returns every model's log-odds (shape: impressions x models)."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Auxiliary:
    """Everything that the attacker knows beside the release. Holds no truth.

    Attributes:
        fields: names of the known fields: quasi-identifiers, and direct identifiers that the attacker can compare.
        targets: the targets' records on the columns' own scales (shape: targets x fields). Direct identifiers are
            encoded by `matching.identifier_codes`.
        controls: records of control people, who are not in the release (shape: controls x fields).
        control_for: the target in whose place each control record is put (shape: controls).
        register: the public register when it is *not* known who is a customer (shape: people x fields); None when
            the targets are known to be in the table.
        register_target: each target's place in the register, -1 if the register lacks the person (shape: targets).
        purchases: known purchases of each target as numbers of ``purchase_columns``, -1 as padding
            (shape: targets x purchases); None if the attacker knows none.
        control_purchases: the same of control people.
        points, control_points: the known purchases themselves, where the table holds purchases by item.
        old, control_old: what targets and control people bought in an old table with names; None: there is none.
        old_kept: whether the release still holds the purchases of the old table.
        purchase_columns: the release's columns with purchase totals per topic.
        panel_purchases: exact totals of the panel in these columns (shape: panel x purchase columns), from which the
            attacker estimates the exact totals behind coarse ones; None if unknown.
        trait: the sensitive column that the attacker wants to learn.
        prevalence: its public prevalence, 0 to 1.
        having: how many of the targets and of the control people have it, where that is public; else as many as the
            prevalence suggests.
        coins, control_coins: a uniform draw that each target and control person keeps in every release, so that an
            attack on a sample has the same targets; None: the attack draws its own.
        panel: a public panel of people outside the table who are labelled with the trait; None: there is none.
        controls_only: whether only the control is asked for. The targets are then the people in whose places control
            people are put, and an attack need not look for them.
    """

    fields: tuple[str, ...]
    targets: Floats
    controls: Floats
    control_for: Integers
    register: Floats | None = None
    register_target: Integers | None = None
    purchases: Integers | None = None
    control_purchases: Integers | None = None
    points: Points | None = None
    control_points: Points | None = None
    old: Baskets | None = None
    control_old: Baskets | None = None
    old_kept: bool = False
    purchase_columns: tuple[str, ...] = ()
    panel_purchases: Floats | None = None
    trait: str = ""
    prevalence: float = 0.0
    having: tuple[int, int] | None = None
    coins: Floats | None = None
    control_coins: Floats | None = None
    panel: Panel | None = None
    controls_only: bool = False

    def __post_init__(self) -> None:
        if len(self.control_for) != len(self.controls):
            raise DataError.about(len(self.control_for), "attack.controls", records=len(self.controls))


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Truth:
    """The truth about targets and control people; only the scorer receives it.

    Attributes:
        row: the release row of each target, -1 if the target is not in the release (shape: targets).
        trait: who of the targets has the trait. control_trait: who of the control people.
        exact: the true values of the people in the release: encoded quasi-identifiers and behaviour columns.
        control_exact: the same of control people.
        own_rows: whether row i of ``exact`` is the person behind release row i; else the order means nothing.
        released: the release row that each row of ``exact`` went into, where several may share one (cohorts).
    """

    row: Integers
    trait: Flags
    control_trait: Flags
    exact: pd.DataFrame
    control_exact: pd.DataFrame
    own_rows: bool = True
    released: Integers | None = None


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class ModelAccess:
    """The knowledge of an attack on the model: records of a pool of people, and the model's predictions for them.

    Attributes:
        design: features of the pool's impressions; column 0 is the intercept.
        response: the recorded responses (shape: impressions).
        person: the pool person of every impression, 0 to n-1, sorted; everybody has at least one impression.
        probability: the attacked model's predictions for these rows, 0 to 1.
        ridge: the published regularisation, one for all weights or one each: ``0.5 * sum(ridge * w[1:]^2)`` beside
            the *sum* of the log losses.
        shadows: trains shadow models like the attacked model, where that is not plain logistic regression.
        special: which weights have a ridge of their own, where training chooses both ridges by held-out likelihood, as
            shadow models then do too; None where the ridge is a constant.
    """

    design: Blocks
    response: Flags
    person: Integers
    probability: Floats
    ridge: float | Floats
    shadows: Shadows | None = None
    special: Flags | None = None


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class MembershipTruth:
    """The truth about the pool's people and the attacked model.

    Attributes:
        member: who was in the training data. control: who never was.
        withdrew: who was in the training data before withdrawing, whether or not erased; None if there are none.
        fit: the model's AUC on members and on others, by detail of the result.
    """

    member: Flags
    control: Flags
    withdrew: Flags | None = None
    fit: Mapping[str, Rate] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Scored:
    """An attack's result with the outcome of every trial: 1 where it succeeded, 0 where it failed, NaN without a trial.

    Attributes:
        result: its rates. hits: by target.
        control_hits: by control person, or by described row where controls take the place of a row's person; empty
            where they are not known one by one.
    """

    result: AttackResult
    hits: Floats
    control_hits: Floats = dataclasses.field(default_factory=lambda: np.empty(0))

    def __post_init__(self) -> None:
        freeze(self.hits, self.control_hits)


class Attack(ABC, Generic[Knowledge, Reality, Guess]):
    """One attack: what it needs, how it guesses, how its guesses are scored."""

    name: ClassVar[str]
    kind: ClassVar[Kind]

    @abstractmethod
    def infeasible(self, release: Release, knowledge: Knowledge) -> str:
        """Return why the attack cannot be mounted (a key under ``attack_reason``), or "" when it can."""

    @abstractmethod
    def guess(self, release: Release, knowledge: Knowledge, rng: np.random.Generator) -> Guess:
        """Return the attacker's guesses."""

    @abstractmethod
    def score(self, guesses: Guess, truth: Reality) -> Scored:
        """Compare the guesses with the truth."""

    def mount(self, release: Release, knowledge: Knowledge, truth: Reality, seed: int = 0) -> Scored:
        """Guess and score; the result is marked as not mounted where the attack is infeasible."""
        reason = self.infeasible(release, knowledge)
        if reason:
            result = AttackResult(name=self.name, kind=self.kind, mounted=False, reason=reason)
            return Scored(result=result, hits=np.empty(0))
        guesses = self.guess(release, knowledge, stream(seed, f"attack.{self.name}"))
        return self.score(guesses, truth)


def sample(n: int, size: int, rng: np.random.Generator, coins: Floats | None = None) -> Integers:
    """Return at most ``size`` of the numbers below ``n``, sorted: those with the smallest coins, or any at random."""
    draws = rng.random(n) if coins is None else coins
    return np.sort(np.argsort(draws, kind="stable")[:size])
