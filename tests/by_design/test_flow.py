import pytest

from equipoise.by_design.flow import STEPS, flow
from equipoise.by_design.worth import LESS, worth
from equipoise.chain.compare import compare
from equipoise.chain.pipeline import Chain, simulate
from equipoise.rules.threats import threats


def test_people_fields_and_months_are_those_of_the_engine(settings):
    way, chain = flow(settings), Chain(settings)
    assert tuple(step.name for step in way.steps) == STEPS
    assert way["ask"].people == 2000
    assert way["collect"].people == chain.consent.value.permit("analytics").sum()
    assert way["store"].people == len(chain.protect.value[0])
    assert way["learn"].people == chain.train.value.trained_on > 0
    assert way["share"].people <= way["store"].people
    assert way["store"].fields == len(chain.protect.value[0].schema.columns)
    met = chain.deliver.value
    assert way["choose"].people == (met.selected & met.reachable).sum()
    assert way["collect"].fields == sum(source.fields for source in way.sources)
    assert way["store"].months == 24


def test_less_of_it_flows_when_less_is_kept(settings):
    less = flow(settings.replace(**{"minimise.sources": ("purchases",), "minimise.retention_months": 6}))
    assert {source.name for source in less.sources} == {"account", "survey", "purchases"}
    assert less["store"].months == 6 and less["store"].fields < flow(settings)["store"].fields


def test_what_is_suppressed_is_not_stored(settings):
    way = flow(settings.replace(**{"protect.technique": "suppression"}))
    assert way["store"].people == way["share"].people == way["learn"].people == 0 < way["collect"].people


def test_where_nothing_is_learned_nobody_is_learned_from(settings):
    assert flow(settings.replace(**{"target.strategy": "generic"}))["learn"].people == 0


def test_every_step_has_threats():
    assert {each.step for each in threats().values()} == {*STEPS}


@pytest.mark.parametrize("step", ["collect", "choose"])
def test_what_less_costs_is_the_paired_difference(settings, outcome, step):
    assert worth(settings, step) == compare(outcome, simulate(settings.replace(**LESS[step])))
