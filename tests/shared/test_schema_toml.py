import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.core.errors import DataError
from equipoise.shared.column import Column
from equipoise.shared.schema import Schema
from equipoise.shared.schema_toml import write

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


def test_only_what_is_not_at_its_default_is_written():
    text = write([Column(name="a", role="behaviour", kind="number", bands=(0.0, 5.0))])
    assert text.splitlines() == [
        "[[column]]", 'name = "a"', 'role = "behaviour"', 'kind = "number"', 'origin = "given"',
        "bands = [", "    0.0,", "    5.0,", "]",
    ]  # fmt: skip
