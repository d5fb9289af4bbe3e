import pytest

from equipoise.core.errors import DataError
from equipoise.rules.condition import Condition

VALUES = {"regions": ("EU",), "k_value": 5.0, "dark_patterns": True, "deidentification": "dp"}


@pytest.mark.parametrize(
    "text, expected",
    [
        ("k_value < 10", True),
        ("k_value < 5", False),
        ("any_in(regions, ['EU', 'UK']) and dark_patterns", True),
        ("any_in(regions, ['UK']) and dark_patterns", False),
        ("any_in(regions, ['UK']) and (dark_patterns or k_value == 5)", False),
        ("any_in(regions, ['EU']) and k_value > 9 and dark_patterns", False),
        ("deidentification in ['none', 'dp'] and not dark_patterns", False),
        ("0.5 * k_value == 2.5", True),
    ],
)
def test_a_condition_holds_or_does_not(text, expected):
    assert Condition.read(text).holds(VALUES) is expected


def test_it_names_its_facts_and_where_it_can_hold():
    read = Condition.read("any_in(regions, ['EU', 'UK']) and k_value < 10 and dark_patterns")
    assert read.facts == ("regions", "dark_patterns", "k_value") and read.regions == ("EU", "UK")
    assert Condition.read("k_value < 10").regions == ()


@pytest.mark.parametrize(
    "text, rule",
    [
        ("k_values < 10", "cannot be read"),
        ("k_value <", "cannot be read"),
        ("k_value < 'ten'", "cannot be read|different types"),
        ("k_value == 'ten'", "different types"),
        ("deidentification == 'clear'", "never this word"),
        ("deidentification in ['none', 'clear']", "never this word"),
        ("any_in(regions, ['EUROPE']) and dark_patterns", "never this word"),
        ("any_in(regions)", "cannot be read"),
        ("dark_patterns and any_in(regions, ['EU'])", "begins with"),
        ("any_in(regions, ['EU']) and any_in(regions, ['UK'])", "begins with"),
        ("any_in(regions, ['EU']) and dark_patterns or ai_label", "begins with"),
        ("k_value + 1", "true or false"),
        ("__import__('os').system('true')", "cannot be read"),
        ("(lambda: 1)()", "cannot be read"),
        ("", "cannot be read"),
    ],
)
def test_what_cannot_be_meant_is_refused_when_it_is_read(text, rule):
    with pytest.raises(DataError, match=rule):
        Condition.read(text)
