"""What a run leaves out is found when it is asked for, as the chain finds it."""

import pytest

from equipoise import Settings, simulate
from equipoise.chain.asking import question
from equipoise.chain.on_demand import attack_membership, linkage_by_fields, reidentification
from equipoise.chain.pipeline import Chain
from equipoise.runtime.jobs import quiet

SMALL = Settings().replace(**{"population.size": 1_000, "protect.technique": "none"})


def test_the_service_answers_as_the_chain_does(fresh_service):
    found, risks = (fresh_service.ask(question(ask, SMALL)) for ask in (linkage_by_fields, reidentification))
    exposure = Chain(SMALL).exposure
    assert found.result() == exposure.by_fields(quiet).value
    assert risks.result() == exposure.reidentification.value
    assert found.progress == 1.0


def test_whoever_computes_it_hears_how_far_it_is(monkeypatch, fresh_service):
    told = []
    monkeypatch.setattr("equipoise.runtime.progress.report", lambda fraction, message="": told.append(fraction))
    fresh_service.ask(question(linkage_by_fields, SMALL.replace(**{"protect.technique": "k_anonymity"}))).result()
    assert told == sorted(told)
    assert 0 <= told[0] < told[-1] < 1


def test_a_learner_that_is_attacked_at_once_is_found_as_in_the_run():
    assert attack_membership(SMALL) == simulate(SMALL).attacks["membership"]


@pytest.mark.parametrize("ask", [attack_membership, linkage_by_fields, reidentification])
def test_it_can_be_asked_of_another_process(ask):
    assert question(ask, SMALL).call
