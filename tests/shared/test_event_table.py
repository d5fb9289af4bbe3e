import numpy as np
import pytest

from equipoise.shared.event_table import single_events, totals_by_item
from equipoise.shared.receipts import ITEMS, SEARCH, PageViews, Receipts


@pytest.fixture
def receipts():
    """Person 0 bought item 3 twice, person 2 item 151 once."""
    return Receipts(
        people=3,
        person=np.array([0, 0, 2], dtype=np.int32),
        item=np.array([3, 3, 151], dtype=np.int16),
        keyword=np.array([0, 0, 10], dtype=np.uint8),
        day=np.array([5, 40, 700], dtype=np.uint16),
        hour=np.array([9, 17, 23], dtype=np.uint8),
        price=np.array([1.99, 1.99, 10.49], dtype=np.float32),
    )


@pytest.fixture
def views():
    """Person 0 searched for keyword 10, person 1 looked at item 3, person 2 searched twice for keyword 11."""
    return PageViews(
        people=3,
        person=np.array([0, 1, 2, 2], dtype=np.int32),
        item=np.array([SEARCH, 3, SEARCH, SEARCH], dtype=np.int16),
        keyword=np.array([10, 0, 11, 11], dtype=np.uint8),
        day=np.array([1, 2, 3, 4], dtype=np.uint16),
        hour=np.zeros(4, dtype=np.uint8),
    )


def test_single_events_are_sorted_by_row_purchases_first(receipts, views):
    events = single_events(receipts, views)
    assert events.row.tolist() == [0, 0, 0, 1, 2, 2, 2] and events.rows == 3
    assert events.source.tolist() == [0, 0, 1, 1, 0, 1, 1]
    assert events.item.tolist() == [3, 3, SEARCH, 3, 151, SEARCH, SEARCH]
    assert events.thing.tolist() == [3, 3, ITEMS + 10, 3, 151, ITEMS + 11, ITEMS + 11]
    assert events.day.tolist() == [5, 40, 1, 2, 700, 3, 4]
    assert events.price.tolist() == pytest.approx([1.99, 1.99, 0, 0, 10.49, 0, 0])
    assert events.count is None
    assert len(single_events(receipts, None)) == 3 and len(single_events(None, views)) == 4


def test_totals_by_item_count_and_hold_no_day_and_no_price(receipts, views):
    totals = totals_by_item(single_events(receipts, views))
    assert totals.row.tolist() == [0, 0, 1, 2, 2]
    assert totals.source.tolist() == [0, 1, 1, 0, 1]
    assert totals.thing.tolist() == [3, ITEMS + 10, 3, 151, ITEMS + 11]
    assert totals.count.tolist() == [2, 1, 1, 1, 2]
    assert totals.day is None and totals.price is None


def test_rows_take_their_events_along(receipts, views):
    events = single_events(receipts, views)
    taken = events.take(np.array([2, 0, 2]))
    assert taken.rows == 3 and taken.row.tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert taken.day.tolist() == [700, 3, 4, 5, 40, 1, 700, 3, 4]
    nobody = events.take(np.empty(0, dtype=np.int64))
    assert len(nobody) == 0 and nobody.rows == 0


def test_rows_without_events_have_none(receipts):
    events = single_events(receipts, None)
    assert len(events.take(np.array([1]))) == 0
    assert events.take(np.array([1, 0])).row.tolist() == [1, 1]


def test_events_of_some_sources(receipts, views):
    events = single_events(receipts, views)
    assert events.of_sources(["browsing", "email"]).row.tolist() == [0, 1, 2, 2]
    assert events.of_sources(["email"]) is None


def test_nobody_can_change_them(receipts):
    with pytest.raises(ValueError, match="read-only"):
        single_events(receipts, None).price[0] = 1
