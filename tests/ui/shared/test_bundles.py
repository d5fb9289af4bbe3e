import pytest

from equipoise.chain.settings import Settings
from equipoise.ui.shared.bundles import TOGGLES, position

EVERY = [(toggle, choice) for toggle, choices in TOGGLES.items() for choice in choices]


@pytest.mark.parametrize(("toggle", "choice"), EVERY)
def test_a_toggle_stands_where_it_was_put_and_moves_no_other(toggle, choice):
    settings = Settings().replace(**TOGGLES[toggle][choice])
    assert position(settings, toggle) == choice
    for other in set(TOGGLES) - {toggle}:
        assert position(settings, other) == position(Settings(), other)


def test_the_default_stands_on_the_typical_retailer():
    assert [position(Settings(), toggle) for toggle in TOGGLES] == ["nudged", "groups_5", "fair_past"]


def test_levers_that_match_no_bundle_show_none():
    assert position(Settings().replace(**{"protect.k": 7}), "anonymisation") is None
