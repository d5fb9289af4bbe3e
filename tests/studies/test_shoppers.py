import numpy as np
import pytest

from equipoise import Settings
from equipoise.shared.receipts import ITEMS, PageViews
from equipoise.studies.shoppers import OFTEN, by_purchases, found_again, frequent_found_again, sex_from_items, things


def world(seed, size=600):
    return Settings().replace(**{"population.seed": seed, "population.size": size})


def test_who_buys_more_is_recognised_sooner():
    by_number = by_purchases((world(1),), (1, 10, 30, 1_000))
    shares = [rate.value for rate in by_number.values()]
    assert shares == sorted(shares) and shares[0] < 0.3 < shares[-1]
    of_all = sum(rate.value * rate.n for rate in by_number.values()) / sum(rate.n for rate in by_number.values())
    assert found_again(world(1)) == pytest.approx(of_all, abs=1e-9)
    assert frequent_found_again(world(1, 1_500)) > 0.9


def test_people_of_several_worlds_are_pooled():
    apart = [by_purchases((world(seed),), (OFTEN // 2, 1_000)) for seed in (1, 2)]
    (together,) = by_purchases((world(1), world(2)), (OFTEN // 2, 1_000)).values()
    assert together.n == sum(rate.n for each in apart for rate in each.values())


def test_sex_shows_in_what_people_buy_and_look_at():
    assert 0.75 < sex_from_items(world(1, 1_500)) < 0.99


def test_things_by_hand():
    # person 0 bought item 5 twice; person 1 looked at keyword 3, and person 2, who is no customer, at item 5
    def visits(person, item, keyword):
        size = len(person)
        return PageViews(
            people=3, person=np.array(person, dtype=np.int32), item=np.array(item, dtype=np.int16),
            keyword=np.array(keyword, dtype=np.uint8), day=np.zeros(size, dtype=np.uint16),
            hour=np.zeros(size, dtype=np.uint8),
        )  # fmt: skip

    found = things(visits([0, 0], [5, 5], [0, 0]), visits([1, 2], [-1, 5], [3, 0]), 2).toarray()
    assert found.shape == (2, 2 * (ITEMS + 120))
    assert found[0, 5] == pytest.approx(np.log(3)) and found[1, ITEMS + 120 + ITEMS + 3] == pytest.approx(np.log(2))
    assert np.count_nonzero(found) == 2
