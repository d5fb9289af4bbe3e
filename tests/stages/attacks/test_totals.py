import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import multivariate_hypergeom

from equipoise.shared.column import Column
from equipoise.stages.attacks.totals import IMPOSSIBLE, Totals, log_choose, one_hot

BANDS = (0.0, 1.0, 4.0)


def read(values, panel=None, bands=BANDS):
    columns = [Column(name=name, role="behaviour", kind="number", bands=bands) for name in ("food", "toys")]
    of_panel = None if panel is None else np.array(panel, dtype=float)
    return Totals.read(columns, np.array(values, dtype=float), of_panel, [(1.0, 0.0)] * 2)


def likelihoods(totals, known):
    """The log-likelihood of every row for one person's known purchases."""
    known = np.array([known])
    return totals.terms(known) @ one_hot(known)[0]


def test_log_choose_by_hand():
    # C(4, 1) = 4, C(4, 2) = 6, C(4, 3) = 4; C(1, 2) is impossible
    table = log_choose(np.array([4, 1]), 3)
    assert np.exp(table[0]) == pytest.approx([4, 6, 4])
    assert table[1, 1] == IMPOSSIBLE


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=5), st.data())
def test_exact_totals_give_the_multivariate_hypergeometric(rows, data):
    drawn = data.draw(st.sampled_from(rows))
    known = [data.draw(st.integers(0, bought)) for bought in drawn]
    found = likelihoods(read(rows, bands=()), known)
    expected = multivariate_hypergeom.logpmf(known, np.array(rows), sum(known))
    possible = np.isfinite(expected)
    assert found[possible] == pytest.approx(expected[possible], abs=1e-4)
    assert (found[~possible] < IMPOSSIBLE / 2).all()


def test_coarse_totals_by_hand():
    # The band from 1 stands for 1, 2, 3 (each seen once without a panel), the open one for 4, 5, 6, 7.
    # Row (1+, 0): one food is known. E C(n, 1) = (1 + 2 + 3) / 3 = 2; N = 2 + 0, C(2, 1) = 2: likelihood 1.
    # Row (4+, 1+): E C(n, 1) = 22 / 4 = 5.5; N = 5.5 + 2, rounded to the even 8: 5.5 / 8.
    # Row (0, 4+): no food, impossible.
    found = likelihoods(read([[1, 0], [4, 1], [0, 4]]), [1, 0])
    assert np.exp(found[:2]) == pytest.approx([1.0, 5.5 / 8])
    assert found[2] < IMPOSSIBLE / 2


def test_two_of_a_kind_need_two():
    # (1+): E C(n, 2) = (0 + 1 + 3) / 3 = 4/3 over C(2, 2) = 1 at N = 2; a band of 1 alone could not have two
    assert np.exp(likelihoods(read([[1, 0]]), [2, 0])) == pytest.approx([4 / 3])
    assert likelihoods(read([[1, 0]], bands=(0.0, 1.0, 2.0)), [2, 0])[0] < IMPOSSIBLE / 2


def test_the_panel_says_what_a_band_stands_for():
    # panel totals of food in the open band: 10, 10, 10, 10 beside 4, 5, 6, 7 once: mean (40 + 22) / 8 = 7.75
    # toys as without a panel: the band from 1 means 2. N = 9.75, rounded 10: likelihood of one food 7.75 / 10
    found = likelihoods(read([[4, 1]], panel=[[10, 0]] * 4), [1, 0])
    assert np.exp(found) == pytest.approx([0.775])


def test_values_missing_by_design_count_as_nothing():
    assert (read([[np.nan, 2]]).value == read([[0, 2]]).value).all()
