import numpy as np
import pytest

from equipoise.stages.ads.auction import HOLDOUT, OTHERS_BID, OTHERS_SPREAD, holdout, prices, show
from small_ads import NEVER, bids, pages, readers

ALL = np.ones(3, dtype=bool)
PLENTY = 1e9


def sold(seen, offered, others, shows=ALL, cap=0, money=PLENTY, who=None):
    who = who or readers(3)
    return show(seen, offered, np.array(others, dtype=float), who, shows, cap=cap, money=money)


def test_first_price_auctions_by_hand():
    seen = pages((0, 3, 1, 0, -1), (1, 2, 1, 0, -1))
    shown = sold(seen, bids([2.0, 3.0]), [[1.0, 2.0, 2.1], [3.5, 0.1, 2.9]])
    assert shown.page.tolist() == [0, 0, 1, 1]  # a bid as high as the others' wins
    assert shown.price.tolist() == [2.0, 2.0, 3.0, 3.0]  # and is paid, whatever the others bid
    assert shown.reader.tolist() == [0, 0, 1, 1] and not shown.stopped


def test_without_a_bid_nothing_is_won():
    assert not len(sold(pages((0, 3, 1, 0, -1)), bids([0.0]), [[0.0, 0.0, 0.0]]))


def test_nobody_in_the_holdout_is_shown_anything():
    seen = pages((0, 3, 1, 0, -1), (1, 2, 1, 0, -1))
    shown = sold(seen, bids([2.0, 2.0]), [[0.0] * 3] * 2, shows=np.array([False, True, True]))
    assert set(shown.reader.tolist()) == {1}


def test_the_cap_counts_by_reader_and_week():
    # Reader 0: two pages in week 1, one in week 0; reader 1: one page. Each page has three places.
    seen = pages((0, 12, 1, 0, -1), (0, 11, 1, 0, -1), (0, 1, 1, 0, -1), (1, 11, 5, 0, -1))
    shown = sold(seen, bids([1.0] * 4), [[0.0] * 3] * 4, cap=2)
    assert sorted(zip(shown.reader.tolist(), shown.week.tolist(), strict=True)) == [
        (0, 0), (0, 0), (0, 1), (0, 1), (1, 1), (1, 1),
    ]  # fmt: skip
    assert shown.page.tolist()[:2] == [0, 0]  # the first ones are shown


def test_who_is_not_known_again_cannot_be_counted():
    seen = pages((0, 12, 1, 0, -1))
    assert len(sold(seen, bids([1.0], known=False), [[0.0] * 3], cap=1)) == 3


def test_beyond_counts_what_was_shown_before_in_the_week():
    seen = pages((0, 12, 1, 0, -1), (0, 11, 1, 0, -1), (0, 1, 1, 0, -1))
    shown = sold(seen, bids([1.0] * 3), [[0.0, 0.0, NEVER]] * 3)
    assert shown.beyond.tolist() == [0, 1, 2, 3, 0, 1]


def test_the_budget_ends_in_the_order_of_time():
    seen = pages((0, 12, 1, 0, -1), (1, 11, 1, 0, -1), (2, 1, 1, 0, -1))
    shown = sold(seen, bids([2.0, 1.0, 1.0]), [[0.0, NEVER, NEVER]] * 3, money=3.0)
    assert shown.reader.tolist() == [0, 1] and shown.stopped
    assert not sold(seen, bids([2.0, 1.0, 1.0]), [[0.0, NEVER, NEVER]] * 3, money=4.0).stopped


def test_prospects_cost_as_much_as_the_people_they_stand_for():
    seen = pages((0, 12, 1, 0, -1), (1, 11, 1, 0, -1))
    who = readers(3, weight=19.0)
    assert len(sold(seen, bids([1.0, 1.0]), [[0.0, NEVER, NEVER]] * 2, money=37.9, who=who)) == 1


def test_without_money_nothing_is_shown():
    assert not len(sold(pages((0, 12, 1, 0, -1)), bids([1.0]), [[0.0] * 3], money=0.0))


@pytest.mark.parametrize("cap", [1, 2, 4])
def test_a_cap_changes_nobody_who_is_below_it_while_the_budget_does_not_bind(cap):
    draws = np.random.default_rng(5)
    views = [(int(draws.integers(3)), int(draws.integers(56)), int(draws.integers(24)), 0, -1) for _ in range(60)]
    seen = pages(*views)
    others = prices(len(seen), seed=1)
    free, capped = (sold(seen, bids([OTHERS_BID] * 60), others, cap=most) for most in (0, cap))

    def weeks(shown):
        found = np.zeros((3, 8), dtype=int)
        np.add.at(found, (shown.reader, shown.week), 1)
        return found

    assert (weeks(capped) == np.minimum(weeks(free), cap)).all()
    below = weeks(free)[free.reader, free.week] <= cap
    kept = weeks(free)[capped.reader, capped.week] <= cap
    assert below.any() and (free.page[below] == capped.page[kept]).all()


def test_the_others_bids_are_log_normal_and_the_same_under_every_setting():
    usual = prices(20_000, seed=1)
    logs = np.log(usual / OTHERS_BID)
    assert abs(logs.mean()) < 0.02 and logs.std() == pytest.approx(OTHERS_SPREAD, abs=0.02)
    dearer = np.arange(20_000) % 2 == 0
    gap = prices(20_000, seed=1, dearer=dearer, gap=0.5)
    assert gap[dearer] == pytest.approx(1.5 * usual[dearer]) and (gap[~dearer] == usual[~dearer]).all()


def test_one_in_ten_is_held_out():
    assert holdout(50_000, seed=3).mean() == pytest.approx(HOLDOUT, abs=0.006)
