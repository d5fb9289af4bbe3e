import json

import pytest
import rdflib

from equipoise.chain.scenarios import scenario
from equipoise.rules.book import book
from equipoise.rules.dpv import CONTEXT, export
from equipoise.rules.findings import findings
from equipoise.rules.practices import card

DPV, EQ = rdflib.Namespace(CONTEXT["dpv"]), rdflib.Namespace(CONTEXT["eq"])


def graph(written):
    return rdflib.Graph().parse(data=json.dumps(written), format="json-ld")


@pytest.fixture(scope="module")
def usual(outcome):
    return graph(export(outcome.settings, outcome, card("typical"), ["EU"]))


def test_another_reader_finds_what_is_done_and_why(usual):
    process = EQ["process"]
    assert usual.value(process, rdflib.RDF.type) == DPV.Process
    assert DPV.PersonalisedAdvertising in set(usual.objects(process, DPV.hasPurpose))
    assert DPV.Profiling in set(usual.objects(process, DPV.hasProcessing))
    assert DPV.Consent in set(usual.objects(process, DPV.hasLegalBasis))


def test_every_finding_is_there_with_its_rule(usual, outcome):
    found = {each.rule.id for each in findings(outcome.settings, outcome, card("typical"), ["EU"])}
    there = usual.subjects(rdflib.RDF.type, EQ.Finding)
    assert {str(usual.value(one, rdflib.DCTERMS.identifier)) for one in there} == found != set()


def test_a_shop_that_keeps_nothing_does_less(outcome):
    settings = scenario("contextual").settings
    quiet = graph(export(settings, outcome, card("contextual"), ["EU"]))
    done = set(quiet.objects(EQ["process"], DPV.hasProcessing))
    assert DPV.Profiling not in done and DPV.TrackingByThirdParty not in done


@pytest.mark.parametrize("name", ["growth", "contextual", "careful", "typical"])
def test_all_terms_are_in_the_vocabulary(name, outcome):
    known = {term.code for term in book().terms}
    process = export(scenario(name).settings, outcome, card(name), ["EU"])["@graph"][0]
    used = {term["@id"] for part in process.values() if isinstance(part, list) for term in part if "@id" in term}
    assert {term for term in used if not term.startswith("eq:")} - known == set()
