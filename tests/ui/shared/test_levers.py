from equipoise.chain.settings import BRANCHES, LEVERS, STAGES
from equipoise.texts.catalogue import texts
from equipoise.ui.shared.frame import BEHIND
from equipoise.ui.shared.levers import LABS, from_widget, short, to_widget, unit_format
from equipoise.ui.shared.words import say


def test_every_lever_survives_its_widget():
    for name, declared in LEVERS.items():
        values = [value for value in (declared.default, declared.low, declared.high) if value is not None]
        back = [declared.check(name, from_widget(declared, to_widget(declared, value))) for value in values]
        assert back == values, name


def test_shares_are_whole_numbers_out_of_100():
    budget = LEVERS["target.budget"]
    assert to_widget(budget, 0.55) == 55
    assert from_widget(budget, 55) == 0.55
    assert unit_format(budget) == "%d in 100"


def test_numbers_show_as_many_places_as_they_have_steps():
    assert unit_format(LEVERS["population.taste"]) == "%.2f"
    assert unit_format(LEVERS["train.epsilon"]) == "%.1f"


def test_every_lever_has_label_and_help():
    assert [name for name in LEVERS if not texts().label(name) or not texts()[f"lever.{name}.help"]] == []


def test_every_stage_has_a_short_name_and_its_place_and_every_branch_a_page():
    assert [short(stage).split()[0] for stage in STAGES] == [str(place) for place in range(1, len(STAGES) + 1)]
    assert {*LABS} == {*BRANCHES} - {"incident"} and {*LABS.values()} <= {*BEHIND}
    assert [short(branch) for branch in LABS] == [say(f"levers.short.{branch}") for branch in LABS]
