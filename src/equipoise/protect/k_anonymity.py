"""k-anonymity: every row looks like at least k - 1 others on the quasi-identifiers.

Sweeney, "k-anonymity: a model for protecting privacy", 2002, doi:10.1142/S0218488502001648. Behaviour and sensitive
columns stay exact: somebody who knows a few purchases is not stopped, and a class that agrees on a trait discloses it.
"""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.arrays import Floats, Integers
from equipoise.protect.mondrian import partition
from equipoise.protect.release import Release


def generalise(release: Release, *, k: int) -> tuple[Release, Integers]:
    """Widen the quasi-identifiers until every class has at least ``k`` rows.

    Returns the release, and the new row of every row given, -1 for none. A table of fewer than ``k`` rows is withheld
    whole.
    """
    rows = len(release)
    if rows < k:
        nothing = np.empty(0, dtype=np.int64)
        return dataclasses.replace(release.take(nothing), suppressed=release.suppressed + rows), np.full(rows, -1)
    middle = (release.low + release.high) / 2
    widths = public_widths(release)
    part = partition(middle, k, widths)
    order = np.argsort(part, kind="stable")
    starts = np.flatnonzero(np.diff(part[order], prepend=-1))
    low = np.minimum.reduceat(release.low[order], starts)[part]
    high = np.maximum.reduceat(release.high[order], starts)[part]
    loss = certainty_penalty(low, high, widths)
    return dataclasses.replace(release, low=low, high=high, information_loss=loss), np.arange(rows)


def public_widths(release: Release) -> Floats:
    """Return each quasi-identifier's public range; where none is declared, the range of the table itself."""
    nothing = np.zeros(release.low.shape[1])
    found = release.high.max(axis=0) - release.low.min(axis=0) if len(release) else nothing
    declared = [column.width for column in release.schema.having("quasi")]
    return np.array(
        [seen if width is None else width for width, seen in zip(declared, found, strict=True)], dtype=float
    )


def certainty_penalty(low: Floats, high: Floats, widths: Floats) -> float:
    """Return the normalised certainty penalty: the mean width of the intervals relative to the whole range, 0 to 1.

    Xu et al., "Utility-based anonymization using local recoding", KDD 2006, doi:10.1145/1150402.1150504.
    """
    wide = widths > 0
    return float(((high - low)[:, wide] / widths[wide]).mean()) if low.size and wide.any() else 0.0
