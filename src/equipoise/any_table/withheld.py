"""A loud warning where a protection withholds many rows, with what would withhold fewer."""

from __future__ import annotations

import math
import warnings

import numpy as np
import pandas as pd

from equipoise.any_table.levers import TableSettings
from equipoise.shared.equivalence import Attribute, Spread
from equipoise.shared.release import Release
from equipoise.shared.schema import Schema
from equipoise.texts.phrases import Phrase

MUCH = 0.1
"""The share of rows above which withholding them is warned about."""


class WithheldWarning(UserWarning):
    """More than a tenth of the rows is withheld."""


def warn_of_withheld(release: Release, frame: pd.DataFrame, schema: Schema, settings: TableSettings) -> None:
    """Warn if the release of this table lacks more than a tenth of its rows."""
    if release.suppressed <= MUCH * len(frame):
        return
    phrase = Phrase(
        "table_warning.withheld",
        {"withheld": release.suppressed, "rows": len(frame), "remedy": _remedy(frame, schema, settings)},
    )
    warnings.warn(WithheldWarning(str(phrase)), stacklevel=3)


def _remedy(frame: pd.DataFrame, schema: Schema, settings: TableSettings) -> Phrase:
    """Return what would withhold fewer rows."""
    if settings.k > len(frame):
        return Phrase("table_warning.few_rows", {"rows": len(frame)})
    if settings.technique == "l_diversity":
        return _less_diverse(frame, schema, settings)
    crowded = [name for name in schema.names("quasi") if frame[name].nunique() * settings.k > len(frame)]
    if settings.technique == "suppression" and crowded:
        return Phrase("table_warning.generalise", {"columns": ", ".join(crowded), "k": settings.k})
    return Phrase("table_warning.less_k", {"k": settings.k})


def _less_diverse(frame: pd.DataFrame, schema: Schema, settings: TableSettings) -> Phrase:
    """Return how diverse the whole table is: with at most that, no row is withheld."""
    everybody = np.zeros(len(frame), dtype=np.int64)
    spreads = [Attribute.of(column, frame[column.name]).over(everybody) for column in schema.having("sensitive")]
    if settings.diversity == "recursive":
        worst = max(float(spread.most_to_rest(math.ceil(settings.l)).max()) for spread in spreads)
        if math.isfinite(worst):
            return Phrase("table_warning.more_c", {"c": math.floor(worst * 100 + 1) / 100})
    diverse = _distinct if settings.diversity in ("distinct", "recursive") else _entropy
    return Phrase("table_warning.less_l", {"l": min(map(diverse, spreads))})


def _distinct(spread: Spread) -> float:
    return float(spread.distinct.min())


def _entropy(spread: Spread) -> float:
    """Return entropy's l, rounded down to three decimals: what is rounded up would not be reached."""
    return math.floor(float(spread.entropy_l.min()) * 1000) / 1000
