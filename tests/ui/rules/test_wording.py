import dataclasses
import datetime

import pytest

from equipoise.chain.settings import Settings
from equipoise.numerics.rate import Rate
from equipoise.rules.book import TOPICS, book
from equipoise.rules.fact import all_regions, known_facts
from equipoise.rules.facts import Read
from equipoise.rules.findings import remedied
from equipoise.rules.practices import card, practices
from equipoise.ui.rules import cost, opening, picture, regimes
from equipoise.ui.rules.practices import grouped, read
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


def test_a_change_has_its_sign_and_its_interval():
    assert cost.change("right_offer", Rate(-0.033, -0.041, -0.025, 100)) == "−3.3 (−4.1 to −2.5)"
    assert cost.change("margin_per_1000", Rate(2.0, -1.0, 5.0, 100)) == "+2.0 (−1.0 to +5.0)"


def test_the_picture_says_in_words_what_its_shapes_say():
    levels = dict.fromkeys(TOPICS) | {"asking": "conflict", "keeping": "conflict", "fairness": "review"}
    found = {"EU": levels, "AU": dict.fromkeys(TOPICS)}
    expected = "European Union: conflicts with the text: 2, needs a person to check: 1; Australia: nothing found"
    assert picture.alternative(found) == expected
    drawn = picture.draw(found, ["EU"])
    assert f'aria-label="{expected}"' in drawn
    assert drawn.count("■") == 2 + 1 and drawn.count("◆") == 1 + 1  # and once each in the key
    table = regimes.table(found)
    assert table.iloc[0].tolist()[1] == "conflicts with the text" and table.iloc[1].tolist()[1] == "–"


def test_two_regions_are_compared_line_by_line():
    table = regimes.lines("EU", "US-CA")
    assert len(table) == len(regimes.LINES) and table.columns.tolist() == ["About", "European Union", "California"]
    assert "GDPR: " in table.iloc[0, 1] and "A parent's yes that can be checked" in table.iloc[0, 2]
    assert regimes.lines("CH", "CH").columns.tolist() == ["About", "Switzerland"]


def test_every_practice_is_asked_for_in_one_topic():
    listed = [name for names in grouped().values() for name in names]
    assert sorted(listed) == sorted(practices())


def test_a_card_is_read_from_its_file():
    own = card("growth").replace(withdraw_clicks=3)
    assert read(own.to_toml().encode()) == own


def test_rules_that_were_looked_up_long_ago_are_counted():
    day = max(rule.checked for rule in book().rules.values())
    assert opening.age(day).startswith("All ")
    stale = opening.age(day + datetime.timedelta(days=opening.FRESH + 1))
    assert stale.startswith(f"{len(book().rules)} of {len(book().rules)} rules")
