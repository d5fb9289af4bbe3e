import json

import numpy as np
import pytest

from equipoise import Settings, communicate, simulate
from equipoise.chain.content import Content
from equipoise.chain.pipeline import Chain

TYPICAL = Settings().replace(**{"population.size": 3_000})


def chosen(**levers):
    return communicate(TYPICAL.replace(**{name.replace("__", "."): value for name, value in levers.items()}))


def test_a_choice_for_each_person_beats_one_for_all_and_perfection_beats_both():
    found = communicate(Settings()).content
    assert found.engaged_random.high < found.engaged.low < found.engaged_perfect.low
    assert found.engaged.low > found.engaged_one.high and found.part_adds["topic"].low > 0
    assert found.part_adds["format"].known is False


def test_the_same_for_all_is_the_best_single_message():
    same = chosen(content__topic="one").content
    assert same.engaged.value == same.engaged_one.value and same.different == 3


def test_nobody_who_refused_is_written_to_or_looked_at():
    content = Content(Chain(TYPICAL))
    campaign, said = content.delivered.value, content.chain.consent.value
    assert not campaign.written[~said.permit("offers")[campaign.people]].any()
    everybody = campaign.messages[~campaign.written]
    assert len(np.unique(everybody.topic, axis=0)) == 1  # they all get what everybody gets
    assert content.report.value.written_for.value == campaign.written.mean()


def test_nobody_learns_from_people_on_whom_messages_are_measured():
    content = Content(Chain(TYPICAL))
    assert not (content.chain.folds.value.history & content.chain.folds.value.evaluation).any()
    assert np.array_equal(content.people, np.flatnonzero(content.chain.folds.value.evaluation))


def test_what_is_the_same_for_all_tells_an_onlooker_nothing():
    found = communicate(Settings().replace(**{"content.topic": "one"})).onlooker
    assert found.risk.low <= 0 <= found.risk.high
    told = communicate(Settings().replace(**{"attack.trait": "money"})).onlooker
    assert told.risk.low > 0


def test_leaving_sensitive_topics_out_costs_answers_and_hides_the_trait():
    bare, careful = communicate(Settings()), communicate(Settings().replace(**{"content.sensitive": "never"}))
    assert careful.content.protection_costs.high < 0
    assert careful.onlooker.risk.value < bare.onlooker.risk.value
    assert not bare.content.protection_costs.known


@pytest.mark.parametrize(
    "levers",
    [
        {"protect__technique": "cohorts"},
        {"protect__technique": "synthetic"},
        {"protect__technique": "randomised_response"},
        {"consent__model": "opt_in", "consent__banner": "equal"},
        {"minimise__sources": (), "minimise__birth_precision": "none"},
        {"minimise__detail": "receipts", "content__keyword": "personal"},
    ],
    ids=str,
)
def test_messages_follow_every_way_of_keeping_data(levers):
    found = chosen(**levers)
    plain = json.loads(json.dumps(found.to_dict()))
    assert 0 < plain["content"]["engaged"]["value"] < 0.2
    low, high = found.content.engaged.low, found.content.engaged.high
    assert low < found.content.engaged.value < high


def test_an_ordinary_run_draws_none_of_it():
    chain = Chain(TYPICAL)
    simulate(TYPICAL)
    assert "content" not in vars(chain)
    assert simulate(TYPICAL.replace(**{"content.topic": "one"})).headlines == simulate(TYPICAL).headlines


@pytest.mark.validity
def test_screens_that_say_nothing_cover_zero_at_the_nominal_rate():
    covered = 0
    for seed in range(200):
        settings = TYPICAL.replace(**{"population.seed": seed, "content.topic": "one"})
        risk = communicate(settings).onlooker.risk
        covered += risk.low <= 0 <= risk.high
    assert covered >= 183  # 190 are expected; fewer would happen in 1 of 100 tries
