import dataclasses

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.shared.column import Column
from equipoise.shared.event_table import EventTable
from equipoise.shared.release import Release
from equipoise.shared.schema import Schema
from equipoise.stages.measure.disclosure import release_disclosure
from equipoise.stages.measure.uniqueness import unique_by, uniqueness

SCHEMA = Schema(
    (
        Column(name="age", role="quasi", kind="number"),
        Column(name="purchases_baby", role="behaviour", kind="number", source="purchases"),
        Column(name="spend", role="behaviour", kind="number", source="spend", unit="euros"),
    )
)


@pytest.fixture
def release():
    """Two classes of two rows: the first differs in spend by a cent, the second in nothing."""
    exact = pd.DataFrame({"purchases_baby": [1.0, 1.0, 2.0, 2.0], "spend": [9.99, 10.0, 5.0, 5.0]}, dtype=np.float32)
    age = np.array([[30.0], [30.0], [40.0], [40.0]])
    return Release(exact, age, age.copy(), SCHEMA)


def events(rows, item, day=None):
    row = np.array(rows, dtype=np.int32)
    return EventTable(
        rows=4, row=row, source=np.zeros(row.size, dtype=np.int8), item=np.array(item, dtype=np.int16),
        keyword=np.zeros(row.size, dtype=np.uint8), day=None if day is None else np.array(day, dtype=np.uint16),
    )  # fmt: skip


def test_spend_tells_rows_apart_and_purchases_do_not(release):
    assert (unique_by(release, "spend").share.value, unique_by(release, "spend").k) == (0.5, 1)
    assert (unique_by(release, "purchases").share.value, unique_by(release, "purchases").k) == (0, 2)


def test_disclosure_says_against_whom(release):
    found = release_disclosure(release)
    assert (found.k, found.unique_share.value) == (2, 0)
    assert (found.k_with_spend, found.unique_with_spend.value) == (1, 0.5)
    assert (found.k_with_behaviour, found.unique_with_behaviour.value) == (1, 0.5)
    counts = Release(
        release.exact[["purchases_baby"]], release.low, release.high, SCHEMA.only(["age", "purchases_baby"])
    )
    assert not release_disclosure(counts).unique_with_spend.known
    assert release_disclosure(counts).k_with_behaviour == 2


def test_items_tell_rows_apart_whose_totals_are_equal(release):
    alike = dataclasses.replace(release, events=events([0, 1, 2, 2, 3, 3], [7, 7, 1, 2, 2, 1]))
    assert unique_by(alike, "purchases").k == 2  # the same items in another order
    other = dataclasses.replace(release, events=events([0, 1, 2, 2, 3, 3], [7, 7, 1, 2, 1, 1]))
    assert unique_by(other, "purchases").share.value == 0.5
    days = dataclasses.replace(release, events=events([0, 1, 2, 2, 3, 3], [7, 7, 1, 2, 2, 1], [3, 3, 5, 6, 5, 6]))
    assert unique_by(days, "purchases").share.value == 0.5  # items 1 and 2 on each other's day
    assert unique_by(days, "spend").share.value == 0.5 == unique_by(alike, "spend").share.value


def test_missing_values_are_equal_to_each_other(release):
    exact = release.exact.assign(spend=[np.nan, np.nan, 5.0, 5.0])
    assert uniqueness(release.classes, exact, ["spend"]).k == 2


def test_a_table_without_rows(release):
    nothing = uniqueness(np.empty(0, dtype=np.int64), release.exact.iloc[:0], ["spend"])
    assert nothing.k == 0 and not nothing.share.known


@given(st.lists(st.tuples(*[st.integers(0, 3)] * 3), min_size=1, max_size=40))
def test_rows_are_alike_exactly_if_their_values_are(rows):
    frame = pd.DataFrame(rows, columns=["a", "b", "c"]) / 4
    sizes = frame.value_counts()
    found = uniqueness(np.zeros(len(rows), dtype=np.int64), frame, ["a", "b", "c"])
    assert found.k == sizes.min()
    assert found.share.value == pytest.approx((sizes == 1).sum() / len(rows))


def test_values_of_ones_own_are_compared_exactly():
    """Not to the hundredth; missing is no number, and zero has no sign."""
    classes = np.zeros(6, dtype=np.int64)
    frame = pd.DataFrame({"dose": [0.001, 0.002, -1.0, np.nan, 0.0, -0.0]})
    found = uniqueness(classes, frame, ["dose"])
    assert found.k == 1 and found.share.value == 4 / 6
    wide = pd.DataFrame({"a": [0, 1, 2**40], "b": [1, 0, 2**40 + 1]})  # the same values in another column are others
    assert uniqueness(classes[:3], wide, ["a", "b"]).share.value == 1
