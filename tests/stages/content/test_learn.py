import numpy as np

from equipoise.core.vocabulary import TOPICS
from equipoise.shared.content import MessageLog, Messages, Reader
from equipoise.stages.content.learn import EARLIER, columns_of, earlier_answers, learn, personal_scores
from equipoise.stages.content.log import PAST, usual_scores

PEOPLE = 2_000


def log(engages):
    """A log of messages with parts at random; ``engages`` returns probabilities from person and messages."""
    draws = np.random.default_rng(1)
    shape = (PEOPLE, PAST)
    topic = draws.integers(0, 12, shape).astype(np.int8)
    keyword = (topic * 10 + draws.integers(0, 10, shape)).astype(np.uint8)
    kinds = [draws.integers(0, 3, shape).astype(np.int8) for _ in range(2)]
    messages = Messages(topic=topic, keyword=keyword, format=kinds[0], channel=kinds[1])
    return MessageLog(messages=messages, engaged=draws.random(shape) < engages(np.arange(PEOPLE)[:, None], messages))


def reader():
    """Half of the people look at topic 3, and the other half at topic 7; they are segments too."""
    side = np.arange(PEOPLE) % 2
    match = np.zeros((PEOPLE, len(TOPICS), 1), dtype=np.float32)
    match[side == 0, 3], match[side == 1, 7] = 1, 1
    volume = np.zeros((PEOPLE, 1), dtype=np.float32)
    return Reader(volume=volume, match=match, keyword=None, segment=side, segments=2)


def scores(past):
    who = np.arange(PEOPLE)
    fit = learn(past, reader(), who, who)
    return personal_scores(fit.weights, reader(), who, earlier_answers(past, who))


def test_interests_that_lead_to_answers_are_learned():
    past = log(lambda person, sent: np.where(sent.topic == np.where(person % 2 == 0, 3, 7), 0.3, 0.03))
    found = scores(past)
    assert (found.topic[::2].argmax(axis=1) == 3).all() and (found.topic[1::2].argmax(axis=1) == 7).all()
    assert found.keyword.shape == (PEOPLE, 120) and found.format.shape == (PEOPLE, 3)


def test_somebody_who_always_answers_to_film_is_known_by_earlier_answers():
    past = log(lambda person, sent: np.where(sent.format == person % 3, 0.4, 0.05))
    found = scores(past)
    right = (found.format.argmax(axis=1) == np.arange(PEOPLE) % 3).mean()
    assert right > 0.6  # luck is right for a third


def test_earlier_answers_are_counted_by_hand():
    zeros = np.zeros((1, PAST), dtype=np.int8)
    kinds = zeros.copy()
    kinds[0, :3] = 0, 1, 1
    kinds[0, 3:] = 2
    engaged = np.zeros((1, PAST), dtype=bool)
    engaged[0, [1, 2, EARLIER]] = True  # the last one is later, and does not count
    past = MessageLog(
        messages=Messages(topic=zeros, keyword=zeros.astype(np.uint8), format=kinds, channel=zeros), engaged=engaged
    )
    by_format, by_channel = earlier_answers(past, np.array([0]))
    assert np.allclose(by_format, [[-2 / 3, 4 / 3, -2 / 3]]) and np.allclose(by_channel, [[4 / 3, -2 / 3, -2 / 3]])


def test_counts_of_people_in_general_by_hand():
    past = log(lambda person, sent: np.where(sent.channel == 1, 1.0, 0.0))
    found = usual_scores(past)
    asked = (past.messages.channel == 1).sum()
    assert found.channel.argmax() == 1 and found.channel[0, 1] == np.log((asked + 0.5) / 0.5)


def test_nothing_is_learned_where_nobody_answers():
    assert learn(log(lambda person, sent: np.zeros(sent.topic.shape)), reader(), np.arange(9), np.arange(9)) is None


def test_weights_of_few_rows_are_those_of_keywords_and_segments():
    where = columns_of(reader())
    marked = {name for name, columns in where.of.items() if columns.size and where.special[columns].all()}
    assert marked == {"keyword", "topic_segment", "format_segment", "channel_segment"}
    assert sorted(np.concatenate(list(where.of.values())).tolist()) == list(range(where.width))
