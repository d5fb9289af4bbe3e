import pytest

from equipoise.settings import LEVERS
from equipoise.texts import texts
from equipoise.ui.levers import from_widget, to_widget, unit_format


@pytest.mark.parametrize("name", LEVERS)
def test_every_lever_survives_its_widget(name):
    declared = LEVERS[name]
    for value in (declared.default, declared.low, declared.high):
        if value is not None:
            assert declared.check(name, from_widget(declared, to_widget(declared, value))) == value


def test_shares_are_whole_numbers_out_of_100():
    budget = LEVERS["target.budget"]
    assert to_widget(budget, 0.55) == 55
    assert from_widget(budget, 55) == 0.55
    assert unit_format(budget) == "%d in 100"


@pytest.mark.parametrize("name", LEVERS)
def test_every_lever_has_label_and_help(name):
    assert texts().label(name)
    assert texts()[f"lever.{name}.help"]
