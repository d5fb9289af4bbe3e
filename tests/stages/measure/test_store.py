import numpy as np
import pytest

from equipoise.core.vocabulary import OCCASIONS_A_YEAR
from equipoise.stages.measure.store import store_money


def test_what_offers_add_to_the_store_by_hand():
    # three customers, on one occasion: offers add 1, 2 and 0 cents, the generic one 1, 1 and 1
    money = store_money(
        np.array([0.01, 0.02, 0.0]), np.array([0.01, 0.01, 0.01]), np.array([10.0, 20.0, 30.0], dtype=np.float32)
    )
    assert OCCASIONS_A_YEAR == 52
    assert money["store_margin_per_1000"].value == pytest.approx(20_000)
    assert money["offers_add_per_1000"].value == pytest.approx(520)  # 52 times a mean of one cent
    assert money["offers_add_share"].value == pytest.approx(0.52 * 3 / 60)
    assert money["personal_adds_per_1000"].value == pytest.approx(0)
    assert money["personal_adds_share"].value == pytest.approx(0)


def test_who_loses_by_the_choice_counts_against_it():
    money = store_money(np.array([0.0, 0.0]), np.array([0.5, 0.5]), np.array([26.0, 26.0], dtype=np.float32))
    assert money["personal_adds_share"].value == pytest.approx(-1.0)
