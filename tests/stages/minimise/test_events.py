import numpy as np
import pytest

from equipoise.core.vocabulary import TOPICS
from equipoise.shared.receipts import month_of
from equipoise.stages.minimise.minimise import minimise
from equipoise.stages.minimise.settings import SPEND_BANDS, MinimiseSettings


@pytest.fixture(scope="module")
def kept(world, receipts, views):
    def keep(**levers):
        return minimise(MinimiseSettings(**levers), world, np.ones(world.size, dtype=bool), receipts, views)

    return keep


def by_topic(table, source, values=None):
    """Totals by row and topic of one source in an events table."""
    events = table.events.of_sources([source])
    weights = np.ones(len(events)) if values is None else getattr(events, values)
    cell = events.row * len(TOPICS) + events.keyword // 10
    return np.bincount(cell, weights=weights, minlength=events.rows * len(TOPICS)).reshape(-1, len(TOPICS))


def columns(table, source):
    return table.exact[[f"{source}_{topic}" for topic in TOPICS]].to_numpy()


def test_totals_by_topic_hold_no_events(kept):
    assert kept().events is None


@pytest.mark.parametrize("months", [24, 5])
@pytest.mark.parametrize("source", ["purchases", "browsing"])
def test_the_topics_columns_follow_from_the_events(kept, source, months):
    single, totals = (kept(detail=detail, retention_months=months) for detail in ("receipts", "items"))
    assert (by_topic(single, source) == columns(single, source)).all()
    assert (by_topic(totals, source, "count") == columns(single, source)).all()
    assert month_of(single.events.day).max() == months - 1


def test_only_sources_that_are_kept_have_events(kept):
    assert set(kept(detail="receipts", sources=("browsing", "email")).events.source) == {1}
    assert set(kept(detail="items", sources=("purchases",)).events.source) == {0}


def test_spend_is_the_sum_of_the_prices_paid(kept, receipts):
    single = kept(detail="receipts", spend="by_topic", retention_months=7)
    assert columns(single, "spend") == pytest.approx(by_topic(single, "purchases", "price"), abs=0.006)
    total = kept(spend="total").exact["spend"].to_numpy()
    assert total == pytest.approx(np.bincount(receipts.person, receipts.price, receipts.people), abs=0.006)


@pytest.mark.parametrize(("precision", "step"), [("10", 10), ("100", 100)])
def test_spend_in_steps_is_rounded_down(kept, precision, step):
    exact, coarse = (kept(spend="total", spend_precision=each).exact["spend"] for each in ("exact", precision))
    assert (coarse == np.floor(exact / step) * step).all()


def test_spend_in_seven_bands(kept):
    table = kept(spend="by_topic", spend_precision="bands")
    assert set(np.unique(columns(table, "spend"))) <= set(SPEND_BANDS["bands"]) and len(SPEND_BANDS["bands"]) == 7
    exact = columns(kept(spend="by_topic"), "spend")
    inside = (exact >= 100) & (exact < 200)
    assert inside.any() and (columns(table, "spend")[inside] == 100).all()


def test_columns_of_spend_are_behaviour_in_euros(kept):
    column = kept(spend="total", spend_precision="100").schema["spend"]
    assert (column.role, column.source, column.unit, column.counted) == ("behaviour", "spend", "euros", False)
    assert column.bands[:3] == (0, 100, 200) and column.bands[-1] == column.bounds[1]
    assert kept().schema["purchases_baby"].counted


def test_what_is_not_kept_takes_its_events_along(kept):
    table = kept(detail="receipts")
    rest = table.without([f"purchases_{topic}" for topic in TOPICS])
    assert set(rest.events.source) == {1}
    assert table.without([name for name in table.schema.names() if "_" in name]).events is None
