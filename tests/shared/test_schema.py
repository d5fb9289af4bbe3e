import numpy as np
import pandas as pd
import pytest

from equipoise.core.errors import DataError
from equipoise.shared.column import Column
from equipoise.shared.schema import Schema

BIRTH = Column(name="birth", role="quasi", kind="date", bounds=(0.0, 20_000.0))
SCHOOL = Column(name="school", role="quasi", kind="ordered", levels=("basic", "higher", "highest"))
INCOME = Column(name="income", role="sensitive", kind="number", bounds=(0.0, 100.0))
NAME = Column(name="name", role="direct", kind="identifier")
SCHEMA = Schema((NAME, BIRTH, SCHOOL, INCOME))


def test_columns_are_found_by_name_and_role():
    assert SCHEMA["school"] is SCHOOL
    assert "birth" in SCHEMA and "age" not in SCHEMA
    assert SCHEMA.names() == ("name", "birth", "school", "income")
    assert SCHEMA.names("quasi", "sensitive") == ("birth", "school", "income")
    assert SCHEMA.having("direct") == (NAME,)
    assert SCHEMA.only(["income", "birth"]).names() == ("birth", "income"), "in the schema's order"


def test_an_unknown_column_is_refused_with_the_known_ones():
    with pytest.raises(DataError, match=r"'age'.*It has: name, birth, school, income"):
        SCHEMA["age"]


def test_a_schema_refuses_a_name_twice():
    with pytest.raises(DataError, match=r"'name'.*twice"):
        Schema((NAME, NAME))


def test_levels_are_encoded_by_their_declared_order():
    assert SCHOOL.encode(pd.Series(["highest", "basic"])).tolist() == [2.0, 0.0]


def test_dates_are_encoded_as_days():
    # 1970-01-01 is day 0; 1971 had 365 days before it, so 1971-01-02 is day 366.
    assert BIRTH.encode(pd.Series(["1970-01-01", "1971-01-02"])).tolist() == [0.0, 366.0]
    assert BIRTH.encode(pd.Series([0, 366])).tolist() == [0.0, 366.0]


def test_numbers_are_encoded_as_they_are():
    assert INCOME.encode(pd.Series([1, 2.5])).tolist() == [1.0, 2.5]


@pytest.mark.parametrize(
    ("column", "values"),
    [(SCHOOL, ["basic", "none"]), (SCHOOL, ["basic", None]), (BIRTH, ["1970-01-01", "soon"]), (INCOME, [1.0, np.nan])],
)
def test_missing_and_undeclared_values_are_refused_by_row(column, values):
    with pytest.raises(DataError, match=f"column {column.name} has a missing or undeclared value in row 2"):
        column.encode(pd.Series(values))


def test_intervals_read_as_words():
    low, high = np.array([0.0, 1.0]), np.array([1.0, 1.0])
    assert SCHOOL.readable(low, high) == ["basic to higher", "higher"]
    assert BIRTH.readable(low, high) == ["1970-01-01 to 1970-01-02", "1970-01-02"]
    assert INCOME.readable(low, high) == ["0 to 1", "1"]


def test_the_width_is_the_public_range():
    assert (SCHOOL.width, INCOME.width, NAME.width) == (2.0, 100.0, None)


def test_a_table_that_does_not_fit_is_refused():
    frame = pd.DataFrame({"name": ["a"], "birth": [0], "school": ["basic"], "income": [1.0]})
    SCHEMA.check(frame)
    with pytest.raises(DataError, match=r"'income'.*lacks"):
        SCHEMA.check(frame.drop(columns="income"))
    with pytest.raises(DataError, match="no rows"):
        SCHEMA.check(frame.iloc[:0])
    with pytest.raises(DataError, match=r"'birth'.*two columns"):
        SCHEMA.check(pd.concat([frame, frame[["birth"]]], axis=1))


def test_codes_beyond_the_declared_levels_are_refused():
    assert SCHOOL.encode(pd.Series([0, 2])).tolist() == [0.0, 2.0]
    with pytest.raises(DataError, match="undeclared"):
        SCHOOL.encode(pd.Series([0, 3]))
