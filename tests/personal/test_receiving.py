import dataclasses

import numpy as np
import pytest

from equipoise.chain.content import Content
from equipoise.chain.pipeline import Chain
from equipoise.personal import questions
from equipoise.personal.receiving import GENERAL, GROUP, received
from equipoise.personal.wishes import wishes_at_first


@pytest.fixture(scope="module")
def reader(chain):
    """An evaluation customer for whom messages are chosen."""
    campaign = Content(chain).delivered.value
    return int(campaign.people[campaign.written][0])


def test_they_are_the_messages_of_the_branch(chain, reader):
    found, campaign = received(chain, reader), Content(chain).delivered.value
    sent = campaign.messages[campaign.people == reader]
    assert [message.topic for message in found.messages] == sent.topic[0].tolist()
    assert [message.keyword for message in found.messages] == sent.keyword[0].tolist()
    assert found.written and found.allowed and found.level == "personal"


def test_what_speaks_for_the_topic_adds_up_to_a_topic_above_the_mean(chain, reader):
    found, content = received(chain, reader), Content(chain)
    assert set(found.reasons) <= {GENERAL, GROUP, *content.reader.value.sources} and found.reasons


def test_a_no_of_ones_own_brings_what_everybody_gets(settings, reader):
    first = wishes_at_first(settings, reader)
    no = dataclasses.replace(first, agrees=tuple(each for each in first.agrees if each != "offers"))
    refused = questions.received((settings, reader, no))
    assert not refused.written and not refused.allowed and refused.reasons == ()
    stranger = int(np.flatnonzero(~Chain(settings).consent.value.permit("offers"))[0])
    usual = questions.received((settings, stranger, None))
    assert refused.messages == usual.messages


def test_topics_that_are_the_same_for_all_have_no_reason_of_ones_own(settings, reader):
    same = questions.received((settings.replace(**{"content.topic": "one"}), reader, None))
    assert same.level == "one" and same.reasons == ()
