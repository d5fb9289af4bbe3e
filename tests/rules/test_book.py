"""The rule book as it ships: every entry is whole, every rule can speak and can be silent."""

import datetime
import re

import pytest

from equipoise.core.errors import DataError
from equipoise.rules import book as module
from equipoise.rules.book import book
from equipoise.rules.fact import known_facts
from equipoise.rules.facts import declared
from equipoise.rules.findings import found_in

FROM_THE_START = 81
"""Rules that the two extreme shops were made for; later ones are beyond."""


def fired(shop):
    return {finding.rule.id for finding in found_in(declared(shop))}


def test_the_shop_that_puts_privacy_first_has_no_finding_and_the_worst_has_most():
    assert len(book().rules) >= FROM_THE_START
    assert fired("first") == set() and len(fired("worst")) >= 73


def test_every_rule_speaks_in_one_shop_and_is_silent_in_another():
    worst, first = declared("worst").values, declared("first").values
    mute = [rule.id for rule in book().rules.values() if not any(speaks(rule, shop) for shop in (worst, first))]
    loud = [rule.id for rule in book().rules.values() if rule.condition.holds(first)]
    assert mute == [] and loud == []


def speaks(rule, shop):
    """Whether a rule speaks in a shop, or in one that differs from it in at most two facts."""
    asked = [known_facts()[name] for name in rule.condition.facts if name != "regions"]
    ones = [{fact.name: value} for fact in asked for value in values_of(fact)]
    return any(rule.condition.holds({**shop, **one, **other}) for one in ones for other in ones)


def values_of(fact):
    match fact.kind:
        case "flag":
            return (True, False)
        case "choice":
            return fact.choices
        case "number":
            return (fact.low, (fact.low + fact.high) / 2, fact.high)
    return (fact.choices,)


def test_a_remedy_that_is_a_practice_ends_its_finding():
    worst = declared("worst").values
    still = [
        rule.id
        for rule in book().rules.values()
        if rule.condition.holds(worst)
        and not rule.remedy.levers
        and rule.condition.holds({**worst, **rule.remedy.practices})
    ]
    assert still == []


def test_every_remedy_changes_something():
    assert [rule.id for rule in book().rules.values() if not rule.remedy.levers and not rule.remedy.practices] == []


def test_law_that_is_to_come_stands_apart_with_its_day():
    later = {rule.id for rule in book().rules.values() if rule.begins}
    assert later == {"CA-12", "IN-01"}
    assert all(rule.begins > datetime.date(2026, 12, 1) for rule in book().rules.values() if rule.begins)


def test_a_fine_that_was_annulled_is_told_so():
    assert [decision.company for decision in book().decisions.values() if decision.annulled] == ["Amazon Europe Core"]
    assert "annulled" in book().decisions["amazon2021"].status


def test_decisions_are_found_beside_their_rules():
    assert {decision.id for decision in book().about("EU-05")} == {"google2022", "google2025"}
    assert book().about("EU-11") == ()


def test_links_are_addresses_and_sources_are_named():
    entries = [*book().rules.values(), *book().decisions.values(), *book().coming.values(), *book().regimes.values()]
    nameless = [
        each.id
        for each in entries
        if each.evidence != "remembered" and not (each.source or getattr(each, "sources", ()) or each.source_note)
    ]
    links = [link for each in entries for link in (each.source, getattr(each, "official", "")) if link]
    assert (
        nameless == [] and [link for link in links if not re.fullmatch(r"https?://[\w.-]+(:\d+)?(/\S*)?", link)] == []
    )


@pytest.mark.parametrize(
    "change, rule",
    [
        ({"level": "illegal"}, "is not as the schema says"),
        ({"surplus": 1}, "is not as the schema says"),
        ({"condition": "nobody_knows"}, "cannot be read"),
        ({"remedy": {"text": "Stop.", "levers": {"protect.kk": 5}}}, "does not exist"),
        ({"remedy": {"text": "Stop.", "practices": {"dark_patterns": "no"}}}, "true or false"),
    ],
)
def test_an_entry_that_is_wrong_is_refused_by_name(tmp_path, monkeypatch, change, rule):
    entry = {
        "regime": "A law",
        "article": "1",
        "basis": "statute",
        "level": "conflict",
        "severity": "low",
        "topic": "asking",
        "condition": "dark_patterns",
        "title": "Steered",
        "why": "Nobody should be.",
        "remedy": {"text": "Stop.", "practices": {"dark_patterns": False}},
        "evidence": "text",
        "checked": datetime.date(2026, 11, 23),
    }
    monkeypatch.setattr(module, "_read", lambda path: {"XX-01": entry})
    assert list(module.entries(tmp_path, "rule", module._rule)) == ["XX-01"]
    monkeypatch.setattr(module, "_read", lambda path: {"XX-01": entry | change})
    with pytest.raises(DataError, match=rule):
        module.entries(tmp_path, "rule", module._rule)
