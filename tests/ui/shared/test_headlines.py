import pytest

from equipoise.numerics.rate import UNKNOWN
from equipoise.texts.catalogue import in_language
from equipoise.texts.numerals import NOTHING
from equipoise.ui.shared.headlines import HEADLINES, _change
from ui_fakes import rate


@pytest.mark.parametrize(
    ("number", "change", "shown"),
    [
        ("right_offer", 0.03, ("+3", "up", True)),
        ("right_offer", -0.03, ("−3", "down", False)),
        ("identified", 0.44, ("+44", "up", False)),
        ("identified", -0.44, ("−44", "down", True)),
        ("treated_alike", 0.004, ("0", "same", False)),
    ],
)
def test_a_change_says_by_sign_and_direction_whether_it_is_welcome(number, change, shown):
    told = _change(number, rate(change))
    assert (told.text, told.moved, told.welcome) == shown


def test_at_the_start_nothing_is_compared():
    assert _change("identified", None).text == ""


def test_a_change_that_is_not_known_is_a_dash_without_an_arrow():
    told = _change("treated_alike", UNKNOWN)
    assert (told.text, told.moved) == (NOTHING, "same")


def test_money_is_told_in_whole_units_and_shares_with_a_decimal_only_to_experts():
    assert _change("margin_per_1000", rate(12.4, 3), money=True).text == "+12"
    assert _change("right_offer", rate(0.034), exact=True).text == "+3.4"


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_headline_has_one_name_for_everybody(language):
    texts = in_language(language)
    assert all(texts[f"number.{name}.title"] == texts[f"number.{name}.plain"] for name in HEADLINES)
