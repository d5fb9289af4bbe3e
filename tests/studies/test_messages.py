import numpy as np
import pytest

from equipoise import Settings
from equipoise.chain.content import Content
from equipoise.chain.pipeline import Chain
from equipoise.core.vocabulary import TOPICS
from equipoise.studies.messages import AUDIENCES, LIKELY, SHOWN, USUAL, planned, screens_of

TYPICAL = Settings().replace(**{"population.size": 4_000})
BABY, HEALTH = TOPICS.index("baby"), TOPICS.index("health")


def test_screens_show_what_the_campaign_sends_and_what_the_onlooker_says():
    shown = screens_of(TYPICAL)
    assert len(shown) == SHOWN and [screen.accused for screen in shown] == [True] * 3 + [False] * 3
    assert {screen.right for screen in shown if not screen.accused} == {None}
    campaign = Content(Chain(TYPICAL)).delivered.value
    sent = {tuple(row) for row in campaign.messages.topic[campaign.written].tolist()}
    assert all(tuple(message.topic for message in screen.messages) in sent for screen in shown)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_month_reaches_its_audience(audience):
    found = planned(TYPICAL, audience, ((HEALTH, USUAL), (2, 0), (3, USUAL), (4, 9)), 1, 0)
    assert 0 < found.audience <= found.of
    assert found.trait.n == found.audience and found.others.n == found.of - found.audience
    if audience.startswith("likes."):
        assert found.audience == round(LIKELY * found.of)
    assert all(0 < rate.value < 0.3 for rate in (found.engaged, found.same, found.context, found.personal))


def test_women_and_men_are_everybody():
    women, men = (planned(TYPICAL, audience, ((1, USUAL),), 0, 0) for audience in ("women", "men"))
    assert women.audience + men.audience == planned(TYPICAL, "everyone", ((1, USUAL),), 0, 0).audience


def test_an_audience_by_interest_in_health_gives_away_who_is_ill():
    found = planned(Settings(), "likes.health", ((HEALTH, USUAL),) * 4, 1, 0)
    assert found.trait.low > 2 * found.others.high
    everybody = planned(Settings(), "everyone", ((HEALTH, USUAL),) * 4, 1, 0)
    assert not everybody.others.known  # getting it says nothing


def test_one_message_repeated_is_the_month_by_hand():
    content = Content(Chain(TYPICAL))
    people = content.reached(content.people)
    found = planned(TYPICAL, "everyone", ((BABY, USUAL), (BABY, USUAL)), 2, 1)
    best = content.usual.value.keyword[0, :10].argmax()
    appeal = content.appeal.value
    own = appeal.of_keyword(people, np.full(people.size, best, dtype=np.uint8))
    liked = 1.0 * (appeal.likes_format[people] == 2) + (appeal.likes_channel[people] == 1)
    odds = appeal.own[people] + appeal.topic[people, BABY] + own + appeal.fit * liked
    assert found.engaged.value == pytest.approx((1 / (1 + np.exp(-odds))).mean(), rel=1e-5)
