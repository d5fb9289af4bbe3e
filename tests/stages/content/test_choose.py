"""Messages of three people, chosen by hand: topic 0 is baby, 1 health, 2 beauty, 11 bargains."""

import numpy as np
import pytest

from equipoise.core.vocabulary import TOPICS
from equipoise.shared.content import PartScores
from equipoise.stages.content.choose import choose, one_for_all, sensitive
from equipoise.stages.content.settings import ContentSettings

PEOPLE = 3
NO_MIX = np.ones((2, PEOPLE, 4))


def scores(topic=((3, 2, 1), (0, 0, 5), (1, 5, 0))):
    """Topic scores of the first three topics, and of nobody's else; the other parts have a best choice each."""
    of_topic = np.full((PEOPLE, len(TOPICS)), -9.0)
    of_topic[:, :3] = topic
    keyword = np.tile(np.arange(10.0), (PEOPLE, len(TOPICS)))
    kind = np.array([[1.0, 0, 0], [0, 1, 0], [0, 0, 1]])
    return PartScores(topic=of_topic, keyword=keyword, format=kind, channel=kind[::-1].copy())


def usual():
    topic = np.full((1, len(TOPICS)), -9.0)
    topic[0, [4, 5, 6]] = 3, 2, 1
    keyword = np.tile(-np.arange(10.0), (1, len(TOPICS)))
    return PartScores(topic=topic, keyword=keyword, format=np.array([[0.0, 1, 0]]), channel=np.array([[0.0, 0, 1]]))


def chosen(levers=None, draws=NO_MIX, segment=(0, 0, 1)):
    return choose(scores(), usual(), ContentSettings(**(levers or {})), np.array(segment), draws)


def test_the_best_topics_of_each_person_take_turns():
    found = chosen()
    assert found.topic.tolist() == [[0, 1, 2, 0], [2, 0, 1, 2], [1, 0, 2, 1]]
    assert found.shown.tolist() == found.topic.tolist()


def test_what_is_chosen_for_all_comes_from_counts_of_people_in_general():
    found = chosen()
    assert found.keyword.tolist() == (10 * found.topic.astype(int)).tolist()  # the first keyword of each topic
    assert (found.format == 1).all() and (found.channel == 2).all()
    general = one_for_all(usual(), 4)
    assert general.topic.tolist() == [[4, 5, 6, 4]] and general.keyword.tolist() == [[40, 50, 60, 40]]


def test_every_part_is_chosen_on_its_own():
    found = chosen({"topic": "one", "keyword": "personal", "format": "personal", "channel": "personal"})
    assert (found.topic == [4, 5, 6, 4]).all() and (found.keyword == [49, 59, 69, 49]).all()
    assert found.format[:, 0].tolist() == [0, 1, 2] and found.channel[:, 0].tolist() == [2, 1, 0]


def test_a_segment_gets_what_most_of_it_will_engage_with():
    # Odds of the first two people: e^3 + 1, e^2 + 1, e^1 + e^5: beauty first, then baby, then health.
    found = chosen({"topic": "segment"})
    assert found.topic[:, :3].tolist() == [[2, 0, 1], [2, 0, 1], [1, 0, 2]]


def test_sensitive_topics_are_left_out_or_hidden_inside():
    assert chosen({"sensitive": "never"}).topic[:, 0].tolist() == [2, 2, 2]
    hidden = chosen({"sensitive": "softened"})
    assert hidden.topic.tolist() == chosen().topic.tolist() and (hidden.shown == 2).all()
    assert sensitive(chosen()).tolist() == [
        [True, True, False, True],
        [False, True, True, False],
        [True, True, False, True],
    ]
    assert not sensitive(hidden).any()


def test_topics_are_mixed_in_where_the_draw_is_below_the_share():
    draws = np.stack([np.full((PEOPLE, 4), 0.9), np.full((PEOPLE, 4), 0.99)])
    draws[0, 1, 2] = 0.3
    found = chosen({"mixed": 0.4}, draws)
    assert found.topic[1].tolist() == [2, 0, 11, 2] and found.topic[0].tolist() == [0, 1, 2, 0]
    assert (chosen({"mixed": 1.0}, draws).topic == 11).all()


@pytest.mark.parametrize("lever", [{"sensitive": "never"}, {"mixed": 1.0}])
def test_topics_that_are_the_same_for_all_need_no_protection(lever):
    assert (chosen({"topic": "one", **lever}).topic == [4, 5, 6, 4]).all()
