"""What attackers have seen people buy."""

from types import SimpleNamespace

import numpy as np
import pytest

from equipoise import Settings
from equipoise.chain.pipeline import Chain
from equipoise.chain.sightings import old_baskets, points_seen, purchases_seen
from equipoise.core.vocabulary import TOPICS
from equipoise.shared.receipts import ITEMS_PER_TOPIC
from equipoise.shared.world import Events

SMALL = Settings().replace(**{"population.size": 500})


def shop(*people):
    """A world of a few people, given as {topic: completed months since each purchase}."""
    counts = np.array([[len(bought.get(topic, ())) for topic in TOPICS] for bought in people], dtype=np.uint16)
    ages = [age for bought in people for topic in TOPICS for age in bought.get(topic, ())]
    return SimpleNamespace(events={"purchases": Events(counts, np.array(ages, dtype=np.uint8))})


ONE = {"baby": (20, 21, 6), "food": (0, 5)}
"""Three purchases six months old or older, two of the last six months."""


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (24, ["", "baby", "baby", "baby", "food", "food"]),
        (21, ["", "", "baby", "baby", "food", "food"]),
        (6, ["", "", "", "", "food", "food"]),
        (5, ["", "", "", "", "", "food"]),
    ],
)
def test_purchases_older_than_the_shop_remembers_are_of_no_use(months, expected):
    # of six draws from five purchases, five find one; those that the shop has forgotten are left out
    seen = purchases_seen(6, months, shop(ONE, {}), seed=1)
    assert sorted("" if topic < 0 else TOPICS[topic] for topic in seen[0]) == expected
    assert (seen[1] == -1).all()  # who bought nothing


def test_every_purchase_is_as_likely_to_be_seen():
    # three of five are old, so 3/5 of the first look find one that is forgotten; of 4,000 people, 0.6 +- 0.008
    seen = purchases_seen(1, 6, shop(*[ONE] * 4_000), seed=1)
    assert (seen == -1).mean() == pytest.approx(0.6, abs=0.025)
    assert set(seen.ravel()) == {-1, TOPICS.index("food")}


@pytest.fixture(scope="module")
def chain():
    return Chain(SMALL)


def test_only_kept_purchases_may_be_asked_for():
    # of five purchases two are kept: they are drawn first, and then there is nothing more
    seen = purchases_seen(6, 6, shop(ONE, {}), seed=1, only_kept=True)
    assert [TOPICS[topic] for topic in seen[0, :2]] == ["food", "food"]
    assert (seen[0, 2:] == -1).all() and (seen[1] == -1).all()


def test_points_are_different_purchases_of_the_topics_seen(chain):
    topics = purchases_seen(6, 24, chain.population.value, chain.seed)
    receipts = chain.receipts.value
    points = points_seen(topics, ("item", "month", "price"), 24, receipts, chain.seed)
    assert ((points.item >= 0) == (topics >= 0)).all()
    assert (points.item // ITEMS_PER_TOPIC == topics)[topics >= 0].all()
    for person in range(40):
        mine = receipts.person == person
        own = sorted(zip(receipts.item[mine], receipts.month[mine], receipts.price[mine].round(2), strict=True))
        known = points.of(np.array([person]))
        said = [(i, m, p) for i, m, p in zip(known.item[0], known.month[0], known.price[0], strict=True) if i >= 0]
        for one in said:
            own.remove(next(each for each in own if each[:2] == one[:2] and abs(each[2] - one[2]) < 0.01))


def test_purchases_that_are_not_kept_are_not_seen(chain):
    topics = purchases_seen(5, 6, chain.population.value, chain.seed)
    points = points_seen(topics, ("item", "month"), 6, chain.receipts.value, chain.seed)
    assert (points.month < 6).all() and (points.month[topics >= 0] >= 0).all()


def test_the_old_table_is_about_the_first_year(chain):
    world, receipts = chain.population.value, chain.receipts.value
    by_topic, by_item = old_baskets(world, None), old_baskets(world, receipts)
    old = receipts.month >= 12
    assert by_topic.item is None
    assert by_topic.topics.tolist() == by_item.topics.tolist() == receipts.where(old).totals().tolist()
    assert np.bincount(by_item.person, weights=by_item.count).sum() == old.sum()
    first = by_item.of(np.array([7, 3]))
    assert first.total.tolist() == [int((receipts.person[old] == person).sum()) for person in (7, 3)]
    assert sorted(first.item[first.person == 1]) == sorted(set(receipts.item[old & (receipts.person == 3)]))
