import numpy as np
import pytest

from equipoise.core.keywords import KEYWORDS_PER_TOPIC
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import TOPICS
from equipoise.stages.world.appeal import ENGAGED, at_random, draw_appeal
from equipoise.stages.world.build import build
from equipoise.stages.world.receipts import allot, favourites_of
from equipoise.stages.world.settings import PopulationSettings


@pytest.fixture(scope="module")
def world():
    return build(PopulationSettings(size=3_000))


@pytest.mark.parametrize("taste", [0.0, 0.35, 1.2])
def test_messages_at_random_are_clicked_as_often_as_was_published(world, taste):
    appeal = draw_appeal(world, taste)
    sent = at_random((world.size, 24), stream(1, "test"))
    chance = appeal.chance(np.arange(world.size)[:, None], sent)
    assert chance.mean() == pytest.approx(ENGAGED, rel=0.03)


def test_keywords_belong_to_their_topic_and_every_part_is_drawn():
    sent = at_random((500, 20), stream(1, "test"))
    assert (sent.keyword // KEYWORDS_PER_TOPIC == sent.topic).all()
    assert np.unique(sent.keyword).size == len(TOPICS) * KEYWORDS_PER_TOPIC
    assert np.unique(sent.format).tolist() == np.unique(sent.channel).tolist() == [0, 1, 2]


def test_favourites_are_what_people_buy(world):
    favourites, bought = favourites_of(world.people, world.seed), allot(world)
    own = favourites[bought.person, bought.topic]
    assert (own == bought.item[:, None]).any(axis=1).mean() > 0.85  # the share of purchases that are of a favourite


def test_a_favourite_keyword_appeals_more_and_the_better_liked_topic_too(world):
    appeal = draw_appeal(world, 0.35)
    people = np.arange(200)
    best = appeal.best(people)
    random = at_random((200, 50), stream(2, "test"))
    assert (appeal.of(people, best) >= appeal.of(people[:, None], random).max(axis=1) - 1e-5).all()
    assert (best.format == world.customers.likes_format[people]).all()
