"""Stage 6: learn from the past who answers what."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from equipoise.arrays import Flags, Floats, Integers
from equipoise.levers import StageSettings, lever
from equipoise.targeting.design import Design, build_design
from equipoise.targeting.learners import LEARNERS, Fitted
from equipoise.vocabulary import (
    AGE_BAND_LIMITS,
    AGE_BANDS,
    DAYS_PER_YEAR,
    IMPRESSIONS,
    MARGIN_WITH_OFFER,
    TODAY,
)

if TYPE_CHECKING:
    from equipoise.history import History
    from equipoise.protect.release import Release, Vault

_COLUMNS_OF = {
    "sex": ("sex",),
    "age_band": ("birth_date",),
    "heritage": ("heritage",),
    "sex_by_age": ("sex", "birth_date"),
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class TrainSettings(StageSettings):
    """Which learner, and what is done about bias before or in training."""

    learner: str = lever(
        default="logistic",
        kind="choice",
        choices=("logistic", "boosting"),
        active=lambda get: get("target.strategy") == "personalised",
    )
    mitigation: str = lever(
        default="none",
        kind="choice",
        choices=("none", "leave_out", "reweigh"),
        active=lambda get: get("target.strategy") == "personalised",
    )
    protected: str = lever(
        default="follow",
        kind="choice",
        choices=("follow", "sex", "age_band", "heritage"),
        active=lambda get: (
            get("target.strategy") == "personalised"
            and (get("train.mitigation") != "none" or get("target.mitigation") != "none")
        ),
    )


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Model:
    """What training gives.

    Attributes:
        fitted: the learner, or None when there was nobody to learn from.
        design: the features of every released row.
        generic: the offer that did best on average at the tills.
        trained_on: how many people it learned from.
    """

    fitted: Fitted | None
    design: Design
    generic: int
    trained_on: int


def train(
    settings: TrainSettings,
    protected: str,
    history: History,
    release: Release,
    vault: Vault,
    *,
    learns: Flags,
    wanted: bool = True,
) -> Model:
    """Fit the learner to the recorded history of released customers.

    Args:
        settings: learner and mitigation. protected: the attribute that mitigation is about.
        history: the log. release, vault: the released rows, and whose they are.
        learns: whose history may be used (shape: customers).
        wanted: whether a model is needed at all; without one only the generic offer is learned.
    """
    without = _COLUMNS_OF[protected] if settings.mitigation == "leave_out" else ()
    design = build_design(release, without)
    people = np.flatnonzero(learns & (vault.row >= 0))
    row, arm, visit = impressions_of(people, history, vault)
    generic = best_generic(history)
    if not wanted or np.unique(visit).size < 2:
        return Model(fitted=None, design=design, generic=generic, trained_on=0)
    group = known_group(release, protected) if settings.mitigation == "reweigh" else None
    weight = None if group is None else reweighing(group[row], visit)
    fitted = LEARNERS[settings.learner].fit(design, row, arm, visit, weight)
    return Model(fitted=fitted, design=design, generic=generic, trained_on=people.size)


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
    names = release.schema.names("quasi")
    if any(column not in names for column in _COLUMNS_OF[attribute]):
        return None
    middle = {name: (release.low[:, place] + release.high[:, place]) / 2 for place, name in enumerate(names)}
    if attribute in ("sex", "heritage"):
        return (middle[attribute] >= 0.5).astype(np.int64)
    bands = np.digitize((TODAY - middle["birth_date"]) / DAYS_PER_YEAR, AGE_BAND_LIMITS).astype(np.int64)
    return bands if attribute == "age_band" else (middle["sex"] >= 0.5) * len(AGE_BANDS) + bands


def reweighing(group: Integers, label: Flags) -> Floats:
    """Return weights that make group and label independent: P(group) P(label) / P(group, label).

    Kamiran and Calders, "Data preprocessing techniques for classification without discrimination", 2012,
    doi:10.1007/s10115-011-0463-8.
    """
    cell = group * 2 + label
    cells = np.bincount(cell, minlength=2 * (int(group.max()) + 1)).reshape(-1, 2) / cell.size
    expected = cells.sum(axis=1, keepdims=True) * cells.sum(axis=0)
    weights = np.divide(expected, cells, out=np.ones_like(cells), where=cells > 0)
    return np.asarray(weights.ravel()[cell])
