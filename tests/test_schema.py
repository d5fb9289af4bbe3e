import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.errors import DataError
from equipoise.schema import Column, Schema

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
    with pytest.raises(DataError, match=f"column {column.name} has a missing or undeclared value in row 1"):
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


LINE = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20)
NUMBERS = st.floats(-1e9, 1e9)


@st.composite
def columns(draw):
    kind = draw(st.sampled_from(["identifier", "number", "date", "ordered", "nominal", "binary"]))
    sizes = {"ordered": (1, 5), "nominal": (1, 5), "binary": (2, 2)}.get(kind, (0, 0))
    ends = st.tuples(NUMBERS, NUMBERS).map(sorted).map(tuple)
    role = draw(st.sampled_from(["direct", "quasi", "sensitive", "behaviour"]))
    levels = tuple(draw(st.lists(LINE, min_size=sizes[0], max_size=sizes[1], unique=True)))
    bands = st.lists(NUMBERS, max_size=4, unique=True).map(sorted).map(tuple)
    return Column(
        name=draw(LINE),
        role=role,
        kind=kind,
        source=draw(st.just("") | LINE),
        purpose=draw(st.just("") | LINE),
        origin=draw(st.sampled_from(["given", "observed", "inferred", "bought"])),
        levels=levels,
        bounds=draw(st.none() | ends) if kind in ("number", "date") else None,
        bands=draw(bands) if (kind, role) == ("number", "behaviour") else (),
        areas=tuple(range(len(levels))) if draw(st.booleans()) else (),
    )


@given(st.lists(columns(), min_size=1, max_size=6, unique_by=lambda column: column.name).map(tuple).map(Schema))
def test_a_schema_survives_its_file(schema):
    assert Schema.from_toml(schema.to_toml()) == schema


def test_dates_may_be_bounds():
    text = '[[column]]\nname = "birth"\nrole = "quasi"\nkind = "date"\nbounds = [1970-01-01, 1971-01-02]'
    assert Schema.from_toml(text)["birth"].bounds == (0.0, 366.0)


def column(**fields):
    """The file of a schema with one column."""
    given = {"name": '"a"', "role": '"quasi"', "kind": '"number"'} | fields
    return "[[column]]\n" + "\n".join(f"{name} = {value}" for name, value in given.items() if value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "read from text"),
        ("column = [", "not TOML"),
        ("", "list of columns"),
        ("column = 5", "list of columns"),
        ("column = [5]", "a column is a table"),
        ("columns = 5", "columns only"),
        ("x" * 1_000_000, "1,000,000 characters is longer"),
        ("a" + ".a" * 30_000 + " = 1", "nested too deeply"),
        (column(rol='"quasi"'), r"'rol'.*Did you mean role"),
        (column(**{'"\\u001b[31m"': "1"}), "no such field"),
        (column(kind=""), "lacks its kind"),
        (column(role='"quasy"'), r"'quasy'.*Use one of: direct, quasi"),
        (column(role="5"), "no such role"),
        (column(kind='["number"]'), "no such kind"),
        (column(origin='"stolen"'), "no such origin"),
        (column(name="5"), "printable line"),
        (column(name='""'), "printable line"),
        (column(source='"a\\nb"'), "printable line"),
        (column(kind='"ordered"'), "needs its levels"),
        (column(levels='["a"]'), "has no levels"),
        (column(kind='"nominal"', levels='["a", "b", "a"]'), r"'a'.*listed twice"),
        (column(kind='"nominal"', levels="[1, 2]"), "list of texts"),
        (column(kind='"nominal"', levels='"a"'), "list of texts"),
        (column(kind='"binary"', levels='["no"]'), "two levels"),
        (column(bounds="[5, 1]"), "smallest and the largest"),
        (column(bounds="[0, nan]"), "smallest and the largest"),
        (column(bounds="[true, 5]"), "smallest and the largest"),
        (column(bounds="[0, 1, 2]"), "smallest and the largest"),
        (column(bounds="[0, 1" + "0" * 400 + "]"), "smallest and the largest"),
        (column(kind='"nominal"', levels='["a"]', bounds="[0, 1]"), "has no bounds"),
        (column(bands="[0, 1]"), "only behaviour"),
        (column(role='"behaviour"', bands="[1, 1]"), "ascending"),
        (column(role='"behaviour"', bands='["a"]'), "ascending"),
        (column(role='"behaviour"', bands="5"), "ascending"),
        (column(kind='"nominal"', levels='["a", "b"]', areas="[0]"), "one area"),
        (column(kind='"nominal"', levels='["a"]', areas="[0.5]"), "whole numbers"),
        (column() + "\n" + column(), r"'a'.*twice"),
    ],
)
def test_a_bad_file_is_refused_with_value_rule_and_remedy(text, said):
    with pytest.raises(DataError, match=said) as caught:
        Schema.from_toml(text)
    message = str(caught.value)
    assert len(message) < 400 and message.isprintable() and message.endswith((".", "?"))
