import dataclasses
import math

import pytest

from equipoise import Settings
from equipoise.core.errors import DataError
from equipoise.rules.book import book
from equipoise.rules.fact import all_regions
from equipoise.rules.facts import facts
from equipoise.rules.findings import by_topic, findings, remedied
from equipoise.rules.practices import card
from equipoise.rules.readings import READINGS


def ids(found):
    return [finding.rule.id for finding in found]


def test_a_finding_says_which_fact_it_read_from_where(settings, outcome, usual):
    found = {finding.rule.id: finding for finding in findings(settings, outcome, usual, ["EU"])}
    bundled = {read.fact: read for read in found["EU-07"].reads}
    assert bundled["consent_granularity"].value == "bundled"
    assert (bundled["consent_granularity"].origin, bundled["consent_granularity"].place) == ("lever", "consent.banner")
    small = {read.fact: read for read in found["PB-01"].reads}["k_value"]
    assert (small.value, small.origin, small.place) == (outcome.disclosure.k, "outcome", "disclosure.k")
    assert {read.origin for read in found["EU-33"].reads} == {"practices"}


def test_the_most_serious_comes_first_and_coming_law_last(settings, outcome):
    found = findings(settings, outcome, card("worst"), all_regions())
    ranks = [(finding.rule.begins is not None, finding.rule.rank) for finding in found]
    assert ranks == sorted(ranks) and ids(found)[-1] in ("CA-12", "IN-01")


def test_a_rule_speaks_only_where_customers_live(settings, outcome, usual):
    assert "CA-03" not in ids(findings(settings, outcome, usual, ["EU"]))
    here = next(each for each in findings(settings, outcome, usual, ["US-CA", "EU"]) if each.rule.id == "CA-03")
    assert here.regions == ("US-CA",)


def test_regions_by_topics_agrees_with_looking_at_each_region(settings, outcome):
    worst = card("worst")
    table = by_topic(settings, outcome, worst)
    assert tuple(table) == all_regions()
    for place in ("EU", "US-CA", "JP"):
        found = [each for each in findings(settings, outcome, worst, [place]) if each.rule.begins is None]
        for topic, level in table[place].items():
            levels = [each.rule.level for each in found if each.rule.topic == topic]
            later = [each for each in book().rules.values() if each.begins and each.topic == topic]
            assert level == (levels[0] if levels else None) or later


@pytest.mark.parametrize("rule", [rule.id for rule in book().rules.values() if rule.remedy.levers])
def test_a_lever_that_is_a_remedy_changes_what_the_rule_has_read(rule, outcome):
    asked = book().rules[rule]
    bad = Settings().replace(
        **{
            "consent.model": "opt_in" if rule in ("EU-04", "EU-05", "EU-07", "CN-01") else "opt_out",
            "consent.banner": "reject_second_page" if rule in ("EU-05", "CN-01") else "pre_ticked",
            "consent.honour": False,
            "consent.honour_signal": False,
            "minimise.sources": ("purchases", "cross_site"),
            "minimise.collect_heritage": True,
            "protect.k": 2,
            "protect.epsilon": 9.0,
            "content.writing": "machine",
            "partners.join": "clean_room",
        }
    )
    after, practices = remedied(bad, card("worst"), asked.remedy)
    assert bad.changes(after)
    before = facts(bad, outcome, card("worst"), all_regions()).values
    later = facts(after, outcome, practices, all_regions()).values
    computed = [name for name in asked.condition.facts if name in READINGS and READINGS[name].origin == "outcome"]
    assert computed or any(before[name] != later[name] for name in asked.condition.facts)


@pytest.mark.parametrize("high, expected", [(0.71, 0.71), (1.2, 1.0), (math.nan, 1.0)])
def test_what_is_surely_below_a_line_is_found_to_be_below_it(settings, outcome, usual, high, expected):
    report = outcome.fairness["sex"]
    alike = dataclasses.replace(report.treated_alike, value=0.6, low=0.5, high=high)
    other = dataclasses.replace(outcome, fairness={"sex": dataclasses.replace(report, treated_alike=alike)})
    assert facts(settings, other, usual, ["EU"]).values["min_exposure_ratio"] == expected
    assert ("FA-01" in ids(findings(settings, other, usual, ["EU"]))) == (expected < 0.8)


def test_a_region_that_nobody_knows_is_refused(settings, outcome, usual):
    for regions in (["Atlantis"], []):
        with pytest.raises(DataError, match="at least one"):
            findings(settings, outcome, usual, regions)
