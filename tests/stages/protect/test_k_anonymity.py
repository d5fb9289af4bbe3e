import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.core.errors import DataError
from equipoise.shared.column import Column
from equipoise.shared.schema import Schema
from equipoise.shared.tables import release_of
from equipoise.stages.protect.k_anonymity import certainty_penalty, generalise, public_widths
from equipoise.stages.protect.protect import k_anonymise

LEVELS = ("low", "middle", "high", "highest")
QUASI = {
    "amount": (Column(name="amount", role="quasi", kind="number"), st.one_of(st.integers(0, 3), st.floats(-9, 9))),
    "mostly": (Column(name="mostly", role="quasi", kind="number", bounds=(0, 9)), st.sampled_from([0, 0, 0, 0, 1, 9])),
    "constant": (Column(name="constant", role="quasi", kind="number"), st.just(1)),
    "rank": (Column(name="rank", role="quasi", kind="ordered", levels=LEVELS), st.sampled_from(LEVELS)),
    "colour": (
        Column(name="colour", role="quasi", kind="nominal", levels=("blue", "red")),
        st.sampled_from(["blue", "red"]),
    ),
    "day": (
        Column(name="day", role="quasi", kind="date", bounds=(0, 20_000)),
        st.dates(pd.Timestamp("1970-01-01").date(), pd.Timestamp("2020-01-01").date()),
    ),
}
ILLNESS = Column(name="illness", role="sensitive", kind="nominal", levels=("flu", "none"))


@st.composite
def tables(draw):
    """Small tables of one to six mixed quasi-identifiers, with ties and constants, and one sensitive column."""
    names = draw(st.lists(st.sampled_from(sorted(QUASI)), min_size=1, unique=True))
    rows = draw(st.integers(1, 40))
    values = {name: draw(st.lists(QUASI[name][1], min_size=rows, max_size=rows)) for name in names}
    values["illness"] = ["flu" if draw(st.booleans()) else "none" for _ in range(rows)]
    return pd.DataFrame(values), Schema((*(QUASI[name][0] for name in names), ILLNESS))


@settings(max_examples=120, deadline=None, derandomize=True)
@given(table=tables(), k=st.integers(1, 12))
def test_every_row_has_company(table, k):
    frame, schema = table
    release = k_anonymise(frame, schema, k=k)
    if len(frame) < k:
        assert len(release) == 0 and release.suppressed == len(frame)
        return
    assert len(release) == len(frame) and release.suppressed == 0
    assert np.bincount(release.classes).min() >= k
    raw = release_of(frame, schema)
    assert (release.low <= raw.low).all() and (raw.low <= release.high).all()
    assert release.exact["illness"].tolist() == frame["illness"].tolist()
    assert 0 <= release.information_loss <= 1
    boxes = np.unique(np.hstack([release.low, release.high]), axis=0)
    low, high = np.split(boxes, 2, axis=1)
    apart = ((high[:, None] < low[None]) | (low[:, None] > high[None])).any(axis=2)
    assert (apart | np.eye(len(boxes), dtype=bool)).all()  # different classes never overlap


def frame_of(ages):
    schema = Schema((Column(name="age", role="quasi", kind="number", bounds=(0, 100)), ILLNESS))
    return pd.DataFrame({"age": ages, "illness": "none"}), schema


def test_eight_rows_by_hand():
    release = k_anonymise(*frame_of([20, 21, 25, 29, 40, 48, 50, 60]), k=4)
    assert release.frame["age"].tolist() == ["20 to 29"] * 4 + ["40 to 60"] * 4
    # the certainty penalty: half of the rows lose 9 of 100 years, half 20 of 100: (.09 + .20) / 2 = .145
    assert release.information_loss == pytest.approx(0.145)


def test_the_penalty_is_the_mean_relative_width():
    low, high = np.array([[0.0, 5.0], [2.0, 5.0]]), np.array([[4.0, 5.0], [2.0, 7.0]])
    # widths over ranges 8 and 10: 4/8, 0, 0, 2/10 -> mean .175; a column without a range is not counted
    assert certainty_penalty(low, high, np.array([8.0, 10.0])) == pytest.approx(0.175)
    assert certainty_penalty(low, high, np.array([8.0, 0.0])) == pytest.approx(0.25)
    assert certainty_penalty(low, high, np.array([0.0, 0.0])) == 0  # there is nothing to lose
    assert np.isnan(certainty_penalty(low[:0], high[:0], np.array([8.0, 10.0])))  # the mean of nothing


def test_ranges_are_the_declared_ones_where_there_are_any():
    frame, schema = frame_of([20, 30])
    free = Schema((Column(name="age", role="quasi", kind="number"),))
    assert public_widths(release_of(frame, schema)).tolist() == [100]
    assert public_widths(release_of(frame, free)).tolist() == [10]


def test_intervals_stay_intervals():
    """A table that was coarsened before widens from the ends of its intervals, not from their middles."""
    raw = release_of(*frame_of([10, 20, 30, 40]))
    coarse = type(raw)(raw.exact, raw.low - 5, raw.high + 4, raw.schema)
    release, kept = generalise(coarse, k=2)
    assert release.low[:, 0].tolist() == [5, 5, 25, 25] and release.high[:, 0].tolist() == [24, 24, 44, 44]
    assert kept.tolist() == [0, 1, 2, 3]


def test_a_table_smaller_than_k_is_withheld_whole():
    release = k_anonymise(*frame_of([20, 21, 25]), k=4)
    assert len(release) == 0 and release.suppressed == 3
    assert release.frame.empty and release.classes.size == 0


def test_a_table_without_quasi_identifiers_is_one_class():
    frame = pd.DataFrame({"illness": ["flu", "none"]})
    release = k_anonymise(frame, Schema((ILLNESS,)), k=2)
    assert len(release) == 2 and set(release.classes) == {0}


def test_a_table_that_does_not_fit_its_schema_is_refused():
    frame, schema = frame_of([20, None])
    with pytest.raises(DataError, match="age"):
        k_anonymise(frame, schema, k=2)
