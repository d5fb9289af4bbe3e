from collections import Counter

import pytest

from equipoise.by_design.flow import STEPS
from equipoise.by_design.speaking import STEP_OF, by_step, steps_of
from equipoise.chain.settings import BRANCHES, STAGES
from equipoise.rules.book import TOPICS, book
from equipoise.rules.facts import declared
from equipoise.rules.findings import found_in

RULES = book().rules


@pytest.mark.parametrize(
    ("rule", "steps"),
    [
        ("EU-02", ("ask",)),  # its remedy is consent.model
        ("EU-12", ("collect",)),  # minimise.retention_months
        ("EU-21", ("store",)),  # protect.technique, though its topic is sensitive data
        ("FA-02", ("learn", "choose")),  # train.mitigation and target.mitigation
        ("EU-22", ("share",)),  # a contract: no lever, about partners
        ("EU-28", ()),  # a record of processing: the whole way
    ],
)
def test_a_rule_speaks_where_something_can_be_done_about_it(rule, steps):
    assert steps_of(RULES[rule]) == steps


def test_every_lever_that_ends_a_finding_has_a_step():
    stages = {name.partition(".")[0] for rule in RULES.values() for name in rule.remedy.levers}
    assert stages <= {*STEP_OF} <= {*STAGES, *BRANCHES} and {*STEP_OF.values()} == {*STEPS}


@pytest.mark.parametrize("topic", TOPICS)
def test_the_step_of_a_topic_is_that_of_most_levers_that_end_its_rules(topic):
    by_lever = Counter(
        step for rule in RULES.values() if rule.topic == topic and rule.remedy.levers for step in steps_of(rule)
    )
    others = {steps_of(rule) for rule in RULES.values() if rule.topic == topic and not rule.remedy.levers}
    assert len(others) <= 1
    if by_lever and others:
        most = max(by_lever.values())
        assert by_lever[others.pop()[0]] == most


def test_no_finding_is_lost():
    found = found_in(declared("worst"))
    placed = by_step(found)
    assert tuple(placed) == (*STEPS, "") and all(placed.values())
    assert {each.rule.id for some in placed.values() for each in some} == {each.rule.id for each in found}
