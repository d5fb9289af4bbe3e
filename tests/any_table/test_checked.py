"""Five people: two look alike, and three stand alone."""

import pandas as pd
import pytest

from equipoise.any_table.checked import WITHHELD, before_and_after, findable, helped
from equipoise.core.errors import DataError
from equipoise.shared.column import Column
from equipoise.shared.schema import Schema

SCHEMA = Schema(
    (
        Column(name="name", role="direct", kind="nominal"),
        Column(name="age", role="quasi", kind="number", bounds=(0, 100)),
        Column(name="town", role="quasi", kind="nominal", levels=("Ashby", "Brook")),
    )
)
FIVE = pd.DataFrame(
    {
        "name": ["Ann", "Bob", "Cid", "Dot", "Eve"],
        "age": [30, 30, 30, 41, 52],
        "town": ["Ashby", "Ashby", "Brook", "Brook", "Brook"],
    }
)


def test_who_stands_out_and_which_column_tells_most_by_hand():
    found = findable(FIVE, SCHEMA)
    assert (found.rows, found.k, found.unique.value, found.standing) == (5, 1, 0.6, (2, 3, 4))
    # Without the age two towns are left, with 2 and 3 people; without the town the ages 30, 30, 30, 41, 52.
    assert {name: rate.value for name, rate in found.without.items()} == {"age": 0.0, "town": 0.4}
    assert findable(FIVE, SCHEMA, most=1).standing == (2,)


def test_intervals_of_a_protected_table_are_read():
    wide = FIVE.assign(age=["30 to 52"] * 5).drop(columns="name")
    assert findable(wide, SCHEMA).k == 2 and findable(wide, SCHEMA).standing == ()


def test_rows_are_shown_before_and_after_without_a_name():
    before, after = before_and_after(FIVE, SCHEMA, [4, 0], technique="k_anonymity", k=2)
    assert list(before.columns) == ["age", "town"]
    assert before.values.tolist() == [["52", "Brook"], ["30", "Ashby"]]
    assert after.loc[1].tolist() == ["30", "Ashby"] and after.loc[0, "age"] in ("41 to 52", "30 to 52")
    gone = before_and_after(FIVE, SCHEMA, [2], technique="suppression", k=2)[1]
    assert gone.loc[0].tolist() == [WITHHELD, WITHHELD]


def test_what_helps_is_counted_on_the_whole_table():
    many = pd.concat([FIVE] * 30, ignore_index=True).assign(
        name=[f"p{number}" for number in range(150)], age=[number % 97 for number in range(150)]
    )
    bare, grouped, fewer = (
        helped(many, SCHEMA, technique=name, k=10) for name in ("none", "k_anonymity", "suppression")
    )
    assert bare.unique.value == findable(many, SCHEMA).unique.value and bare.lost == 0 and bare.withheld == 0
    assert bare.risk.low > 0.5 and grouped.risk.value < 0.3
    assert grouped.k >= 10 and grouped.unique.value == 0 and grouped.lost > 0 and grouped.withheld == 0
    assert fewer.withheld > 100 and fewer.of == 150


def test_a_table_that_does_not_fit_is_refused():
    with pytest.raises(DataError, match="town"):
        findable(FIVE.drop(columns="town"), SCHEMA)
