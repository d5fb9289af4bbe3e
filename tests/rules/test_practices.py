import pytest

from equipoise.chain.scenarios import scenarios
from equipoise.core.errors import DataError, SettingsError
from equipoise.rules.fact import known_facts
from equipoise.rules.practices import MAX_TEXT, Card, card, practices
from equipoise.rules.readings import READINGS


def test_every_fact_is_read_or_stands_on_a_card():
    assert {*known_facts()} == {*practices()} | {*READINGS} | {"regions"}
    assert not {*practices()} & {*READINGS}


def test_every_scenario_has_a_card():
    assert [name for name in scenarios() if set(card(name).values) != {*practices()}] == []


def test_a_card_survives_the_way_through_a_file():
    changed = card("growth").replace(dsr_days=12, transfer_tool="dpf")
    assert Card.from_toml(changed.to_toml()) == changed


@pytest.mark.parametrize(
    "text, rule",
    [
        ("dsr_days = 400", "lies between 0 and 120"),
        ("dsr_days = 1.5", "whole one"),
        ("dsr_days = true", "lies between"),
        ("dark_patterns = 1", "true or false"),
        ("transfer_tool = 'boat'", "one of"),
        ("k_value = 5", "is no practice"),
        ("no_such = 1", "no fact has this name"),
        ("= 1", "cannot be read"),
        ("#" * (MAX_TEXT + 1), "at most"),
    ],
)
def test_a_card_that_is_wrong_says_what_and_why(text, rule):
    with pytest.raises(DataError, match=rule):
        Card.from_toml(text)


def test_there_is_no_card_of_a_stranger():
    with pytest.raises(SettingsError, match="Choose one of"):
        card("stranger")
