"""The page Rules in Streamlit's own test runner, with the engine behind it."""

import pytest

from equipoise import Settings, simulate
from equipoise.chain.compare import compare
from equipoise.rules.book import book
from equipoise.rules.findings import findings
from equipoise.rules.practices import card
from equipoise.ui.rules import cost
from equipoise.ui.shared import shop
from equipoise.ui.shared.words import say

from .opened import drawn, open_page, part

START = Settings().replace(**{"population.size": 1_000, "consent.banner": "reject_second_page"})
MENDED = START.replace(**{"consent.banner": "equal"})
RULE = "EU-05"


@pytest.fixture
def app():
    return open_page("rules", **{"population.size": "1000", "consent.banner": "reject_second_page"})


def keys(app):
    return [button.key for button in app.button]


def test_the_most_serious_finding_that_a_lever_ends_comes_first_with_its_button(app):
    found = findings(START, simulate(START), card("typical"), shop.AT_FIRST)
    assert RULE in [each.rule.id for each in found]
    first = next(key for key in keys(app) if key.startswith("rules."))
    assert first == f"rules.press.{RULE}"
    assert f">{sum(each.rule.level == 'conflict' for each in found)}</b>" in drawn(app)[0]
    assert book().rules[RULE].title in drawn(app)[1]


def test_a_press_moves_the_lever_and_shows_the_paired_change_in_the_same_place(app):
    before = keys(app)
    app.button(key=f"rules.press.{RULE}").click().run()
    assert app.query_params["consent.banner"] == "equal"
    change = compare(simulate(START), simulate(MENDED))
    told = " ".join(drawn(app))
    for name in ("right_offer", "margin_per_1000", "identified"):
        assert cost.change(name, getattr(change, name)) in told
    assert say("rules.ended") in drawn(app)[1] and book().rules[RULE].title in drawn(app)[1]
    after = [key.replace(f"back.{RULE}", f"press.{RULE}") for key in keys(app)]
    assert [key for key in after if key.startswith("rules.")] == [key for key in before if key.startswith("rules.")]


def test_what_was_pressed_can_be_taken_back(app):
    before = drawn(app)
    app.button(key=f"rules.press.{RULE}").click().run()
    assert drawn(app) != before
    app.button(key=f"rules.back.{RULE}").click().run()
    assert drawn(app) == before


def test_a_remedy_of_practices_is_put_on_the_card_and_back(app):
    app.button(key="rules.press.EU-06").click().run()
    assert shop_of(app).values["withdraw_clicks"] == 1
    assert say("rules.cost.work") in [text.value for text in app.caption]
    app.button(key="rules.back.EU-06").click().run()
    assert shop_of(app).values["withdraw_clicks"] == 2


def shop_of(app):
    return app.session_state["shop.card"]


def test_other_regions_find_other_things_and_one_region_stays(app):
    app.button_group(key="rules.where").set_value(["AU"]).run()
    found = findings(START, simulate(START), card("typical"), ("AU",))
    assert {key.rpartition(".")[2] for key in keys(app) if "press" in key} <= {each.rule.id for each in found}
    app.button_group(key="rules.where").set_value([]).run()
    assert app.session_state["shop.regions"] == ("AU",) and not app.exception


def test_a_practice_is_edited_and_the_rules_follow(app):
    part(app, "rules", "practices")
    app.toggle(key="practice.trackers_before_consent").set_value(True).run()
    assert shop_of(app).values["trackers_before_consent"] is True
    part(app, "rules", "found")
    assert "rules.press.EU-01" in keys(app)
    part(app, "rules", "practices")
    app.button(key="rules.practices.reset").click().run()
    assert "shop.card" not in app.session_state
    assert app.toggle(key="practice.trackers_before_consent#1").value is False


def test_the_other_parts_are_drawn(app):
    for name in ("regimes", "practices"):
        part(app, "rules", name)
        assert say(f"rules.{name}.lead") in [text.value for text in app.markdown]
    part(app, "rules", "changed")
    told = " ".join(drawn(app))
    assert all(change.text.split(".")[0].replace("'", "&#x27;") in told for change in book().changes.values())


def test_it_says_once_that_this_is_no_legal_advice(app):
    told = [*drawn(app), *(text.value for text in (*app.caption, *app.markdown))]
    assert sum("legal advice" in text for text in told) == 1
