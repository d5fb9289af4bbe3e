import math

import numpy as np
import pytest

from equipoise.shared.content import Appeal, Campaign, Messages
from equipoise.stages.content.measure import different, engagement, over_people_and_pasts, right_parts

TOPICS, KEYWORDS = 12, 120


def appeal():
    """Two people: the first likes topic 1, keyword 12, format 0, channel 0; the second likes nothing in particular."""
    topic = np.zeros((2, TOPICS), dtype=np.float32)
    topic[0, 1] = math.log(3)
    favourites = np.tile(np.arange(0, KEYWORDS, 10, dtype=np.uint8)[:, None], (2, 1, 4))
    favourites[0, 1] = 12
    return Appeal(
        own=np.zeros(2, dtype=np.float32), topic=topic, favourites=favourites,
        usual=np.full(KEYWORDS, 0.1, dtype=np.float32), taste=1.0, fit=math.log(2),
        likes_format=np.array([0, 1], dtype=np.int8), likes_channel=np.array([0, 2], dtype=np.int8),
    )  # fmt: skip


def messages(topic, keyword, kind, channel, outside=None):
    small = [np.array(part, dtype=np.int8) for part in (topic, kind, channel)]
    shown = None if outside is None else np.array(outside, dtype=np.int8)
    return Messages(
        topic=small[0], keyword=np.array(keyword, dtype=np.uint8), format=small[1], channel=small[2], outside=shown
    )


def campaign(written=(True, True), **parts):
    shown = messages(**parts)
    return Campaign(people=np.array([0, 1]), written=np.array(written), messages=shown)


SAME = {"topic": [[1], [1]], "keyword": [[12], [12]], "kind": [[0], [0]], "channel": [[0], [0]]}


def test_log_odds_add_up_by_hand():
    # All four favourites are the keyword: log(.5 + .5 / .1) = log 5.5. The second person looks there half as often.
    found = appeal().of(np.array([[0], [1]]), messages(**SAME))
    assert found.ravel() == pytest.approx([math.log(3 * 5.5 * 2 * 2), math.log(0.5)], rel=1e-5)
    assert engagement(appeal(), campaign(**SAME)) == pytest.approx([66 / 67, 1 / 3], rel=1e-5)


def test_what_is_hidden_inside_appeals_half_by_each_topic():
    hidden = SAME | {"outside": [[2], [2]]}
    found = appeal().of(np.array([[0], [1]]), messages(**hidden))
    assert found[0, 0] == pytest.approx(math.log(3 * 5.5) / 2 + math.log(4), rel=1e-5)


def test_a_name_counts_in_messages_that_are_chosen_for_somebody():
    own = campaign((True, False), **SAME)
    assert engagement(appeal(), own, math.log(2)) == pytest.approx([132 / 133, 1 / 3], rel=1e-5)


def test_the_right_parts_by_hand():
    found = right_parts(appeal(), campaign(**SAME), appeal().best(np.array([0, 1])))
    assert {part: rate.value for part, rate in found.items()} == {
        "topic": 0.5, "keyword": 0.5, "format": 0.5, "channel": 0.5,
    }  # fmt: skip
    best = appeal().best(np.array([0, 1]))
    assert (best.topic[0], best.keyword[0], best.format.tolist(), best.channel.tolist()) == (1, 12, [0, 1], [0, 2])


def test_different_messages_are_counted_once_and_only_where_somebody_chose_them():
    parts = {"topic": [[1, 1], [1, 2]], "keyword": [[12, 12], [12, 20]], "kind": [[0, 0]] * 2, "channel": [[0, 0]] * 2}
    assert different(campaign(**parts).messages, np.array([True, True])) == 2
    assert different(campaign(**parts).messages, np.array([True, False])) == 1
    assert different(campaign(**parts).messages, np.array([False, False])) == 0


def test_the_variances_of_people_and_pasts_add_up():
    values = np.array([0.0, 1.0] * 50)
    alone = over_people_and_pasts(values, None)
    both = over_people_and_pasts(values, np.array([0.4, 0.6]))
    assert both.value == 0.5 and both.n == 100
    half, past = (alone.high - alone.low) / 2, 1.96 * math.sqrt(0.02)
    assert (both.high - both.low) / 2 == pytest.approx(math.hypot(half, past), rel=1e-3)
