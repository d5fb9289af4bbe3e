import numpy as np
import pytest

from equipoise.stages.protect.mondrian import partition


def parts(codes, k, widths=None):
    """The parts as sets of row numbers."""
    codes = np.atleast_2d(np.asarray(codes, dtype=float).T).T
    part = partition(codes, k, np.ones(codes.shape[1]) if widths is None else np.asarray(widths, dtype=float))
    assert sorted(np.unique(part)) == list(range(part.max() + 1))  # numbered without gaps
    return {frozenset(np.flatnonzero(part == each).tolist()) for each in np.unique(part)}


def test_eight_rows_by_hand():
    # ages over a range of 60, incomes over a range of 100
    age = [20, 22, 24, 26, 60, 62, 64, 66]
    income = [10, 90, 20, 80, 50, 52, 54, 56]
    # age spans 46/60, income 80/100: income is cut first, at its 5th of 8 sorted values (54):
    #   low 10 20 50 52 -> rows 0 2 4 5; high 54 56 80 90 -> rows 6 7 3 1.
    # low: age spans 42/60 = .70, income 42/100: cut on age at the 3rd of 20 24 60 62 -> {0, 2} and {4, 5}
    # high: age spans 44/60 = .73, income 36/100: cut on age at the 3rd of 22 26 64 66 -> {1, 3} and {6, 7}
    found = parts(np.column_stack([age, income]), k=2, widths=[60, 100])
    assert found == {frozenset({0, 2}), frozenset({4, 5}), frozenset({1, 3}), frozenset({6, 7})}


def test_the_public_range_decides_what_is_wide():
    codes = np.column_stack([[0, 1, 2, 3], [0, 30, 10, 20]])
    # relative to 10 and 1000 the first column is the wider one (.3 > .03), to 10 and 40 the second (.75 > .3)
    assert parts(codes, 2, widths=[10, 1000]) == {frozenset({0, 1}), frozenset({2, 3})}
    assert parts(codes, 2, widths=[10, 40]) == {frozenset({0, 2}), frozenset({1, 3})}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0, 0, 0, 0, 0, 0, 1, 2], {frozenset(range(6)), frozenset({6, 7})}),  # the cut falls above the zeros
        ([-2, -1, 0, 0, 0, 0, 0, 0], {frozenset({0, 1}), frozenset(range(2, 8))}),  # below them
        ([0, 1, 1, 1, 1, 1, 2, 3], {frozenset(range(6)), frozenset({6, 7})}),  # below leaves one row alone
        ([0, 0, 0, 0, 0, 0, 0, 2], {frozenset(range(8))}),  # one row is fewer than k
    ],
)
def test_a_cut_may_fall_on_either_side_of_a_tied_median(values, expected):
    assert parts(values, k=2) == expected


def test_the_more_even_side_of_a_tied_median_is_taken():
    # sorted: 0 0 0 1 1 1 2 2 2 2; the median (6th of 10) is 1: 3 rows lie below it, 6 up to it.
    # Cutting above gives 6 and 4, cutting below 3 and 7: above is more even.
    assert parts([0, 0, 0, 1, 1, 1, 2, 2, 2, 2], k=4) == {frozenset(range(6)), frozenset({6, 7, 8, 9})}


def test_a_column_that_cannot_be_cut_gives_way_to_the_next():
    mostly_zero, useful = [0, 0, 0, 0, 0, 0, 0, 9], [0, 1, 2, 3, 4, 5, 6, 7]
    found = parts(np.column_stack([mostly_zero, useful]), k=2, widths=[9, 70])
    assert {len(part) for part in found} == {2}


def test_constant_and_undeclared_columns_are_never_cut():
    assert len(parts([5] * 12, k=2)) == 1
    assert len(parts(range(12), k=2, widths=[0])) == 1


def test_no_columns_are_one_part():
    assert partition(np.empty((3, 0)), 2, np.empty(0)).tolist() == [0, 0, 0]


def test_every_part_of_a_large_table_is_at_least_k_and_less_than_it_could_be_cut():
    rng = np.random.default_rng(0)
    codes = np.column_stack([rng.integers(0, 1000, 5000), rng.poisson(0.2, 5000), rng.normal(size=5000)])
    part = partition(codes, 7, np.array([1000.0, 5.0, 8.0]))
    sizes = np.bincount(part)
    assert sizes.min() >= 7
    assert sizes.max() < 14  # the last column has no ties, so whatever has 2k rows can be cut


def test_the_order_of_rows_does_not_matter():
    rng = np.random.default_rng(1)
    codes = rng.integers(0, 9, (200, 3)).astype(float)
    shuffled = rng.permutation(200)
    first, second = partition(codes, 3, np.full(3, 8.0)), partition(codes[shuffled], 3, np.full(3, 8.0))
    assert len(np.unique(np.column_stack([first[shuffled], second]), axis=0)) == first.max() + 1


def mixed(answers, least):
    """A constraint: every group needs a share of ``least`` of yes."""

    def satisfies(rows, groups):
        assert sorted(set(groups)) == list(range(groups.max() + 1))  # every group has rows
        return np.bincount(groups, answers[rows]) / np.bincount(groups) >= least

    return satisfies


def constrained(values, answers, k, least):
    codes = np.array(values, dtype=float)[:, None]
    part = partition(codes, k, np.array([100.0]), mixed(np.array(answers, dtype=float), least))
    return {frozenset(np.flatnonzero(part == each).tolist()) for each in np.unique(part)}


def test_a_cut_is_made_only_where_both_sides_satisfy_the_constraint():
    values = [1, 2, 3, 4, 5, 6, 7, 8]
    # one yes in four on either side; the next cuts (at two rows) would leave a side without one
    assert constrained(values, [1, 0, 0, 0, 0, 0, 0, 1], 1, 0.25) == {frozenset(range(4)), frozenset(range(4, 8))}
    # both on one side: no cut at all
    assert constrained(values, [1, 1, 0, 0, 0, 0, 0, 0], 1, 0.25) == {frozenset(range(8))}


def test_a_part_that_falls_short_is_cut_as_for_k_alone():
    # 2 of 8 fall short of a half; of the halves 2 of 4 satisfy it and are cut no more, 0 of 4 fall short and go on
    found = constrained([1, 2, 3, 4, 5, 6, 7, 8], [1, 1, 0, 0, 0, 0, 0, 0], 2, 0.5)
    assert found == {frozenset(range(4)), frozenset({4, 5}), frozenset({6, 7})}


def test_a_constraint_that_all_satisfy_changes_nothing():
    rng = np.random.default_rng(2)
    codes = rng.integers(0, 50, (500, 3)).astype(float)
    free = partition(codes, 4, np.full(3, 49.0))
    assert (partition(codes, 4, np.full(3, 49.0), mixed(np.zeros(500), 0.0)) == free).all()
