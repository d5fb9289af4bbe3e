import numpy as np
import pytest

from equipoise.numerics.blocks import Blocks


@pytest.fixture
def blocks():
    """Three rows of five columns: rows 0 and 2 use columns 0, 1, 2; row 1 uses columns 0, 3, 4."""
    first = np.array([[1, 2, 3], [1, 4, 5]], dtype=np.float32), np.array([0, 1, 2])
    second = np.array([[1, 6, 7]], dtype=np.float32), np.array([0, 4, 3])
    return Blocks((first, second), np.array([0, 2, 1]), 5)


DENSE = np.array([[1, 2, 3, 0, 0], [1, 0, 0, 7, 6], [1, 4, 5, 0, 0]], dtype=float)


def test_the_full_matrix_has_its_rows_in_their_original_order(blocks):
    assert blocks.dense().tolist() == DENSE.tolist()
    assert len(blocks) == 3


def test_scores_by_hand(blocks):
    # row 0: 1 + 2 * 10 + 3 * 100 = 321; row 2: 1 + 40 + 500 = 541; row 1: 1 + 7 * 1000 + 6 * 10000 = 67001
    weights = np.array([1, 10, 100, 1000, 10000])
    assert blocks.times(weights).tolist() == [321, 541, 67001]
    assert blocks.scores(weights).tolist() == [321, 67001, 541]


def test_products_are_those_of_the_full_matrix(blocks):
    rng = np.random.default_rng(0)
    residual, weight = rng.normal(size=(3, 4)), rng.random(3)
    assert blocks.pull(residual[blocks.order]) == pytest.approx(DENSE.T @ residual, rel=1e-6)
    assert blocks.pull(residual[blocks.order, 0]) == pytest.approx(DENSE.T @ residual[:, 0], rel=1e-6)
    assert blocks.gram(weight[blocks.order]) == pytest.approx(DENSE.T @ (weight[:, None] * DENSE), rel=1e-6)
    several = rng.normal(size=(5, 2))
    assert blocks.scores(several) == pytest.approx(DENSE @ several, rel=1e-5)


def test_blocks_come_with_their_columns_and_places(blocks):
    found = [(features.tolist(), columns.tolist(), rows) for features, columns, rows in blocks]
    assert found == [
        ([[1, 2, 3], [1, 4, 5]], [0, 1, 2], slice(0, 2)),
        ([[1, 6, 7]], [0, 4, 3], slice(2, 3)),
    ]


def test_a_full_matrix_is_one_block():
    whole = Blocks.whole(DENSE)
    assert whole.dense().tolist() == DENSE.tolist()
    assert whole.gram(np.ones(3)) == pytest.approx(DENSE.T @ DENSE)
    assert len(whole.parts) == 1
