import dataclasses

import pytest

from equipoise.chain.settings import Settings
from equipoise.rules.book import book
from equipoise.rules.fact import all_regions, known_facts
from equipoise.rules.facts import Read
from equipoise.rules.findings import remedied
from equipoise.rules.practices import card
from equipoise.ui.shared import rule_words


@pytest.mark.parametrize(
    ("fact", "value", "words"),
    [
        ("honour_gpc", True, "yes"),
        ("reid_rate", 0.285, "28 in 100"),
        ("retention_days", 731.0, "731"),
        ("consent_model", "opt_in", "only who says Yes"),
    ],
)
def test_values_are_written_as_people_say_them(fact, value, words):
    assert rule_words.value(fact, value) == words


def test_every_value_that_a_fact_can_have_has_words():
    choices = {choice for fact in known_facts().values() if fact.name != "regions" for choice in fact.choices}
    assert all(rule_words.choice(choice) for choice in choices)
    assert all(rule_words.region(region) for region in all_regions())


def test_facts_from_one_place_share_a_line():
    reads = [
        Read("accept_clicks", 1.0, "lever", "consent.banner"),
        Read("withdraw_clicks", 2.0, "practices", "withdraw_clicks"),
        Read("reject_clicks", 2.0, "lever", "consent.banner"),
    ]
    first, second = rule_words.reads(reads, Settings())
    assert first[0] == "Clicks to say Yes to all: 1 · Clicks to say No to all: 2"
    assert second == ("Clicks to take a Yes back: 2", "from your card of practices")


def test_every_remedy_that_moves_something_says_what():
    for rule in book().rules.values():
        moves = rule_words.moves(rule.remedy)
        assert len(moves) == len(rule.remedy.levers) + len(rule.remedy.practices), rule.id
        settings, after = remedied(Settings(), card("worst"), rule.remedy)
        assert settings and after


def test_a_story_tells_who_decided_and_whether_it_stands():
    told = {name: rule_words.story(decision) for name, decision in book().decisions.items()}
    annulled = [name for name, decision in book().decisions.items() if decision.annulled]
    assert annulled and all(told[name][0].endswith("annulled") for name in annulled)
    one = next(each for each in book().decisions.values() if each.amount)
    assert rule_words.amount(dataclasses.replace(one, amount=50_000_000, currency="EUR")) == "50 million EUR"
    assert rule_words.amount(dataclasses.replace(one, amount=1_200, currency="EUR")) == "1,200 EUR"
    assert rule_words.amount(dataclasses.replace(one, amount=None)) == ""
