"""The words for the shop's items and their keywords."""

from __future__ import annotations

from equipoise.core.keywords import KEYWORDS, KEYWORDS_PER_TOPIC
from equipoise.core.vocabulary import TOPICS
from equipoise.texts.catalogue import texts


def keyword_name(keyword: int) -> str:
    """Return the words for a keyword by its number: "Running"."""
    topic = TOPICS[keyword // KEYWORDS_PER_TOPIC]
    return texts()[f"keyword.{topic}.{KEYWORDS[topic][keyword % KEYWORDS_PER_TOPIC]}"]


def item_name(keyword: int, item: int) -> str:
    """Return the name of an item by the numbers of its keyword and of itself: "Running, no. 612"."""
    return texts()["item.name"].format(keyword=keyword_name(keyword), number=item + 1)
