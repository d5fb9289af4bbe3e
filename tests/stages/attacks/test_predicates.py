import numpy as np
import pandas as pd
import pytest

from equipoise.shared.column import Column
from equipoise.shared.schema import Schema
from equipoise.stages.attacks import predicates
from equipoise.stages.attacks.predicates import Predicates, Table, numbers


def test_predicates_count_rows_by_hand():
    # rows (a, b): (1, 5), (1, 6), (2, 6). "a = 1 and b in 5..6" fits two, "b = 6 and a in 2..9" one, "a = 3" none
    table = Table(np.array([[1.0, 5], [1, 6], [2, 6]]))
    asked = Predicates(
        np.array([[0, 1], [1, 0], [0, 0]]), np.array([[1.0, 5], [6, 2], [3, 3]]), np.array([[1.0, 6], [6, 9], [3, 3]])
    )
    assert asked.counts(table).tolist() == [2, 1, 0]
    assert asked.holds(np.array([[1.0, 7], [2, 6], [3, 0]])).tolist() == [False, True, True]
    # b = 6 is met by two rows, a in 2..9 by one: the rarer comes first
    assert asked.rarest_first(table).columns.tolist() == [[0, 1], [0, 1], [0, 0]]


def test_a_column_is_put_in_order_whatever_its_numbers():
    whole, halves, large = [3.0, -1.0, 2.0, 3.0], [0.5, -0.5, 2.5, 0.0], [70_000.0, 1.0, -70_000.0, 5.0]
    table = Table(np.array([whole, halves, large]).T)
    for column, values in enumerate((whole, halves, large)):
        assert np.array(values)[table.order(column)].tolist() == table.sorted(column).tolist() == sorted(values)


@pytest.mark.parametrize("cells", [1, 3, 1 << 22])
def test_pairs_are_the_same_in_parts_and_as_one_by_one(monkeypatch, cells):
    # however few pairs are held at once; predicates begin with different columns, and some fit nothing
    monkeypatch.setattr(predicates, "CELLS", cells)
    rng = np.random.default_rng(1)
    rows, columns = rng.integers(0, 4, (30, 3)).astype(float), rng.integers(0, 3, (20, 2))
    low = rng.integers(0, 4, (20, 2)).astype(float)
    high = low + rng.integers(0, 2, (20, 2))
    found = zip(*Predicates(columns, low, high).matches(Table(rows)), strict=True)
    one_by_one = {
        (asked, row)
        for asked in range(20)
        for row in range(30)
        if all(low[asked, at] <= rows[row, columns[asked, at]] <= high[asked, at] for at in range(2))
    }
    assert sorted(found) == sorted(one_by_one)


def test_columns_become_numbers_in_the_schemas_order():
    schema = Schema(
        (
            Column(name="bought", role="behaviour", kind="number"),
            Column(name="size", role="quasi", kind="ordered", levels=("small", "large")),
        )
    )
    frame = pd.DataFrame({"size": ["large", "small"], "bought": [np.nan, 3.0], "other": [7, 8]})
    assert numbers(frame, schema).tolist() == [[-np.inf, 1], [3, 0]]  # missing by design is a value of its own
    bought = Column(name="bought", role="behaviour", kind="number", bounds=(0, 9))
    assert numbers(frame, Schema((bought,))).tolist() == [[-1], [3]]
