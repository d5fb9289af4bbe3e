import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.core.errors import DataError
from equipoise.shared.column import Column
from equipoise.shared.equivalence import Attribute, number_rows, order_of, whole_codes

SALARY = Column(
    name="salary", role="sensitive", kind="ordered", levels=tuple(f"{thousand}k" for thousand in range(3, 12))
)


def spread(classes, places, *, size=None, ordered=False):
    places = np.array(places)
    return Attribute(places, size or places.max() + 1, ordered).over(np.array(classes))


def salaries(*first_class):
    """Li, Li and Venkatasubramanian's nine salaries, 3k to 11k, with three of them in one class."""
    classes = [0 if thousand in first_class else 1 for thousand in range(3, 12)]
    return spread(classes, range(9), ordered=True).distance[0]


def test_equal_rows_share_a_number():
    columns = [np.array([1.0, 1.0, np.nan, 1.0, np.nan]), pd.Series(["a", "a", None, "b", None])]
    assert number_rows(columns, 5).tolist() == [0, 0, 1, 2, 1]  # missing equals missing
    assert number_rows([], 3).tolist() == [0, 0, 0]


def test_many_wide_columns_do_not_overflow():
    # 40 columns of 1,000 values have 10^120 combinations, far more than an integer holds
    columns = np.random.default_rng(0).integers(0, 1_000, (40, 300))
    doubled = np.hstack([columns, columns])
    assert number_rows(doubled, 600).tolist() == [*range(300), *range(300)]


def test_t_of_the_published_salaries():
    # The whole table is even over nine values, a class of three holds each with 1/3: the excess of the cumulated
    # shares, in ninths, summed without signs, over 9 x 8 steps is the distance.
    # {3k 4k 5k}:   2 4 6 5 4 3 2 1 0 = 27 -> 27/72 = .375 (published)
    # {6k 8k 11k}: -1 -2 -3 -1 -2 0 -1 -2 0 = 12 -> 12/72 = .167 (published)
    # {3k 7k 11k}:  2 1 0 -1 1 0 -1 -2 0 = 8 -> 8/72 = .111
    assert salaries(3, 4, 5) == pytest.approx(27 / 72)
    assert salaries(6, 8, 11) == pytest.approx(12 / 72)
    assert salaries(3, 7, 11) == pytest.approx(8 / 72)


def test_order_matters_only_where_there_is_one():
    # as mere names the three values are equally far from the table: 3 x (1/3 - 1/9) = 2/3 has to move
    for low in ([0, 1, 2], [3, 5, 8]):
        assert spread(np.isin(range(9), low), range(9)).distance[1] == pytest.approx(2 / 3)


def test_declared_values_that_do_not_occur_count_in_the_range():
    frame = pd.Series(["3k", "4k"])  # eight declared steps lie between 3k and 11k, one of them between these two
    both = Attribute.of(SALARY, frame).over(np.array([0, 1]))
    assert both.distance.tolist() == pytest.approx([0.5 / 8, 0.5 / 8])
    assert Attribute.of(SALARY, pd.Series(["3k"])).over(np.array([0])).distance.tolist() == [0]


def test_numbers_are_ordered_and_names_are_not():
    values = pd.Series([10.0, 1_000.0, 20.0])  # by rank: 0, 2, 1
    number = Attribute.of(Column(name="x", role="sensitive", kind="number"), values)
    assert (number.places.tolist(), number.size, number.ordered) == ([0, 2, 1], 3, True)
    assert not Attribute.of(Column(name="x", role="sensitive", kind="nominal"), values).ordered


def test_a_missing_sensitive_value_is_refused():
    with pytest.raises(DataError, match="salary"):
        Attribute.of(SALARY, pd.Series(["3k", None]))


def test_distinct_and_entropy_by_hand():
    found = spread([0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 1, 0, 1, 2, 3])
    assert found.distinct.tolist() == [2, 4]
    # 3 of 4 and 1 of 4: entropy .75 ln(4/3) + .25 ln 4 = .2158 + .3466 = .5623, exp = 1.7548; four alike: 4
    assert found.entropy_l.tolist() == pytest.approx([1.7548, 4], abs=1e-4)


def test_the_most_frequent_value_to_the_rest_by_hand():
    # class 0 has counts 3, 2, 1: 3/6, 3/3 and 3/1; class 1 has 2, 2: 2/4, 2/2, and nothing beyond the second
    found = spread([0, 0, 0, 0, 0, 0, 1, 1, 1, 1], [1, 0, 0, 1, 1, 2, 3, 3, 0, 0])
    assert [found.most_to_rest(least).tolist() for least in (1, 2, 3, 4)] == [
        [0.5, 0.5], [1, 1], [3, math.inf], [math.inf, math.inf]
    ]  # fmt: skip


def test_log_ratio_by_hand():
    # table: a 4/8, b 4/8; class 0: a 3/4 -> ln 1.5 = .405, b 1/4 -> ln .5 = -.693; class 1: 1/4 and 3/4, the same
    found = spread([0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 1, 0, 1, 1, 1])
    assert found.log_ratio.tolist() == pytest.approx([0.6931, 0.6931], abs=1e-4)
    # class 0 lacks a value; class 1 has b with 1/2 instead of 1/4: ln 2
    assert spread([0, 0, 1, 1], [0, 0, 0, 1]).log_ratio.tolist() == pytest.approx([math.inf, math.log(2)])
    assert spread([0, 1], [0, 0], size=5).log_ratio.tolist() == [0, 0]  # values that nobody has are not lacking


def test_groups_come_in_their_order_and_rows_can_be_chosen():
    attribute = Attribute(np.array([0, 1, 1, 2]), 3, False)
    assert attribute.over(np.array([5, 5, 2, 2])).distinct.tolist() == [2, 2]
    assert attribute.over(np.array([1, 0, 0]), np.array([0, 1, 2])).distinct.tolist() == [1, 1]


@st.composite
def spreads(draw):
    size = draw(st.integers(1, 12))
    rows = draw(st.integers(1, 60))
    places = draw(st.lists(st.integers(0, size - 1), min_size=rows, max_size=rows))
    classes = draw(st.lists(st.integers(0, draw(st.sampled_from([1, 4, 1_000_000]))), min_size=rows, max_size=rows))
    return np.array(classes), np.array(places), size


@settings(max_examples=150, deadline=None, derandomize=True)
@given(table=spreads())
def test_every_quantity_is_that_of_dense_counts(table):
    classes, places, size = table
    whole = np.bincount(places, minlength=size) / places.size
    dense = [np.bincount(places[classes == each], minlength=size) for each in np.unique(classes)]
    shares = [counts / counts.sum() for counts in dense]
    found, ordered = spread(classes, places, size=size), spread(classes, places, size=size, ordered=True)
    assert found.distinct.tolist() == [np.count_nonzero(counts) for counts in dense]
    entropy = [-sum(share * math.log(share) for share in each if share) for each in shares]
    assert np.log(found.entropy_l) == pytest.approx(entropy, abs=1e-9)
    assert found.distance == pytest.approx([np.abs(each - whole).sum() / 2 for each in shares])
    moved = [np.abs(np.cumsum(each - whole)).sum() / max(size - 1, 1) for each in shares]
    assert ordered.distance == pytest.approx(moved, abs=1e-9)
    assert ((ordered.distance > -1e-9) & (ordered.distance < 1 + 1e-9)).all()


def test_columns_taken_together_spread_as_each_by_itself():
    rng = np.random.default_rng(4)
    columns = [Attribute(rng.integers(0, size, 60), size, ordered=False) for size in (2, 3, 2)]
    groups, rows = np.sort(rng.integers(0, 5, 40)), rng.permutation(60)[:40]
    together = Attribute.together(columns).over(groups, rows)
    for place, column in enumerate(columns):
        alone = column.over(groups, rows)
        for measured in ("entropy_l", "distance", "distinct"):
            assert getattr(together, measured)[place::3] == pytest.approx(getattr(alone, measured))


@given(st.integers(0, 2**32 - 1).map(np.random.default_rng), st.sampled_from([3, 70_000, 2**33]))
def test_whole_numbers_are_sorted_by_digits_as_by_comparison(rng, most):
    numbers = rng.integers(0, most, 50)
    assert order_of(numbers).tolist() == np.argsort(numbers, kind="stable").tolist()


def test_only_whole_numbers_that_are_close_together_have_codes():
    codes, size, zero = whole_codes(np.array([7.0, -2.0, 7.0]))
    assert (codes.tolist(), size, zero) == ([9, 0, 9], 10, -2)
    for column in ([0.5, 1.0], [1.0, np.nan], [np.inf, 0.0], [0.0, 2.0**24], [-(2.0**63), 2.0**62], []):
        assert whole_codes(np.array(column)) is None
    assert whole_codes(np.array(["a"])) is None


@given(st.integers(0, 2**32 - 1).map(np.random.default_rng))
def test_equal_rows_share_a_number_in_the_order_of_their_first(rng):
    first, second = rng.choice([-3.0, 0.0, 0.5, np.nan, 2.0**40], 30), rng.integers(-2, 2, 30)
    rows = [(str(a), b) for a, b in zip(first, second, strict=True)]
    assert number_rows([first, second], 30).tolist() == [list(dict.fromkeys(rows)).index(row) for row in rows]
