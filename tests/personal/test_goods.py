"""What an offer looks like."""

import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest

from equipoise.core.vocabulary import MARGIN, MARGIN_WITH_OFFER, TOPICS
from equipoise.personal.goods import product
from equipoise.stages.world.items import catalogue


@pytest.mark.parametrize("topic", range(len(TOPICS)))
def test_every_topic_has_a_product_with_picture_and_price(topic):
    shown, items = product(topic), catalogue()
    assert items.topic[shown.item] == topic and items.keyword[shown.item] == shown.keyword
    assert shown.price == pytest.approx(float(items.price[shown.item]), abs=0.005)
    assert shown.off == float(MARGIN - MARGIN_WITH_OFFER[topic]) and 0 < shown.off < shown.price
    assert shown.offered == shown.price - shown.off
    assert ElementTree.fromstring(shown.picture).tag.endswith("svg") and len(shown.picture) < 4_000


@pytest.mark.parametrize("topic", range(len(TOPICS)))
def test_nothing_of_the_kind_sells_better(topic):
    items, shown = catalogue(), product(topic)
    assert items.popularity[shown.item] == items.popularity[np.flatnonzero(items.keyword == shown.keyword)].max()
