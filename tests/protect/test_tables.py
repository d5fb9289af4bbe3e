import pandas as pd
import pytest

from equipoise.errors import DataError
from equipoise.protect.tables import release_of
from equipoise.schema import Column, Schema

SCHEMA = Schema(
    (
        Column(name="birth", role="quasi", kind="date"),
        Column(name="ill", role="sensitive", kind="binary"),
        Column(name="sex", role="quasi", kind="nominal", levels=("F", "M")),
    )
)


def frame():
    return pd.DataFrame({"sex": ["M", "F"], "birth": ["1970-01-03", "1970-01-01"], "ill": [1, 0], "x": [5, 6]}, [7, 8])


def test_quasi_identifiers_become_points_in_schema_order():
    # days since 1970-01-01 and level numbers: (2, M = 1), (0, F = 0)
    release = release_of(frame(), SCHEMA)
    assert release.low.tolist() == release.high.tolist() == [[2, 1], [0, 0]]


def test_rows_keep_their_order_and_undeclared_columns_stay_behind():
    release = release_of(frame(), SCHEMA)
    assert release.exact.columns.tolist() == ["ill"]
    assert release.exact["ill"].tolist() == [1, 0]
    assert release.exact.index.tolist() == [0, 1]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda table: table[:0], "no rows"),
        (lambda table: table.drop(columns="sex"), "lacks this column"),
        (lambda table: table.assign(sex="X"), "undeclared value"),
    ],
)
def test_bad_tables_are_refused(change, message):
    with pytest.raises(DataError, match=message):
        release_of(change(frame()), SCHEMA)
