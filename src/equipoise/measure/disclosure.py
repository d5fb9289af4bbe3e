"""Classic disclosure measures of a table: k, l, t and the share of unique rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from equipoise.arrays import Integers
from equipoise.report import UNKNOWN, Disclosure
from equipoise.schema import Column, Schema
from equipoise.stats import wilson

if TYPE_CHECKING:
    from equipoise.protect.release import Release


def disclosure(frame: pd.DataFrame, schema: Schema) -> Disclosure:
    """Measure any table: rows are in one class when their quasi-identifiers read the same.

    Raises:
        DataError: the table does not fit its schema.
    """
    schema.check(frame)
    quasi = list(schema.names("quasi"))
    if quasi:
        classes = frame.groupby(quasi, sort=False, dropna=False).ngroup().to_numpy().astype(np.int64)
    else:
        classes = np.zeros(len(frame), dtype=np.int64)
    return _measure(classes, frame, schema)


def release_disclosure(release: Release) -> Disclosure:
    """Measure a release, with what its protection withheld and lost."""
    return _measure(release.classes, release.exact, release.schema, release.suppressed, release.information_loss)


def distinct_values(classes: Integers, levels: Integers) -> int:
    """Return l: the fewest distinct values of a sensitive column in a class.

    Machanavajjhala et al., "l-diversity", 2007, doi:10.1145/1217299.1217302 (distinct l-diversity).
    """
    width = int(levels.max()) + 1
    pairs = np.unique(classes * width + levels)
    return int(np.bincount(pairs // width)[np.unique(classes)].min())


def closeness(classes: Integers, levels: Integers, ordered: bool) -> float:
    """Return t: the largest earth mover's distance of a class's distribution from the whole table's, 0 to 1.

    Levels are equally far apart when nominal, and as far as their places differ, over the range, when ordered. Li, Li,
    Venkatasubramanian, "t-closeness", ICDE 2007, doi:10.1109/ICDE.2007.367856.
    """
    width = int(levels.max()) + 1
    if width == 1:
        return 0.0
    counts = np.bincount(classes * width + levels, minlength=(int(classes.max()) + 1) * width).reshape(-1, width)
    counts = counts[counts.sum(axis=1) > 0]
    excess = counts / counts.sum(axis=1, keepdims=True) - counts.sum(axis=0) / counts.sum()
    if ordered:
        return float((np.abs(np.cumsum(excess, axis=1)).sum(axis=1) / (width - 1)).max())
    return float((np.abs(excess).sum(axis=1) / 2).max())


def _measure(
    classes: Integers, frame: pd.DataFrame, schema: Schema, suppressed: int = 0, information_loss: float = 0.0
) -> Disclosure:
    if not classes.size:
        return Disclosure(rows=0, classes=0, k=0, unique_share=UNKNOWN, l={}, t={}, suppressed=suppressed)
    sizes = np.bincount(classes)
    sizes = sizes[sizes > 0]
    sensitive = {column.name: (_levels(column, frame[column.name]), column) for column in schema.having("sensitive")}
    return Disclosure(
        rows=classes.size,
        classes=sizes.size,
        k=int(sizes.min()),
        unique_share=wilson(int((sizes == 1).sum()), classes.size),
        l={name: distinct_values(classes, levels) for name, (levels, _) in sensitive.items()},
        t={name: closeness(classes, levels, _is_ordered(column)) for name, (levels, column) in sensitive.items()},
        suppressed=suppressed,
        information_loss=information_loss,
    )


def _is_ordered(column: Column) -> bool:
    return column.kind in ("ordered", "number", "date")


def _levels(column: Column, values: pd.Series) -> Integers:
    """Return each value's place: among the declared levels, or among the values that occur."""
    codes = column.encode(values)
    if column.levels:
        return codes.astype(np.int64)
    return np.unique(codes, return_inverse=True)[1].astype(np.int64)
