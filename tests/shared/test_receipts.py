import numpy as np
import pytest

from equipoise.core.keywords import KEYWORDS, KEYWORDS_PER_TOPIC
from equipoise.core.vocabulary import MONTHS, TOPICS
from equipoise.shared.receipts import ITEMS_PER_TOPIC, MONTH_STARTS, SEARCH, PageViews, Receipts, month_of


@pytest.fixture
def receipts():
    """Person 0 bought twice in topic 0, today and 40 days ago; person 2 once in topic 1, 729 days ago."""
    return Receipts(
        people=3,
        person=np.array([0, 0, 2], dtype=np.int32),
        item=np.array([3, 149, 150], dtype=np.int16),
        keyword=np.array([0, 9, 10], dtype=np.uint8),
        day=np.array([0, 40, 729], dtype=np.uint16),
        hour=np.array([9, 17, 23], dtype=np.uint8),
        price=np.array([1.99, 5.49, 10.99], dtype=np.float32),
    )


def test_every_topic_has_its_keywords():
    assert tuple(KEYWORDS) == TOPICS
    assert {len(set(words)) for words in KEYWORDS.values()} == {KEYWORDS_PER_TOPIC}


def test_months_divide_two_years_into_parts_of_30_or_31_days():
    assert len(MONTH_STARTS) == MONTHS + 1 and set(np.diff(MONTH_STARTS)) == {30, 31}
    # a month has 365.25 / 12 = 30.44 days: 0 to 29, 30 to 60, ..., 700 to 729
    assert month_of(np.array([0, 29, 30, 60, 61, 699, 700, 729])).tolist() == [0, 0, 1, 1, 2, 22, 23, 23]


def test_totals_count_the_purchases_of_the_last_months(receipts):
    totals = receipts.totals()
    assert totals.shape == (3, len(TOPICS)) and totals.dtype == np.float32
    assert (totals[0, 0], totals[2, 1], totals.sum()) == (2, 1, 3)
    assert receipts.totals(1).sum() == receipts.totals(1)[0, 0] == 1
    assert receipts.totals(2).sum() == 2
    assert receipts.totals(MONTHS - 1).sum() == 2


def test_some_of_the_purchases(receipts):
    some = receipts.where(receipts.price > 2)
    assert len(some) == 2 and some.people == 3
    assert some.person.tolist() == [0, 2] and some.day.tolist() == [40, 729] and some.month.tolist() == [1, 23]
    assert some.topic.tolist() == [0, 1]


def test_a_search_belongs_to_the_topic_of_its_keyword():
    views = PageViews(
        people=1,
        person=np.zeros(2, dtype=np.int32),
        item=np.array([ITEMS_PER_TOPIC, SEARCH], dtype=np.int16),
        day=np.zeros(2, dtype=np.uint16),
        hour=np.zeros(2, dtype=np.uint8),
        keyword=np.array([KEYWORDS_PER_TOPIC, 119], dtype=np.uint8),
    )
    assert views.topic.tolist() == [1, 11]
    assert views.totals()[0].tolist() == [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]


def test_nobody_can_change_them(receipts):
    for values in (receipts.price, receipts.day, receipts.month):
        with pytest.raises(ValueError, match="read-only"):
            values[0] = 1
