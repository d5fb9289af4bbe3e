"""Stage 6: learn from the past who answers what."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Set
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from equipoise.core.arrays import Flags, Integers, Singles, freeze
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import (
    AGE_BAND_LIMITS,
    ATTRIBUTES,
    DAYS_PER_YEAR,
    GROUPS,
    IMPRESSIONS,
    INTERSECTIONS,
    MARGIN_WITH_OFFER,
    TODAY,
    crossed,
)
from equipoise.runtime.jobs import Report, quiet
from equipoise.stages.targeting.catalogue import LEARNERS, TRAINING
from equipoise.stages.targeting.design import Design, build_design
from equipoise.stages.targeting.learners import Fitted, Logistic
from equipoise.stages.targeting.mitigation.base import Mitigation, Past
from equipoise.stages.targeting.private import Mechanism
from equipoise.stages.targeting.settings import PROXIES, TrainSettings

if TYPE_CHECKING:
    from equipoise.shared.history import History
    from equipoise.shared.release import Release, Vault

_COLUMN = {"sex": "sex", "age_band": "birth_date", "heritage": "heritage"}
COLUMNS_OF = {name: tuple(_COLUMN[part] for part in INTERSECTIONS.get(name, (name,))) for name in ATTRIBUTES}
Features: TypeAlias = "Callable[[Release, Set[str]], Design]"


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Model:
    """What training gives.

    Attributes:
        fitted: the learner, or None when there was nobody to learn from.
        design: the features of every row that it is asked about.
        generic: the offer that did best on average at the tills.
        trained_on: how many people it learned from.
        mechanism: how privacy was kept in training; None where it was not.
    """

    fitted: Fitted | None
    design: Design
    generic: int
    trained_on: int
    mechanism: Mechanism | None = None

    @cached_property
    def answers(self) -> Singles:
        """Its visit probabilities of every row under every offer and none (shape: rows x offers + 1).

        Raises:
            ValueError: there is nothing fitted to answer.
        """
        if self.fitted is None:
            raise ValueError("there is no model; check `model.fitted` before scoring.")
        answers = self.fitted.predict(self.design)
        freeze(answers)
        return answers


def train(
    settings: TrainSettings,
    protected: str,
    history: History,
    release: Release,
    vault: Vault,
    *,
    learns: Flags,
    wanted: bool = True,
    seed: int = 0,
    scored: Release | None = None,
    features: Features = build_design,
    report: Report = quiet,
) -> Model:
    """Fit the learner to the recorded history of released customers.

    Args:
        settings: learner and mitigation. protected: the attribute that mitigation is about.
        history: the log. release, vault: the released rows, and whose they are.
        learns: whose history may be used (shape: customers).
        wanted: whether a model is needed at all; without one only the generic offer is learned.
        seed: private training draws from the stream "train.privacy".
        scored: the rows that the model will be asked about, where they are not those that it learns from.
        features: turns released rows into a design; may remember it.
        report: told how far long training is; may stop it.
    """
    group = known_group(release, protected)
    bias: Mitigation = TRAINING[settings.mitigation if group is not None else "none"].load()()
    without = {*PROXIES} - {*settings.proxies} | {*bias.left_out(COLUMNS_OF[protected])}
    row, arm, visit = _records(release, np.flatnonzero(learns & (vault.row >= 0)), history, vault)
    asked, generic = release if scored is None else scored, best_generic(history)
    if not wanted or _nothing_to_learn(settings, release, visit):
        return Model(fitted=None, design=features(asked, without), generic=generic, trained_on=0)
    past = Past(
        design=features(release, without),
        row=row, arm=arm, visit=visit, group=_or_one(group, release), groups=len(GROUPS[protected]),
    )  # fmt: skip
    recode = bias.recoding(past)
    past = dataclasses.replace(past, design=recode(past.design, past.group))
    mechanism = _mechanism(settings, vault, counted=bias.by_group)
    fitted = _learn(settings.learner, bias, past, mechanism, stream(seed, "train.privacy"), report)
    design = past.design
    if asked is not release:
        design = recode(features(asked, without), _or_one(known_group(asked, protected), asked))
    people = row.size // IMPRESSIONS
    return Model(fitted=fitted, design=design, generic=generic, trained_on=people, mechanism=mechanism)


def _or_one(group: Integers | None, release: Release) -> Integers:
    """Return the group of every row; all of them are one where it is unknown."""
    return np.zeros(len(release), dtype=np.int64) if group is None else group


def _learn(
    learner: str, bias: Mitigation, past: Past, mechanism: Mechanism | None, coins: np.random.Generator, report: Report
) -> Fitted:
    """Train plainly, or privately by a mechanism; what is done about bias gives weights, or trains itself."""
    if mechanism is None:
        return bias.fit(LEARNERS[learner].load().fit, past, bias.weights(past), report)
    weight = bias.weights(past, partial(mechanism.count, rng=coins))
    everybody = np.ones((past.row.size // IMPRESSIONS, 1), dtype=bool)
    features = past.design.impressions(past.row, past.arm).dense()
    return Logistic(mechanism.descend(features, past.visit, everybody, coins, weight)[:, 0])


def _mechanism(settings: TrainSettings, vault: Vault, *, counted: bool) -> Mechanism | None:
    """Return the private training that is asked for, if any; the number of customers is public."""
    if settings.privacy == "none":
        return None
    return Mechanism(epsilon=settings.epsilon, customers=vault.row.size, counted=counted)


def _nothing_to_learn(settings: TrainSettings, release: Release, visit: Flags) -> bool:
    """Return whether no model can be had; in private training, whose outcome must not tell, only without any row."""
    return len(release) == 0 if settings.privacy == "dp" else np.unique(visit).size < 2


def _records(release: Release, people: Integers, history: History, vault: Vault) -> tuple[Integers, Integers, Flags]:
    """Return row, arm and visit of what is learned from: the rows' own impressions, or those logged of these people."""
    own = release.impressions
    return impressions_of(people, history, vault) if own is None else (own.row, own.arm, own.visit)


def impressions_of(people: Integers, history: History, vault: Vault) -> tuple[Integers, Integers, Flags]:
    """Return the released row, the arm and the recorded visit of every impression of these customers."""
    row = np.repeat(vault.row[people], IMPRESSIONS)
    return row, history.arm[people].ravel().astype(np.int64), history.visit[people].ravel()


def best_generic(history: History) -> int:
    """Return the offer that brought most visits times margin at the tills, which takes nobody's data."""
    return int(np.argmax(history.till_rate * MARGIN_WITH_OFFER))


def known_group(release: Release, attribute: str) -> Integers | None:
    """Return each row's group as far as the company can tell from the release, or None where it holds no such column.

    An interval counts as its middle.
    """
    if attribute in INTERSECTIONS:
        one, other = INTERSECTIONS[attribute]
        first, second = known_group(release, one), known_group(release, other)
        return None if first is None or second is None else crossed(first, second, other)
    names, column = release.schema.names("quasi"), _COLUMN[attribute]
    if column not in names:
        return None
    middle = (release.low[:, names.index(column)] + release.high[:, names.index(column)]) / 2
    if attribute == "age_band":
        return np.digitize((TODAY - middle) / DAYS_PER_YEAR, AGE_BAND_LIMITS).astype(np.int64)
    return (middle >= 0.5).astype(np.int64)
