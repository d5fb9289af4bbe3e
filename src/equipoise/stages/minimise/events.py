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
    bought = receipts.where(receipts.month < months) if receipts and settings.wants_receipts else None
    seen = views.where(views.month < months) if views and settings.wants_page_views else None
    events = single_events(bought, seen)
    return totals_by_item(events) if settings.detail == "items" else events
