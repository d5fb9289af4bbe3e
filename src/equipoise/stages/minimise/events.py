"""Which purchases and page views are kept by item."""

from __future__ import annotations

from equipoise.shared.event_table import EventTable, single_events, totals_by_item
from equipoise.shared.receipts import PageViews, Receipts
from equipoise.stages.minimise.settings import MinimiseSettings


def kept_events(settings: MinimiseSettings, receipts: Receipts | None, views: PageViews | None) -> EventTable | None:
    """Return the events of the retained months, one by one or as totals by item; None if topics are kept only."""
    if settings.detail == "topics":
        return None
    months = settings.retention_months
    bought, seen = receipts, views
    bought = None if bought is None or "purchases" not in settings.sources else bought.where(bought.month < months)
    seen = None if seen is None or "browsing" not in settings.sources else seen.where(seen.month < months)
    events = single_events(bought, seen)
    return totals_by_item(events) if settings.detail == "items" else events
