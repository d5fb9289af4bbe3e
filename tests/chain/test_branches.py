"""A branch follows from a run: its levers change what the branch says, and no number of the run."""

import pytest

from equipoise import Settings, communicate, simulate
from equipoise.audit.run import audit
from equipoise.chain.advertising import advertise
from equipoise.chain.partnership import share
from equipoise.chain.settings import BRANCHES, LEVERS

SMALL = Settings().replace(**{"population.size": 1_000})
ROOM = {"partners.join": "clean_room"}
ANSWERS = {
    "partners": lambda settings: {k: v for k, v in share(settings).to_dict().items() if k != "settings"},
    "content": lambda settings: {k: v for k, v in communicate(settings).to_dict().items() if k != "settings"},
    "ads": lambda settings: {**advertise(settings).to_dict(), "settings": None},
    "incident": lambda settings: audit(settings).checks,
}
"""What a branch says, by its name."""
MOVES = {
    "content.topic": ({}, "segment"),
    "content.keyword": ({"minimise.detail": "items"}, "personal"),
    "content.format": ({}, "personal"),
    "content.channel": ({}, "personal"),
    "content.weeks": ({}, 8),
    "content.sensitive": ({}, "never"),
    "content.mixed": ({}, 0.4),
    "content.names": ({"content.name_effect": 0.1}, True),
    "content.name_effect": ({"content.names": True}, 0.1),
    "content.writing": ({}, "labelled"),
    "ads.addressing": ({}, "context"),
    "ads.cohort_size": ({"ads.addressing": "cohort"}, 50),
    "ads.page_address": ({}, "none"),
    "ads.place": ({"ads.addressing": "none"}, "none"),
    "ads.recipients": ({}, 10),
    "ads.retargeting": ({}, 0),
    "ads.stop_after_purchase": ({}, True),
    "ads.cap": ({}, 1),
    "ads.budget": ({}, 1.0),
    "ads.honour_opt_out": ({}, False),
    "partners.fields": ({}, ["interest"]),
    "partners.grain": ({}, "groups"),
    "partners.join": ({}, "clean_room"),
    "partners.minimum": (ROOM, 1000),
    "partners.queries": (ROOM, 1),
    "partners.noise": (ROOM, 0.5),
    "partners.conduct": ({}, "sells"),
    "partners.enrichment": ({}, "broker"),
    "incident.kind": ({}, "missed_copy"),
}
"""For every lever of a branch: what makes it active, and where it is moved to."""
IDLE = {
    "content.sensitive": {"content.topic": "one"},
    "content.mixed": {"content.topic": "one"},
    "content.name_effect": {},
    "ads.cohort_size": {},
    "ads.retargeting": {"ads.addressing": "topics"},
    "ads.stop_after_purchase": {"ads.retargeting": 0},
    "ads.cap": {"ads.addressing": "cohort"},
    "partners.grain": ROOM,
    "partners.join": {"partners.fields": []},
    "partners.minimum": {},
    "partners.queries": {},
    "partners.noise": {},
    "partners.conduct": {"partners.grain": "groups"},
}
"""What makes a lever of a branch idle."""


def test_every_branch_and_each_of_its_levers_is_tried():
    levers = {name: lever for name, lever in LEVERS.items() if name.split(".")[0] in BRANCHES}
    assert set(ANSWERS) == set(BRANCHES) and set(MOVES) == set(levers)
    assert set(IDLE) == {name for name, lever in levers.items() if lever.active}


@pytest.mark.parametrize("lever", MOVES)
def test_a_lever_of_a_branch_changes_its_answer_and_no_number_of_the_run(lever):
    context, value = MOVES[lever]
    before = SMALL.replace(**context)
    after = before.replace(**{lever: value})
    assert not {lever} & {*before.inactive(), *after.inactive()}
    answer = ANSWERS[lever.split(".")[0]]
    assert answer(before) != answer(after)
    old, new = (simulate(settings).to_dict() for settings in (before, after))
    assert old.pop("settings") != new.pop("settings")
    assert old == new


@pytest.mark.parametrize("lever", IDLE)
def test_an_idle_lever_of_a_branch_changes_nothing(lever):
    before = SMALL.replace(**IDLE[lever])
    after = before.replace(**{lever: MOVES[lever][1]})
    assert lever in before.inactive()
    answer = ANSWERS[lever.split(".")[0]]
    assert answer(before) == answer(after)
