import pandas as pd
import pytest

from equipoise.core.errors import DataError
from equipoise.shared.column import Column
from equipoise.shared.schema import Schema
from equipoise.shared.tables import numbered, release_of

SCHEMA = Schema(
    (
        Column(name="name", role="direct", kind="identifier"),
        Column(name="size", role="quasi", kind="ordered", levels=("S", "M", "L")),
        Column(name="age", role="quasi", kind="number"),
        Column(name="spent", role="behaviour", kind="number"),
    )
)
FRAME = pd.DataFrame(
    {"age": [30, 40], "size": ["L", "S"], "spent": [1.5, 2.0], "name": ["Ada", "Ben"], "extra": [0, 0]}
)


def test_quasi_identifiers_become_exact_intervals_in_the_schemas_order():
    release = release_of(FRAME, SCHEMA)
    assert release.low.tolist() == [[2, 30], [0, 40]] == release.high.tolist()
    assert list(release.exact.columns) == ["name", "spent"]


def test_the_table_reads_as_before_and_in_order():
    release = release_of(FRAME, SCHEMA)
    assert release.frame.to_dict("list") == {
        "name": ["Ada", "Ben"], "size": ["L", "S"], "age": ["30", "40"], "spent": [1.5, 2.0],
    }  # fmt: skip


def test_rows_keep_their_place_whatever_the_index():
    release = release_of(FRAME.set_index(pd.Index([9, 4])), SCHEMA)
    assert release.exact.index.tolist() == [0, 1] and release.exact["name"].tolist() == ["Ada", "Ben"]


@pytest.mark.parametrize(
    ("frame", "match"),
    [
        (FRAME.drop(columns="age"), "age"),
        (FRAME.iloc[:0], "no rows"),
        (FRAME.assign(size=["L", "XXL"]), "XXL"),
        (FRAME.assign(age=[30, None]), "age"),
    ],
    ids=["missing column", "empty", "undeclared level", "missing value"],
)
def test_a_table_that_does_not_fit_is_refused(frame, match):
    with pytest.raises(DataError, match=match):
        release_of(frame, SCHEMA)


@pytest.mark.parametrize(
    "index", [pd.RangeIndex(1, 3), pd.RangeIndex(0, 4, 2), pd.Index([0, 1]), pd.RangeIndex(2, name="line")]
)
def test_rows_are_numbered_from_0_without_a_name(index):
    for table in (FRAME, FRAME["age"]):
        again = numbered(table.set_axis(index, axis=0))
        assert again.equals(table) and isinstance(again.index, pd.RangeIndex) and again.index.name is None


def test_a_table_whose_rows_are_numbered_is_not_copied():
    assert numbered(FRAME) is FRAME
