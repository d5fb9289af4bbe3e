import numpy as np
from scipy.sparse import csr_array

from equipoise.chain.settings import Settings
from equipoise.studies.evidence import purchases

HERE = Settings().replace(**{"population.size": 1_000})
HAVE = csr_array(np.array([[1, 1, 0, 1], [1, 1, 0, 0], [0, 1, 1, 1]], dtype=float))
"""Three people and four points."""


def test_whom_points_single_out_by_hand():
    known = csr_array(np.array([[1, 1, 0, 0], [1, 0, 0, 1], [0, 0, 1, 0], [0, 0, 0, 1]], dtype=float))
    assert purchases._singled_out(known, HAVE).tolist() == [False, True, True, False]


def test_the_first_points_in_an_order():
    order = np.array([3, 1, 2, 9, 8, 5, 7, 6])
    assert purchases._first(HAVE, order, 2).toarray().tolist() == [[0, 1, 0, 1], [1, 1, 0, 0], [0, 1, 0, 1]]


def test_shares_lie_where_they_must():
    assert 0.5 < purchases.unique_by_four_items(HERE) <= 1.0  # of 1,000 customers; among more it is less
    assert 0.0 < purchases.rare_over_common(HERE) < 1.0
