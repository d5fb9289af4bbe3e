"""A classifier of a trait by known fields and behaviour, trained on a public panel of labelled people.

Prediction of traits from behaviour: Kosinski et al. 2013, doi:10.1073/pnas.1218772110.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
import pandas as pd

from equipoise.core.arrays import Flags, Floats
from equipoise.shared.release import Release
from equipoise.stages.attacks.noisy import unbiased

_SMALL = 4096
_LOGS = np.log1p(np.arange(_SMALL))
"""Of counts that occur."""


@dataclasses.dataclass(frozen=True, eq=False)
class Panel:
    """People outside the table who are labelled with the trait. Classifiers that were trained on them are cached.

    Attributes:
        records: their behaviour columns as the table has them, and their known fields (encoded).
        has: who of them has the trait (shape: panel).
        missing_is_none: whether a missing total means that nothing was seen, as in the invented world, where it is
            missing by design; else it is unknown.
    """

    records: pd.DataFrame
    has: Flags
    missing_is_none: bool = True
    _learnt: dict[tuple[tuple[str, ...], tuple[str, ...]], Guesser] = dataclasses.field(
        default_factory=dict, init=False, repr=False
    )

    @property
    def learnable(self) -> bool:
        """Whether there are people of both kinds."""
        return bool(self.has.any() and not self.has.all())

    def guesser(self, fields: Sequence[str], behaviour: Sequence[str] = ()) -> Guesser:
        """Return the classifier by these known fields and behaviour columns."""
        asked = tuple(fields), tuple(behaviour)
        if asked not in self._learnt:
            self._learnt[asked] = Guesser.fit(self, *asked)
        return self._learnt[asked]


@dataclasses.dataclass(frozen=True, eq=False)
class Guesser:
    """A logistic regression from a public panel of labelled people.

    Known fields enter standardised and squared (traits rise and fall with age), behaviour as log(1 + total).
    Everything is standardised with the panel's own moments. An unknown total counts as the panel's mean, and that it is
    unknown is a feature of its own (Little and Rubin, "Statistical analysis with missing data", 2002, section 3.3).

    Attributes:
        fields, behaviour: the columns. mean, scale: their moments. intercept: of the regression.
        weights: of fields, behaviour, squared fields, and of what is unknown.
        gaps: places in ``behaviour`` of the columns that are unknown of some of the panel; None: missing is none.
        spread: variance of the panel's scores of behaviour.
    """

    fields: tuple[str, ...]
    behaviour: tuple[str, ...]
    mean: Floats
    scale: Floats
    weights: Floats
    intercept: float
    spread: float
    gaps: tuple[int, ...] | None

    @classmethod
    def fit(cls, panel: Panel, fields: Sequence[str], behaviour: Sequence[str] = ()) -> Guesser:
        """Fit to a panel with both people who have the trait and people who do not."""
        from sklearn.linear_model import LogisticRegression  # takes longer to load than a table to measure

        known = panel.records[list(fields)].to_numpy(dtype=float)
        totals = _behaviour(panel.records, behaviour)
        unknown = np.zeros_like(totals, dtype=bool) if panel.missing_is_none else _lacking(panel.records, behaviour)
        gaps = None if panel.missing_is_none else tuple(np.flatnonzero(unknown.any(axis=0)).tolist())
        np.copyto(totals, _means(totals, ~unknown), where=unknown)
        values = np.hstack([_fields(known), totals])
        mean, scale = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-9)
        features = (values - mean) / scale
        squares, lacks = features[:, : len(fields)] ** 2, unknown[:, list(gaps or ())]
        model = LogisticRegression(solver="newton-cholesky").fit(np.hstack([features, squares, lacks]), panel.has)
        weights, part = model.coef_[0], slice(len(fields), values.shape[1])
        spread = float((features[:, part] @ weights[part]).var())
        return cls(tuple(fields), tuple(behaviour), mean, scale, weights, float(model.intercept_[0]), spread, gaps)

    def score_fields(self, values: Floats) -> Floats:
        """Return the part of the score due to known fields (shape of values: people x fields)."""
        n, m = len(self.fields), len(self.fields) + len(self.behaviour)
        features = (_fields(values) - self.mean[:n]) / self.scale[:n]
        return features @ self.weights[:n] + features**2 @ self.weights[m : m + n]

    def score_behaviour(self, release: Release) -> Floats:
        """Return the part of the score due to behaviour, row by row.

        Of randomised answers it is estimated without bias, and then shrunk to the mean by its reliability: the share of
        the estimates' variance that is people's own and not the noise's (Kelley, "Fundamentals of statistics", 1947).
        """
        part = slice(len(self.fields), len(self.fields) + len(self.behaviour))
        logs = _behaviour(release.exact, self.behaviour)
        if self.gaps is not None:
            unknown = _lacking(release.exact, self.behaviour)
            np.copyto(logs, self.mean[part], where=unknown)
        if release.truthful:
            levels = np.array([np.log1p(release.schema[name].bands).sum() for name in self.behaviour])
            logs = unbiased(logs, levels, release, self.behaviour)
        score: Floats = (logs - self.mean[part]) / self.scale[part] @ self.weights[part]
        if self.gaps:
            score = score + unknown[:, list(self.gaps)] @ self.weights[-len(self.gaps) :]
        if release.truthful:
            mean = score.mean()
            score = mean + (score - mean) * min(1.0, self.spread / max(float(score.var()), 1e-12))
        return score


def _fields(values: Floats) -> Floats:
    return np.nan_to_num(values, nan=0.0)


def _behaviour(frame: pd.DataFrame, columns: Sequence[str]) -> Floats:
    """Return log(1 + total), where values that are missing by design or below zero due to noise are zero."""
    totals = np.empty((len(frame), len(columns)), order="F")
    for place, name in enumerate(columns):
        values = frame[name]
        plain = values.dtype.kind in "biuf"
        totals[:, place] = values.to_numpy() if plain else values.to_numpy(dtype=float, na_value=np.nan)
    if not np.isfinite(totals).all():  # to look is several times faster
        np.nan_to_num(totals, copy=False, nan=0.0)
    np.maximum(totals, 0.0, out=totals)
    return _logs(totals.T).T  # row by row of memory


def _logs(totals: Floats) -> Floats:
    """Return log(1 + total) of totals from 0 on; of small counts they are looked up, which is several times faster."""
    if totals.size and totals.max() < _SMALL:
        whole = totals.astype(np.intp)
        if np.array_equal(whole, totals):
            return np.take(_LOGS, whole, out=totals, mode="clip")
    return np.asarray(np.log1p(totals))


def _lacking(frame: pd.DataFrame, columns: Sequence[str]) -> Flags:
    """Return which totals are missing (shape: rows x columns)."""
    return frame[list(columns)].isna().to_numpy(dtype=bool)


def _means(values: Floats, known: Flags) -> Floats:
    """Return the mean of what is known of each column, 0 where nothing is (shapes: people x columns)."""
    means: Floats = np.where(known, values, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return means
