"""Stage 6: train a model of responses on the log of past campaigns."""

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
    """The result of training.

    Attributes:
        fitted: the fitted learner; None where there were no data to learn from.
        design: the features of every row that it scores.
        generic: the offer with the highest average margin at the tills.
        trained_on: number of people whose data were used.
        mechanism: the mechanism of private training; None where training was not private.
    """

    fitted: Fitted | None
    design: Design
    generic: int
    trained_on: int
    mechanism: Mechanism | None = None

    @cached_property
    def answers(self) -> Singles:
        """The predicted visit probabilities of every row under every offer and none (shape: rows x offers + 1).

        Raises:
            ValueError: there is no fitted learner.
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
        settings: learner and mitigation. protected: the attribute of the mitigation.
        history: the log. release, vault: the released rows, and whose they are.
        learns: whose history may be used (shape: customers).
        wanted: whether a model is needed; without one only the generic offer is determined.
        seed: private training draws from the stream "train.privacy".
        scored: the rows that the model will score, where they differ from those that it learns from.
        features: returns the design of released rows; may cache it.
        report: receives the progress of long training; may stop it.
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
    """Return the group of every row; where groups are unknown, all rows are one group."""
    return np.zeros(len(release), dtype=np.int64) if group is None else group


def _learn(
    learner: str, bias: Mitigation, past: Past, mechanism: Mechanism | None, coins: np.random.Generator, report: Report
) -> Fitted:
    """Return the fitted learner: trained as usual, privately by a mechanism, or by a mitigation that trains itself."""
    if mechanism is None:
        return bias.fit(LEARNERS[learner].load().fit, past, bias.weights(past), report)
    weight = bias.weights(past, partial(mechanism.count, rng=coins))
    everybody = np.ones((past.row.size // IMPRESSIONS, 1), dtype=bool)
    features = past.design.impressions(past.row, past.arm).dense()
    return Logistic(mechanism.descend(features, past.visit, everybody, coins, weight)[:, 0])


def _mechanism(settings: TrainSettings, vault: Vault, *, counted: bool) -> Mechanism | None:
    """Return the mechanism of private training, if it is chosen; the number of customers is public."""
    if settings.privacy == "none":
        return None
    return Mechanism(epsilon=settings.epsilon, customers=vault.row.size, counted=counted)


def _nothing_to_learn(settings: TrainSettings, release: Release, visit: Flags) -> bool:
    """Return whether there are no data to train on; private training must not disclose that, except without any row."""
    return len(release) == 0 if settings.privacy == "dp" else np.unique(visit).size < 2


def _records(release: Release, people: Integers, history: History, vault: Vault) -> tuple[Integers, Integers, Flags]:
    """Return row, arm and visit of the training data: the rows' own impressions, or those logged of these people."""
    own = release.impressions
    return impressions_of(people, history, vault) if own is None else (own.row, own.arm, own.visit)


def impressions_of(people: Integers, history: History, vault: Vault) -> tuple[Integers, Integers, Flags]:
    """Return the released row, the arm and the recorded visit of every impression of these customers."""
    row = np.repeat(vault.row[people], IMPRESSIONS)
    return row, history.arm[people].ravel().astype(np.int64), history.visit[people].ravel()


def best_generic(history: History) -> int:
    """Return the offer with the highest rate of visits at the tills times margin, which needs no personal data."""
    return int(np.argmax(history.till_rate * MARGIN_WITH_OFFER))


def known_group(release: Release, attribute: str) -> Integers | None:
    """Return each row's group as far as the company can tell from the release, or None where it holds no such column.

    An interval is replaced by its middle.
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
