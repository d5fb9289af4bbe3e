import numpy as np
import pytest

from equipoise.core.vocabulary import MARGIN, NO_OFFER, TOPICS
from equipoise.shared.receipts import Receipts
from equipoise.stages.ads.bids import (
    BID_SHARE,
    NOTICED,
    RETARGETED,
    has_bought,
    learn,
    looked_at,
    ordinary,
    valued,
    with_retargeting,
)
from small_ads import pages

SIZE = len(TOPICS)


def bought(*rows):
    person, item, day, hour = (np.array(column) for column in zip(*rows, strict=True))
    return Receipts(
        people=3,
        person=person.astype(np.int32),
        item=item.astype(np.int16),
        keyword=np.zeros(person.size, dtype=np.uint8),
        day=day.astype(np.uint16),
        hour=hour.astype(np.uint8),
        price=np.ones(person.size, dtype=np.float32),
    )


def test_the_value_of_an_advertisement_by_hand():
    # It is noticed 3 times in 100; it then adds .05 visits, of which .054 earn 26 euros.
    assert NOTICED == 0.03
    value = valued(np.array([[0.05]], dtype=np.float32), 0.054)
    assert value[0, 0] == pytest.approx(0.03 * 0.05 * 0.054 * MARGIN)


def test_the_best_topic_is_bid_for_and_nothing_below_zero():
    bid, topic = ordinary(np.array([[0.1, 0.3], [-0.2, -0.1]], dtype=np.float32))
    assert bid == pytest.approx([0.3 * BID_SHARE, 0.0]) and topic.tolist() == [1, 1]


@pytest.mark.parametrize("weight", [0.0, 0.8])
def test_the_weight_of_leaning_is_found_again(weight):
    draws = np.random.default_rng(3)
    lean = draws.standard_normal((60_000, SIZE)).astype(np.float32)
    arm = draws.integers(0, SIZE + 1, 60_000)
    till = np.full(SIZE, 0.2)
    shown = np.where(arm < SIZE, lean[np.arange(arm.size), np.minimum(arm, SIZE - 1)], 0.0)
    chance = np.where(arm == NO_OFFER, 0.1, 1 / (1 + np.exp(-(np.log(0.25) + weight * shown))))
    found = learn(till, arm, draws.random(arm.size) < chance, lean)
    assert found.lean == pytest.approx(weight, abs=0.04)
    assert found.without == pytest.approx(0.1, abs=0.015)
    assert found.added(np.zeros((1, SIZE), dtype=np.float32))[0] == pytest.approx(0.2 - found.without, abs=1e-6)


def test_without_a_log_nothing_is_learned_of_people():
    none = np.zeros(0, dtype=np.int64)
    found = learn(np.linspace(0.1, 0.2, SIZE), none, none.astype(bool), np.zeros((0, SIZE), dtype=np.float32))
    assert found.lean == 0.0 and found.without == pytest.approx(0.1)


def test_retargeting_looks_back_over_its_window_and_no_further():
    own = pages((0, 10, 12, 0, 33), (0, 8, 12, 0, -1), (1, 1, 1, 0, 44))
    seen = pages((0, 5, 12, 0, 99), (1, 5, 12, 0, 99), (0, 10, 12, 0, 33))
    assert looked_at(seen, own, 5).tolist() == [-1, 33, -1]  # its own view does not count; reader 1 looked later
    assert looked_at(seen, own, 4).tolist() == [-1, -1, -1]


def test_the_last_item_counts():
    own = pages((0, 9, 1, 0, 33), (0, 8, 1, 0, 44))
    assert looked_at(pages((0, 7, 1, 0, -1)), own, 30).tolist() == [44]


def test_nobody_looked_at_anything():
    own = pages((0, 9, 1, 0, -1))
    assert looked_at(pages((0, 7, 1, 0, -1)), own, 30).tolist() == [-1]


def test_a_purchase_counts_from_its_hour():
    seen = pages((0, 5, 12, 0, -1), (1, 5, 12, 0, -1), (2, 5, 12, 0, -1))
    receipts = bought((0, 33, 5, 11), (1, 33, 5, 12), (1, 33, 400, 1), (2, 44, 9, 1))
    assert has_bought(seen, np.array([33, 33, 33]), receipts).tolist() == [True, True, False]
    assert has_bought(seen, np.array([33, 33, 33]), bought((1, 33, 5, 12))).tolist() == [False, False, False]
    assert has_bought(seen, np.array([-1, -1, -1]), receipts).tolist() == [False, False, False]


VALUE = np.array([[0.1, 0.3]] * 3, dtype=np.float32)
BID, TOPIC = ordinary(VALUE)


def test_more_is_bid_for_the_topic_of_the_item():
    offered = with_retargeting(
        VALUE, BID, TOPIC, np.array([0, 160, -1]), np.zeros(3, dtype=bool), stop=True, known=np.ones(3, dtype=bool)
    )
    # Twice the value of topic 0 is less than the ordinary bid, which stands; item 160 is one of topic 1.
    assert offered.bid == pytest.approx([0.3 * BID_SHARE, RETARGETED * 0.3 * BID_SHARE, 0.3 * BID_SHARE])
    assert offered.topic.tolist() == [0, 1, 1] and offered.item.tolist() == [0, 160, -1]


@pytest.mark.parametrize(("stop", "item"), [(True, [-1, 160]), (False, [160, 160])])
def test_stop_after_purchase(stop, item):
    had = np.array([True, False])
    offered = with_retargeting(
        VALUE[:2], BID[:2], TOPIC[:2], np.array([160, 160]), had, stop=stop, known=np.ones(2, dtype=bool)
    )
    assert offered.item.tolist() == item and offered.bought.tolist() == [not stop, False]


def test_who_is_not_known_again_is_not_retargeted():
    offered = with_retargeting(
        VALUE, BID, TOPIC, np.full(3, 160), np.zeros(3, dtype=bool), stop=False, known=np.zeros(3, dtype=bool)
    )
    assert (offered.item == -1).all() and (offered.bid == BID).all()
