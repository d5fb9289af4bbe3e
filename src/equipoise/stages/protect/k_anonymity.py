"""k-anonymity: every row looks like at least k - 1 others on the quasi-identifiers.

Sweeney, "k-anonymity: a model for protecting privacy", 2002, doi:10.1142/S0218488502001648. Behaviour and sensitive
columns stay exact: it does not protect against an attacker who knows a few purchases, and a class in which all have the
same trait discloses it.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable

import numpy as np

from equipoise.core.arrays import Flags, Floats, Integers
from equipoise.shared.column import Column
from equipoise.shared.equivalence import Attribute, Spread, order_of
from equipoise.shared.release import Release
from equipoise.stages.protect.coins import Coins
from equipoise.stages.protect.mondrian import Satisfies, partition
from equipoise.stages.protect.settings import ProtectSettings
from equipoise.stages.protect.suppression import withhold


def generalise(
    release: Release, *, k: int, satisfied: Callable[[Spread], Flags] | None = None
) -> tuple[Release, Integers]:
    """Widen the quasi-identifiers until every class has at least ``k`` rows.

    ``satisfied`` returns which classes satisfy a further constraint, given the distribution of a sensitive column in
    them; every such column has to satisfy it. Rows of classes that do not are withheld, and so is a table of fewer than
    ``k`` rows. Returns the release, and the new row of every given row, -1 for none.
    """
    rows = len(release)
    if rows < k:
        return withhold(release, np.zeros(rows, dtype=bool))
    satisfies = _for_each_column(release, satisfied) if satisfied and release.schema.having("sensitive") else None
    widths = public_widths(release)
    centre = release.low if release.low is release.high else (release.low + release.high) / 2
    part = partition(centre, k, widths, satisfies)
    kept = satisfies(np.arange(rows), part)[part] if satisfies else np.ones(rows, dtype=bool)
    released, new_row = withhold(widened(release, part, widths), kept)
    if kept.all():
        return released, new_row
    loss = certainty_penalty(released.low, released.high, widths)
    return dataclasses.replace(released, information_loss=loss), new_row


def widened(release: Release, part: Integers, widths: Floats) -> Release:
    """Return the release with every quasi-identifier as wide as its part needs.

    Parts are numbered without gaps. ``widths`` are the public ranges of the quasi-identifiers; see `public_widths`.
    """
    order = order_of(part)
    starts = np.flatnonzero(np.diff(part[order], prepend=-1))
    ends = np.empty((2, starts.size, release.low.shape[1]))
    exact = release.low is release.high
    for place, (low, high) in enumerate(zip(release.low.T, release.high.T, strict=True)):
        least = low.take(order)
        ends[0, :, place] = np.minimum.reduceat(least, starts)
        ends[1, :, place] = np.maximum.reduceat(least if exact else high.take(order), starts)
    low, high = (end.take(part, axis=0) for end in ends)
    loss = certainty_penalty(low, high, widths)
    return dataclasses.replace(release, low=low, high=high, information_loss=loss)


def _for_each_column(release: Release, satisfied: Callable[[Spread], Flags]) -> Satisfies:
    """Return which groups of rows satisfy the constraint in every sensitive column."""
    attributes = [Attribute.of(column, release.exact[column.name]) for column in release.schema.having("sensitive")]
    asked = [attribute for attribute in attributes if attribute.ordered]
    if nominal := [attribute for attribute in attributes if not attribute.ordered]:
        asked.append(Attribute.together(nominal))

    def satisfies(rows: Integers, groups: Integers) -> Flags:
        found = [satisfied(attribute.over(groups, rows)) for attribute in asked]
        return np.asarray(np.all([each.reshape(int(groups.max()) + 1, -1).all(axis=1) for each in found], axis=0))

    return satisfies


def public_widths(release: Release) -> Floats:
    """Return each quasi-identifier's public range; where none is declared, the range of the table itself."""
    ends = zip(release.schema.having("quasi"), release.low.T, release.high.T, strict=True)
    return np.array([_width(column, low, high) for column, low, high in ends], dtype=float)


def _width(column: Column, low: Floats, high: Floats) -> float:
    if column.width is not None:
        return column.width
    return float(high.max() - low.min()) if low.size else 0.0


def certainty_penalty(low: Floats, high: Floats, widths: Floats) -> float:
    """Return the normalised certainty penalty: the mean width of the intervals relative to the whole range, 0 to 1.

    Unknown (NaN) where there is no row; zero where no column has a range in which anything could be lost.
    Xu et al., "Utility-based anonymization using local recoding", KDD 2006, doi:10.1145/1150402.1150504.
    """
    wide = widths > 0
    if not len(low):
        return math.nan
    if not wide.any():
        return 0.0
    spans = np.subtract(high.T, low.T, order="C")  # column by column: the order of a sum decides its last digit
    spans = spans if wide.all() else spans[wide]
    spans /= widths[wide, None]
    return float(spans.mean())


def apply(release: Release, settings: ProtectSettings, coins: Coins) -> tuple[Release, Integers]:
    """Apply the technique with the lever's k; see `generalise`."""
    return generalise(release, k=settings.k)
