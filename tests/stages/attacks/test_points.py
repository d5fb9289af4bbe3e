import math

import numpy as np
import pytest

from equipoise.shared.event_table import EventTable
from equipoise.stages.attacks.points import Points, PurchaseIndex, holds_purchases

JAM, TEA, SOAP = 0, 1, 150  # of the first topic, and of the second


def table(rows, *events, totals=False):
    """A table of events (row, item, day, price); of totals (row, item, count)."""
    row, item, *rest = (np.array(part) for part in zip(*events, strict=True))
    more = {"count": rest[0].astype(np.uint16)} if totals else {"day": rest[0].astype(np.uint16), "price": rest[1]}
    return EventTable(
        rows=rows, row=row.astype(np.int32), item=item.astype(np.int16),
        source=np.zeros(len(row), dtype=np.int8), keyword=np.zeros(len(row), dtype=np.uint8), **more,
    )  # fmt: skip


def points(*people, known=("item",)):
    """Known purchases of people: lists of (item, month, price), padded."""
    most = max(map(len, people))
    padded = np.array([[*bought, *[(-1, -1, 0.0)] * (most - len(bought))] for bought in people], dtype=float)
    return Points(
        item=padded[:, :, 0].astype(int), month=padded[:, :, 1].astype(int), price=padded[:, :, 2], known=known
    )


BOUGHT = table(
    4,
    (0, JAM, 10, 2.0), (0, JAM, 40, 2.0), (0, TEA, 10, 3.0),  # jam in this month and in the last one
    (1, JAM, 10, 2.0), (1, SOAP, 10, 1.0),
    (2, TEA, 10, 2.4), (2, TEA, 11, 3.0),
)  # fmt: skip


def pairs(found):
    return list(zip(found.person.tolist(), found.row.tolist(), strict=True))


def test_rows_that_hold_all_known_items_by_hand():
    # jam and tea: row 0, likelihood C(2,1) C(1,1) / C(3,2) = 2/3. Two teas: row 2, 1 / C(2,2) = 1. Soap: row 1, 1/2.
    # jam and soap and tea: nobody. Nothing known: nobody.
    found = PurchaseIndex(BOUGHT, ("item",)).fits(
        points([(JAM, 0, 2), (TEA, 0, 3)], [(TEA, 0, 2.4), (TEA, 0, 3)], [(SOAP, 0, 1)],
               [(JAM, 0, 2), (SOAP, 0, 1), (TEA, 0, 3)], [])
    )  # fmt: skip
    assert pairs(found) == [(0, 0), (1, 2), (2, 1)]
    assert np.exp(found.log_likelihood) == pytest.approx([2 / 3, 1, 1 / 2])


def test_months_and_prices_narrow_it_down():
    known = points([(JAM, 1, 2.0)], [(JAM, 0, 2.0)], [(TEA, 0, 2.4)], [(TEA, 0, 3.0)], [(JAM, 2, 2.0)])
    by_item, by_month, by_price = (
        pairs(PurchaseIndex(BOUGHT, level).fits(known))
        for level in (("item",), ("item", "month"), ("item", "month", "price"))
    )
    assert by_item == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 2), (3, 0), (3, 2), (4, 0), (4, 1)]
    assert by_month == [(0, 0), (1, 0), (1, 1), (2, 0), (2, 2), (3, 0), (3, 2)]
    assert by_price == [(0, 0), (1, 0), (1, 1), (2, 2), (3, 0), (3, 2)]


def test_topics_are_compared_if_only_they_are_known():
    # two of the first topic in this month: rows 0 (jam and tea) and 2 (two teas); row 1 has one
    known = points([(TEA, 0, 0), (JAM, 0, 0)], known=("topic", "month"))
    assert pairs(PurchaseIndex(BOUGHT, known.known).fits(known)) == [(0, 0), (0, 2)]


def test_totals_by_item_have_no_months_and_count_every_purchase():
    totals = table(2, (0, JAM, 3), (0, TEA, 1), (1, JAM, 1), totals=True)
    index = PurchaseIndex(totals, ("item", "month", "price"))
    assert index.level == ("item",)
    # two jams: row 0 alone, C(3,2) / C(4,2) = 1/2
    found = index.fits(points([(JAM, 5, 9.0), (JAM, 7, 9.0)]))
    assert pairs(found) == [(0, 0)]
    assert found.log_likelihood[0] == pytest.approx(math.log(1 / 2))


def test_page_views_are_no_purchases():
    views = table(1, (0, JAM, 3), totals=True)
    assert holds_purchases(views) and not holds_purchases(None)
    seen = EventTable(
        rows=1, row=views.row, item=views.item, source=np.ones(1, dtype=np.int8), keyword=views.keyword,
        count=views.count,
    )  # fmt: skip
    assert not holds_purchases(seen)
    assert not pairs(PurchaseIndex(seen, ("item",)).fits(points([(JAM, 0, 0)])))


def test_brute_force_agrees():
    rng = np.random.default_rng(0)
    rows, items = 30, 6
    bought = rng.integers(0, 3, (rows, items))
    row, item = np.nonzero(bought)
    index = PurchaseIndex(table(rows, *zip(row, item, bought[row, item], strict=True), totals=True), ("item",))
    known = [[(int(i), 0, 0.0) for i in rng.integers(0, items, size)] for size in rng.integers(0, 5, 50)]
    found = index.fits(points(*known))
    wanted = np.array([np.bincount([i for i, *_ in each], minlength=items) for each in known])
    expected = (bought[None] >= wanted[:, None]).all(axis=2) & (wanted.sum(axis=1) > 0)[:, None]
    assert pairs(found) == list(zip(*(part.tolist() for part in np.nonzero(expected)), strict=True))
