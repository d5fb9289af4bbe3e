import dataclasses

import pytest

from equipoise import Settings, simulate
from equipoise.by_design.flow import STEPS, flow
from equipoise.by_design.speaking import by_step
from equipoise.by_design.worth import LESS, worth
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.rules.facts import declared, facts
from equipoise.rules.findings import found_in
from equipoise.rules.practices import card
from equipoise.rules.threats import looked_for
from equipoise.ui.journey import step
from equipoise.ui.shared.numbers import hundred
from equipoise.ui.shared.words import say

SMALL = Settings().replace(**{"population.size": 500})
WORST = found_in(declared("worst"))


@pytest.fixture(scope="module")
def read():
    return facts(SMALL, simulate(SMALL), card("typical"), ["EU"])


def test_a_change_stands_with_its_interval():
    assert step.change(Rate(-0.051, -0.067, -0.035, 1000)) == "−5.1 (−6.7 to −3.5)"
    assert step.change(UNKNOWN) == step.change(None)


def test_the_lever_of_a_step_shows_what_it_costs_and_saves_once_that_is_known():
    found = worth(SMALL, "choose")
    shown = step.lever("choose", found)
    for number in (step.change(found.identified), step.change(found.margin_per_1000, scale=1.0)):
        assert number in shown and number not in step.lever("choose", None)
    assert len(step.worths({})) == len(LESS)
    assert step.worths({"choose": found}).iloc[-1, 2] == step.change(found.identified)


@pytest.mark.parametrize("name", STEPS)
def test_everybody_who_may_look_on_is_named_with_what_they_see(name):
    of, outcome = flow(SMALL)[name], simulate(SMALL)
    shown = step.sees(name, of, outcome)
    assert all(say(f"journey.flow.who.{who}") in shown for who in step.WHO)
    assert f"{of.people:,} people" in shown
    assert (f"{hundred(outcome.headlines.identified.value)} in 100" in shown) == (name == "store")


def test_what_is_shared_has_no_lever_of_its_own():
    assert say("journey.flow.less.share") in step.lever("share", None)


@pytest.mark.parametrize("name", STEPS)
def test_threats_that_are_met_come_first_with_the_facts_that_say_so(read, name):
    here = [each for each in looked_for(read) if each.threat.step == name]
    shown = step.threats(name, looked_for(read), None, SMALL)
    met = [each.threat for each in here if each.met]
    assert say("journey.flow.threats", n=len(met)) in shown and all(threat.threat in shown for threat in met)
    assert all((each.threat.says in shown) == each.met for each in here)
    assert shown.count(say("journey.flow.not_met")) == len(here) - len(met)


def test_a_number_stands_with_what_it_was_before(read):
    calm = tuple(dataclasses.replace(each, met=False) for each in looked_for(read))
    met = sum(each.met for each in looked_for(read) if each.threat.step == "store")
    assert met and f"{met} (before 0)" in step.threats("store", looked_for(read), calm, SMALL)
    assert "before" not in step.threats("store", looked_for(read), looked_for(read), SMALL)
    here = len(by_step(WORST)["store"])
    assert f"{here} (before 0)" in step.rules("store", WORST, ())


@pytest.mark.parametrize("name", STEPS)
def test_the_most_serious_rules_are_named_and_the_others_counted(name):
    here, shown = by_step(WORST)[name], step.rules(name, WORST, None)
    assert all((f"({each.rule.id})" in shown) == (place < step.MOST) for place, each in enumerate(here))
    more = len(here) - step.MOST
    assert more <= 0 or say("journey.flow.more", n=more) in shown
    assert say("journey.flow.whole", n=len(by_step(WORST)[""])) in shown
