"""What an offer looks like: one product of the topic, its picture, its price, and what the offer takes off.

The product is the best-selling item of a keyword that stands for the topic (``data/pictures/goods.toml``). What is
taken off is the discount in the margins (`equipoise.core.vocabulary.MARGIN_WITH_OFFER`): an assumption about the shop.
"""

from __future__ import annotations

import dataclasses
import tomllib
from functools import cache
from typing import Any

import numpy as np

from equipoise.core.errors import DataError
from equipoise.core.keywords import KEYWORDS, KEYWORDS_PER_TOPIC
from equipoise.core.resources import data
from equipoise.core.vocabulary import MARGIN, MARGIN_WITH_OFFER, TOPICS
from equipoise.stages.world.items import catalogue


@dataclasses.dataclass(frozen=True)
class Product:
    """One product as it is offered.

    Attributes:
        keyword: its number, for `equipoise.texts.items.keyword_name`. item: its number in the shop's catalogue.
        price: without the offer, in euros. off: what the offer takes off, in euros. picture: as SVG.
    """

    keyword: int
    item: int
    price: float
    off: float
    picture: str

    @property
    def offered(self) -> float:
        """What it costs with the offer, in euros."""
        return self.price - self.off


@cache
def product(topic: int) -> Product:
    """Return the product that stands for a topic, by the topic's place in `TOPICS`.

    Raises:
        DataError: the list of goods cannot be read, or has no such keyword.
    """
    name = TOPICS[topic]
    keyword = topic * KEYWORDS_PER_TOPIC + _keyword(name)
    items = catalogue()
    place = int(np.where(items.keyword == keyword, items.popularity, -1.0).argmax())
    return Product(
        keyword=keyword,
        item=place,
        price=round(float(items.price[place]), 2),
        off=float(MARGIN - MARGIN_WITH_OFFER[topic]),
        picture=data("pictures", "goods", f"{name}.svg").read_text(encoding="utf-8"),
    )


def _keyword(topic: str) -> int:
    path = data("pictures", "goods.toml")
    try:
        chosen: Any = tomllib.loads(path.read_text(encoding="utf-8"))[topic]["keyword"]
        return KEYWORDS[topic].index(chosen)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError.about(path.name, "goods.unreadable", reason=error) from error
