"""Classic disclosure measures of a table: k, l, t, delta and the share of unique rows."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from equipoise.core.arrays import Integers
from equipoise.core.vocabulary import SPEND
from equipoise.numerics.rate import UNKNOWN
from equipoise.numerics.stats import wilson
from equipoise.shared.column import Column
from equipoise.shared.equivalence import Attribute
from equipoise.shared.reading import as_released
from equipoise.shared.results import Disclosure
from equipoise.shared.schema import Schema
from equipoise.stages.measure.reidentification import prosecutor
from equipoise.stages.measure.uniqueness import uniqueness

if TYPE_CHECKING:
    from equipoise.shared.event_table import EventTable
    from equipoise.shared.release import Release


def disclosure(frame: pd.DataFrame, schema: Schema) -> Disclosure:
    """Measure any table: rows are in one class if their quasi-identifiers are equal, or are equal intervals.

    A missing value of a sensitive number counts as one more value, below all others. Direct identifiers may be gone.

    Raises:
        DataError: the table does not fit its schema; see `as_released`.
    """
    return release_disclosure(as_released(frame, schema))


def release_disclosure(release: Release) -> Disclosure:
    """Measure a release, including the rows that were suppressed and the loss of information.

    A cohort is the class of its people. The averages of yes-or-no columns give the number of people with each value, so
    they determine l and t as rows would; those of other columns do not, and have no l and t. Averages are no values of
    a band, so the loss of behaviour is NaN.
    """
    if release.people is None:
        found = _measure(release.classes, release.exact, release.schema, release.suppressed, release.information_loss)
        found = dataclasses.replace(found, local_epsilon=local_epsilon(release))
        return _told_apart(found, release.classes, release.exact, release.schema, release.events)
    classes, frame, schema = _members(release, release.people)
    found = _measure(classes, frame, schema, release.suppressed, release.information_loss)
    return dataclasses.replace(
        found,
        rows=len(release),
        behaviour_loss=math.nan,
        k_with_behaviour=found.k,  # an average is about all of its people alike
        unique_with_behaviour=found.unique_share,
    )


def _measure(
    classes: Integers, frame: pd.DataFrame, schema: Schema, suppressed: int = 0, information_loss: float = 0.0
) -> Disclosure:
    if not classes.size:
        return _of_nothing(suppressed)
    sizes = np.bincount(classes)
    risk = prosecutor(sizes)
    spreads = {
        column.name: Attribute.of(column, frame[column.name]).over(classes) for column in schema.having("sensitive")
    }
    return Disclosure(
        rows=classes.size,
        classes=sizes.size,
        k=int(sizes.min()),
        unique_share=wilson(int((sizes == 1).sum()), classes.size),
        l={name: int(spread.distinct.min()) for name, spread in spreads.items()},
        entropy_l={name: float(spread.entropy_l.min()) for name, spread in spreads.items()},
        t={name: float(spread.distance.max()) for name, spread in spreads.items()},
        delta={name: float(spread.log_ratio.max()) for name, spread in spreads.items()},
        suppressed=suppressed,
        information_loss=information_loss,
        behaviour_loss=behaviour_loss(frame, schema),
        prosecutor_highest=risk.prosecutor_highest,
        prosecutor_mean=risk.prosecutor_mean,
    )


def _of_nothing(suppressed: int) -> Disclosure:
    """Return the measures of a table without rows: a mean or a share of nothing is unknown."""
    return Disclosure(
        rows=0,
        classes=0,
        k=0,
        unique_share=UNKNOWN,
        l={},
        t={},
        suppressed=suppressed,
        information_loss=math.nan,
        behaviour_loss=math.nan,
    )


def _told_apart(
    found: Disclosure, classes: Integers, frame: pd.DataFrame, schema: Schema, events: EventTable | None = None
) -> Disclosure:
    """Add how far rows can be told apart by somebody who knows all spend, or everything that people did."""
    spend = [column.name for column in schema.having("behaviour") if column.source == SPEND]
    if spend:
        by_spend = uniqueness(classes, frame, spend)
        found = dataclasses.replace(found, k_with_spend=by_spend.k, unique_with_spend=by_spend.share)
    if events is None and not schema.names("behaviour"):  # there is no more to know
        return dataclasses.replace(found, k_with_behaviour=found.k, unique_with_behaviour=found.unique_share)
    by_all = uniqueness(classes, frame, schema.names("behaviour"), events)
    return dataclasses.replace(found, k_with_behaviour=by_all.k, unique_with_behaviour=by_all.share)


def local_epsilon(release: Release) -> float:
    """Return the epsilon of a whole row of randomised answers: the sum over its attributes (composition).

    Infinite where a column is not randomised. Kairouz, Oh, Viswanath 2016, arXiv:1407.1338; composition: Dwork and Roth
    2014, doi:10.1561/0400000042, theorem 3.14.
    """
    total = 0.0
    for column in release.schema.columns:
        truth, levels = release.truthful.get(column.name, 1.0), max(len(column.bands), 1)
        if column.name not in release.truthful or (truth == 1.0 and levels > 1):
            return math.inf
        total += math.log(truth * (levels - 1) / (1.0 - truth)) if levels > 1 else 0.0
    return total


def behaviour_loss(frame: pd.DataFrame, schema: Schema) -> float:
    """Return the normalised certainty penalty of coarsened behaviour: the mean width of its bands, 0 to 1.

    Widths are counted in whole totals, of spend in cents, and relative to the column's public bounds; columns without
    bounds, or with bounds for one value only, are left out. Unknown (NaN) where all values are missing.
    Xu et al., "Utility-based anonymization using local recoding", KDD 2006, doi:10.1145/1150402.1150504.
    """
    penalties = [
        (_band_width(column, frame[column.name]) if column.bands else 0.0) / (column.bounds[1] - column.bounds[0])
        for column in schema.having("behaviour")
        if column.bounds is not None and column.bounds[1] > column.bounds[0]
    ]
    known = [penalty for penalty in penalties if not math.isnan(penalty)]
    return float(np.mean(known)) if known else math.nan if penalties else 0.0


def _band_width(column: Column, values: pd.Series) -> float:
    """Return the mean width of the bands that the values stand for; missing values are left out, NaN if all are."""
    if not column.bands or column.bounds is None:
        return 0.0
    there = values.dropna().to_numpy(dtype=float)
    if not there.size:
        return math.nan
    step = 1.0 if column.counted else 0.01
    widths = np.append(np.diff(column.bands) - step, column.bounds[1] - column.bands[-1])
    return float(widths[column.band_of(there)].mean())


def _members(release: Release, people: Integers) -> tuple[Integers, pd.DataFrame, Schema]:
    """Return the cohort of every person, and the sensitive columns that the averages determine (in any order)."""
    cohort = np.repeat(np.arange(people.size), people)
    place = np.arange(cohort.size) - np.repeat(np.cumsum(people) - people, people)
    told = [
        column.name
        for column in release.schema.having("sensitive")
        if column.kind == "binary" and release.exact[column.name].notna().all()
    ]
    having = {name: np.rint(release.exact[name].to_numpy() * people)[cohort] for name in told}
    return cohort, pd.DataFrame({name: place < some for name, some in having.items()}), release.schema.only(told)
