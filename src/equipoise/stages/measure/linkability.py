"""Linkability: whether rows of two releases can be joined by an identifier that both hold.

A pseudonym under one key is the same in every table: it hides the name, but two tables can be joined by it
(linkability: Article 29 Working Party 2014, opinion 05/2014, WP216, section 3). A key for each recipient prevents that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.numerics.stats import wilson

if TYPE_CHECKING:
    from equipoise.shared.release import Release


def linkable(first: Release, second: Release) -> Rate:
    """Return the share of rows of ``first`` that an identifier links to exactly one row of ``second``.

    Direct identifiers that both releases hold are compared one by one; one that links a row suffices.
    Unknown if ``first`` is empty; zero where the releases share no identifier.
    """
    if not len(first):
        return UNKNOWN
    tied = np.zeros(len(first), dtype=bool)
    for name in set(first.schema.names("direct")) & set(second.schema.names("direct")):
        tied |= first.exact[name].isin(_unique(second.exact[name])).to_numpy()
    return wilson(int(tied.sum()), len(tied))


def _unique(values: pd.Series) -> pd.Series:
    return values[~values.duplicated(keep=False)]
