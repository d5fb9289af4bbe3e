"""One reader for all: the same table in any type, from a file or from Python, is the same; else it is refused."""

import datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from equipoise import attack_table, measure, protect, protect_table
from equipoise.core.errors import DataError
from equipoise.shared.column import Column
from equipoise.shared.reading import as_released, conform
from equipoise.shared.schema import Schema

AGE = Column(name="age", role="quasi", kind="number", bounds=(0, 120))
COUNTRY = Column(name="country", role="quasi", kind="nominal", levels=("DE", "NA", "None"))
STAGE = Column(name="stage", role="quasi", kind="ordered", levels=("3", "1", "2"))
SHOP = Column(name="shop", role="quasi", kind="nominal", levels=("a", "back to school", "b"))
BORN = Column(name="born", role="quasi", kind="date")
ILL = Column(name="ill", role="sensitive", kind="nominal", levels=("no", "yes"))
SMOKER = Column(name="smoker", role="sensitive", kind="binary")
VISITS = Column(name="visits", role="behaviour", kind="number")
MEMBER = Column(name="member", role="direct", kind="identifier")
NAME = Column(name="name", role="direct", kind="nominal")
LARGE = 2**53 + 1  # the first whole number that a float of 64 bits cannot hold

EVERYWHERE = {
    "disclose": measure.disclosure,
    "reidentify": measure.reidentification,
    "protect": protect_table,
    "anonymise": protect.k_anonymise,
    "attack": attack_table,
}
"""What a person may do with a table of their own."""


def fitted(column, values):
    return conform(pd.DataFrame({column.name: values}), Schema((column,)))[column.name]


@pytest.mark.parametrize("written", ["33", "33.0", "033", "+33", "33 ", " 33", "3.3e1", "33.", "3300e-2"])
def test_equal_numbers_are_equal(written):
    table = pd.DataFrame({"age": ["33", written, written], "ill": ["no", "yes", "no"]})
    assert measure.disclosure(table, Schema((AGE, ILL))).k == 3
    assert fitted(AGE, ["33", written]).tolist() == [33, 33]


@pytest.mark.parametrize(
    "values",
    [
        pd.Series([33, 40]),
        pd.Series([33.0, 40.0]),
        pd.Series(["33", "40"]),
        pd.Series([33, "40"], dtype=object),
        pd.Series([Decimal("33.0"), Decimal("4E1")]),
        pd.Series([33, 40], dtype="Int64"),
        pd.Series([33, 40], dtype="Float64"),
        pd.Series([33, 40], dtype="uint8"),
        pd.Series([33, 40], dtype="category"),
        pd.Series(["33", "40"], dtype="category"),
        pd.Series([33, 40], dtype="int64[pyarrow]"),
        pd.Series(["33", "40"], dtype="string"),
    ],
    ids=lambda values: f"{values.dtype}",
)
def test_a_number_is_the_same_in_any_type(values):
    numbers = fitted(AGE, values)
    assert numbers.tolist() == [33, 40] and pd.api.types.is_numeric_dtype(numbers)
    low, high = (
        ends[:, 0] for ends in (lambda r: (r.low, r.high))(as_released(values.to_frame("age"), Schema((AGE,))))
    )
    assert low.tolist() == high.tolist() == [33, 40]


@pytest.mark.parametrize(
    "bad", ["NaN", "nan", "NA", "inf", "-Infinity", "1_000", "0x10", "1,5", "", "1e400", "٣٣", None]
)
@pytest.mark.parametrize("does", EVERYWHERE)
def test_what_is_no_number_is_refused_everywhere(does, bad):
    frame = pd.DataFrame({"age": ["33", bad] * 20, "ill": ["no", "yes"] * 20})
    with pytest.raises(DataError, match=r"row 2 of column age"):
        EVERYWHERE[does](frame, Schema((AGE, ILL)))


@pytest.mark.parametrize("bad", [np.inf, -np.inf, np.nan, -1, 121, True])
def test_what_is_no_age_is_refused_in_numbers_too(bad):
    with pytest.raises(DataError, match=r"row 2 of column age"):
        fitted(AGE, pd.Series([33, bad], dtype=object if bad is True else float))


def test_whole_numbers_stay_whole_also_beside_missing_ones():
    for values in (["4", "", str(LARGE)], pd.array([4, None, LARGE], dtype="Int64"), [4, None, LARGE]):
        read = fitted(VISITS, pd.Series(values, dtype=object if isinstance(values, list) else None))
        assert read.dtype == "Int64" and read.isna().tolist() == [False, True, False] and read[2] == LARGE
    assert fitted(VISITS, ["4", "7"]).dtype == "int64"
    assert fitted(VISITS, ["4", "7.5", ""]).tolist()[:2] == [4, 7.5]


@pytest.mark.parametrize(
    ("column", "values"),
    [
        (VISITS, [str(LARGE), "0.5"]),  # beside decimals it would be rounded
        (VISITS, [str(2**63), "1"]),
        (VISITS, pd.Series([2**64 - 1, 1], dtype="uint64")),
        (Column(name="age", role="quasi", kind="number"), [str(LARGE), "1"]),  # boxes are made of floats
        (Column(name="age", role="quasi", kind="number"), pd.Series([LARGE, 1])),
    ],
)
def test_a_number_that_cannot_be_kept_is_refused_rather_than_rounded(column, values):
    with pytest.raises(DataError, match=f"more digits than can be kept .row 1 of column {column.name}"):
        fitted(column, values)
    if column.role == "quasi":
        with pytest.raises(DataError, match=r"more digits"):
            as_released(pd.DataFrame({column.name: values}), Schema((column,)))


def test_declared_levels_that_look_like_nothing_are_values():
    frame = pd.DataFrame({"country": ["NA", "None", "DE"], "age": 30, "ill": ["no", "yes", "no"]})
    release = protect_table(frame, Schema((COUNTRY, AGE, ILL)), technique="none")
    assert sorted(release.frame["country"]) == ["DE", "NA", "None"]
    assert measure.disclosure(frame, Schema((COUNTRY, AGE, ILL))).classes == 3


@pytest.mark.parametrize(
    "values",
    [
        ["3", "1", "2"],
        [3, 1, 2],
        [3.0, 1.0, 2.0],
        pd.Categorical(["3", "1", "2"], categories=["1", "2", "3"]),
        pd.Categorical([3, 1, 2], categories=[2, 1, 3], ordered=True),
        pd.array([3, 1, 2], dtype="Int64"),
        pd.array(["3", "1", "2"], dtype="string"),
    ],
)
def test_a_label_is_not_a_position(values):
    frame = pd.DataFrame({"stage": values, "ill": ["no", "yes", "no"]})
    assert as_released(frame, Schema((STAGE, ILL))).low[:, 0].tolist() == [0, 1, 2]
    release = protect_table(frame, Schema((STAGE, ILL)), technique="none")
    assert sorted(zip(release.frame["stage"], release.frame["ill"], strict=True)) == [
        ("1", "yes"), ("2", "no"), ("3", "no"),
    ]  # fmt: skip


@pytest.mark.parametrize("does", EVERYWHERE)
def test_positions_under_text_levels_are_refused_everywhere(does):
    frame = pd.DataFrame({"age": 30, "ill": [0, 1] * 20})
    with pytest.raises(DataError, match=r"'0': this is none of the declared levels .row 1 of column ill"):
        EVERYWHERE[does](frame, Schema((AGE, ILL)))


@pytest.mark.parametrize("does", EVERYWHERE)
def test_an_undeclared_level_is_refused_in_the_row_where_it_stands(does):
    frame = pd.DataFrame({"country": ["DE"] * 30 + ["FR"] + ["NA"] * 9, "ill": ["no", "yes"] * 20})
    with pytest.raises(DataError, match=r"'FR'.*row 31 of column country.*They are DE, NA, None"):
        EVERYWHERE[does](frame, Schema((COUNTRY, ILL)))


@pytest.mark.parametrize(
    ("values", "days"),
    [
        (["1980-04-03", "1981-01-01"], ["1980-04-03", "1981-01-01"]),
        (pd.to_datetime(["1980-04-03", "1981-01-01"]), ["1980-04-03", "1981-01-01"]),
        (pd.to_datetime(["1980-04-03", "1981-01-01"]).tz_localize("Europe/Berlin"), ["1980-04-03", "1981-01-01"]),
        (pd.to_datetime(["1980-04-03", "1981-01-01"]).tz_localize("America/New_York"), ["1980-04-03", "1981-01-01"]),
        ([datetime.date(1980, 4, 3), datetime.date(1981, 1, 1)], ["1980-04-03", "1981-01-01"]),
        ([datetime.datetime(1980, 4, 3), pd.Timestamp("1981-01-01", tz="Asia/Tokyo")], ["1980-04-03", "1981-01-01"]),
        (["1900-01-01", "2020-12-31"], ["1900-01-01", "2020-12-31"]),
    ],
)
def test_a_date_is_its_day_wherever_it_is_midnight(values, days):
    frame = pd.DataFrame({"born": values, "ill": ["no", "yes"]})
    assert sorted(protect_table(frame, Schema((BORN, ILL)), technique="none").frame["born"]) == days
    kept = Schema((Column(name="born", role="sensitive", kind="date"),))
    assert sorted(protect_table(frame, kept, technique="none").frame["born"]) == days


@pytest.mark.parametrize(
    "bad", ["03/04/1980", "1981-02-29", "1980-4-5", "19800405", "1980-W14-4", "1981-04-06 10:00", 19800403, 3745,
            datetime.datetime(1980, 4, 3, 10), None],
)  # fmt: skip
@pytest.mark.parametrize("does", EVERYWHERE)
def test_what_is_no_date_is_refused_everywhere(does, bad):
    frame = pd.DataFrame({"born": ["1980-02-28", bad] * 20, "ill": ["no", "yes"] * 20})
    with pytest.raises(DataError, match=r"row 2 of column born"):
        EVERYWHERE[does](frame, Schema((BORN, ILL)))


@pytest.mark.parametrize(("values", "read"), [
    (["0", "1", "true", "False"], [0, 1, 1, 0]), ([True, False], [True, False]), (["True", "False"], [True, False]),
    ([1.0, 0.0], [1, 0]), (pd.array([1, 0], dtype="Int64"), [1, 0]),
])  # fmt: skip
def test_yes_and_no(values, read):
    assert fitted(SMOKER, values).tolist() == read
    with pytest.raises(DataError, match=r"neither 0 nor 1"):
        fitted(SMOKER, [*values, "2"])


@pytest.mark.parametrize("does", EVERYWHERE)
def test_rows_are_people(does):
    frame = pd.DataFrame({"member": ["m1", "m2", "m1 ", *range(37)], "age": 30, "ill": ["no", "yes"] * 20})
    with pytest.raises(DataError, match=r"'m1 ': two rows have this identifier .row 3 of column member"):
        EVERYWHERE[does](frame, Schema((MEMBER, AGE, ILL)))
    frame = frame.rename(columns={"member": "name"}).replace("m1 ", "m1")
    with pytest.raises(DataError, match=r"'m1': another row has the same direct identifiers, name .row 3"):
        EVERYWHERE[does](frame, Schema((NAME, AGE, ILL)))
    frame = frame.assign(member=range(40))  # beside an identifier, two people may share a name
    assert EVERYWHERE[does](frame, Schema((MEMBER, NAME, AGE, ILL)))


def test_a_release_of_cohorts_is_not_a_table_of_people():
    frame = pd.DataFrame({"age": range(20, 60), "visits": range(40)})
    cohorts = protect_table(frame, Schema((AGE, VISITS)), technique="cohorts", k=5)
    with pytest.raises(DataError, match=r"'people'.*rows of a release of cohorts are not people"):
        measure.disclosure(cohorts.frame, Schema((AGE, VISITS)))


def test_a_quasi_identifier_that_cannot_be_widened_is_refused():
    free = Column(name="town", role="quasi", kind="nominal")
    frame = pd.DataFrame({"town": ["X", "Y"], "ill": ["no", "yes"]})
    with pytest.raises(DataError, match=r"'town'.*needs its levels"):
        protect_table(frame, Schema((free, ILL)))
    assert measure.disclosure(frame, Schema((free, ILL))).k == 1  # it can be compared


@pytest.mark.parametrize(
    ("column", "text", "ends"),
    [
        (AGE, "18 to 25", (18, 25)),
        (Column(name="x", role="quasi", kind="number"), "-5.25 to -1e-07", (-5.25, -1e-07)),
        (BORN, "1970-01-01 to 1970-01-31", (0, 30)),
        (STAGE, "3 to 2", (0, 2)),
        (
            Column(name="x", role="quasi", kind="nominal", levels=("a", "back to school", "b")),
            "a to back to school",
            (0, 1),
        ),
    ],
)
def test_an_interval_is_read_on_the_scale_of_its_column(column, text, ends):
    release = as_released(pd.DataFrame({column.name: [text]}), Schema((column,)))
    assert (release.low[0, 0], release.high[0, 0]) == ends
    assert column.readable(release.low[:, 0], release.high[:, 0]) == [text]


@pytest.mark.parametrize(("column", "text"), [(AGE, "25 to 18"), (AGE, "18 to 121"), (AGE, "a to 9"), (STAGE, "2 to 3"),
                                               (AGE, f"18 to {LARGE}")])  # fmt: skip
def test_what_is_no_interval_is_refused(column, text):
    with pytest.raises(DataError, match=f"row 1 of column {column.name}"):
        as_released(pd.DataFrame({column.name: [text]}), Schema((column,)))


@pytest.mark.parametrize("levels", [("a", "b", "a to b"), ("a", "a to b", "b to c", "c")])
def test_levels_that_read_as_intervals_are_refused(levels):
    column = Column(name="x", role="quasi", kind="nominal", levels=levels)
    with pytest.raises(DataError, match=r"interval"):
        conform(pd.DataFrame({"x": ["a"]}), Schema((column,)))


def test_lists_are_no_cells():
    with pytest.raises(DataError, match=r"'age'.*lists"):
        fitted(AGE, pd.Series([[1], [2]]))
