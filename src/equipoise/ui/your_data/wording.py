"""The wording of topics, details and days on this page."""

from __future__ import annotations

import datetime
import re

from equipoise.core.vocabulary import SOURCES, SPEND, TOPICS
from equipoise.texts.catalogue import texts
from equipoise.texts.dates import long_date
from equipoise.ui.shared.words import say

ICONS = {
    "baby": "child_care", "health": "ecg_heart", "beauty": "spa", "fashion": "apparel", "sport": "sports_soccer",
    "garden": "yard", "home": "chair", "electronics": "devices", "books": "menu_book", "food": "restaurant",
    "travel": "flight", "bargains": "sell",
}  # fmt: skip


def topic(name: str) -> str:
    """Return what a topic is called: "baby things"."""
    return say(f"you.topic.{name}")


def offer(place: int) -> str:
    """Return an offer with its icon, as Markdown."""
    name = TOPICS[place]
    return f":material/{ICONS[name]}: **{topic(name).capitalize()}**"


def detail(name: str) -> str:
    """Return what a column, a source's total or its lean to a topic is called."""
    if f"ui.you.detail.{name}" in texts():
        return say(f"you.detail.{name}")
    source = next(source for source in (*SOURCES, SPEND) if name.startswith(f"{source}_"))
    rest = name.removeprefix(f"{source}_")
    return say(f"you.total.{source}") if rest == "total" else say(f"you.sign.{source}", topic=topic(rest))


def days(text: str) -> str:
    """Return a text with its dates as people write them: "1984-03-02" becomes "2 March 1984"."""
    return re.sub(r"\d{4}-\d\d-\d\d", lambda found: long_date(datetime.date.fromisoformat(found[0])), text)


def origin(name: str) -> str:
    """Return how the shop came by something: "you told it"."""
    return say(f"you.origin.{name}")
