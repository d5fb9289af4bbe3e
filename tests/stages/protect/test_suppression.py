import numpy as np
import pandas as pd
import pytest

from equipoise.shared.column import Column
from equipoise.shared.schema import Schema
from equipoise.shared.tables import release_of
from equipoise.stages.protect.suppression import suppress, withhold

SCHEMA = Schema(
    (
        Column(name="age", role="quasi", kind="number"),
        Column(name="town", role="quasi", kind="nominal", levels=("X", "Y")),
        Column(name="spent", role="behaviour", kind="number"),
    )
)


@pytest.fixture
def raw():
    """Three of (30, X), two of (30, Y), one of (40, X)."""
    town = ["X", "Y", "X", "X", "Y", "X"]
    return release_of(pd.DataFrame({"age": [30, 30, 40, 30, 30, 30], "town": town, "spent": range(6)}), SCHEMA)


@pytest.mark.parametrize(("k", "kept"), [(1, [0, 1, 2, 3, 4, 5]), (2, [0, 1, 3, 4, 5]), (3, [0, 3, 5]), (4, [])])
def test_rows_with_too_little_company_are_withheld(raw, k, kept):
    release, new_row = suppress(raw, k=k)
    assert np.flatnonzero(new_row >= 0).tolist() == kept and new_row[kept].tolist() == list(range(len(kept)))
    assert len(release) == len(kept) and release.suppressed == 6 - len(kept)
    assert release.exact["spent"].tolist() == kept


def test_nothing_else_is_changed(raw):
    release, new_row = suppress(raw, k=2)
    kept = new_row >= 0
    assert (release.low == raw.low[kept]).all() and (release.high == raw.high[kept]).all()
    assert release.information_loss == 0


def test_what_was_withheld_before_counts_too(raw):
    once = withhold(raw, np.array([True, True, False, True, True, False]))[0]
    assert suppress(once, k=3)[0].suppressed == 6
    assert withhold(once, np.ones(4, dtype=bool))[0] is once


def test_an_empty_table_stays_empty(raw):
    assert len(suppress(raw.take(np.empty(0, dtype=np.int64)), k=2)[0]) == 0
