from types import SimpleNamespace

from equipoise.rules.book import book
from equipoise.ui.rules import board


def found(*rules):
    return [SimpleNamespace(rule=book().rules[name]) for name in rules]


def test_the_most_serious_comes_first_and_of_equal_ones_what_a_lever_ends():
    # EU-05 and EU-06 are conflicts that weigh much, EU-05 with a lever; EU-14 is good practice.
    assert board.with_new((), found("EU-14", "EU-06", "EU-05")) == ("EU-05", "EU-06", "EU-14")


def test_what_has_a_place_keeps_it_whatever_else_is_found():
    assert board.with_new(("EU-14", "EU-06"), found("EU-05")) == ("EU-14", "EU-06", "EU-05")


def test_law_that_is_not_in_force_comes_last():
    later = [name for name, rule in book().rules.items() if rule.begins]
    assert later and board.with_new((), found(later[0], "GV-02")) == ("GV-02", later[0])
