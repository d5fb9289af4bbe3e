"""The Protection lab in Streamlit's own test runner, with the engine behind it."""

import dataclasses
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from equipoise.chain.settings import LEVERS, Settings
from equipoise.studies.strength import FAMILIES, key_of
from equipoise.texts.catalogue import texts
from equipoise.ui.protection_lab import people
from equipoise.ui.shared.words import say

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "pages" / "protection_lab.py"
SMALL = {"population.size": "1000", "pin": "v=2&population.size=1000"}
HERE = Settings().replace(**{"population.size": 1000})
CHOICES = [(family, choice) for family in FAMILIES for choice in LEVERS[family].choices]


def open_page(part="people", family=FAMILIES[0], **query):
    app = AppTest.from_file(str(PAGE), default_timeout=120)
    for name, value in (SMALL | query).items():
        app.query_params[name] = value
    app.session_state["protection.family"] = family
    app.session_state["protection.part"] = say(f"protection.part.{part}")
    app.run()
    assert not app.exception
    return app


def words(app):
    return " ".join(text.value for text in (*app.markdown, *app.caption, *app.warning))


def test_the_page_runs_through_navigation():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for name, value in SMALL.items():
        app.query_params[name] = value
    app.run()
    app.switch_page("pages/protection_lab.py").run()
    assert not app.exception
    assert "All people here are invented" in words(app)
    assert say("protection.people.curtain") in [text.help for text in app.markdown]


@pytest.mark.parametrize(("family", "choice"), CHOICES)
def test_every_protection_shows_what_it_is_and_what_it_is_not(family, choice):
    app = open_page(family=family, **{family: choice})
    about = texts().under(key_of(family, choice))
    assert about["what"] in words(app) and about["cost"] in words(app)
    (warning,) = app.warning
    assert about["not_against"] in warning.value
    assert len(app.table) == 2


def test_before_and_after_hold_the_same_people():
    before, after = (table.value for table in open_page().table)
    assert before["No."].tolist() == after["No."].tolist() == [str(place) for place in range(1, 11)]
    assert not before.iloc[:, 1].str.contains("▸").any() and after.iloc[:, 1].str.contains("▸").all()


def test_columns_that_the_family_is_about_show_first():
    coarse = open_page(family="protect.behaviour", **{"protect.behaviour": "binary"})
    assert coarse.table[1].value.iloc[:, 1:].isin(["0"]).to_numpy().any()
    assert "1 or more" in coarse.table[1].value.to_string().replace("\u00a0", " ")
    assert say("protection.people.learning") in words(open_page(family="train.privacy"))


def test_the_slider_moves_the_state_that_all_pages_share():
    app = open_page()
    app.slider(key="lever.protect.k").set_value(20).run()
    assert app.session_state["play"].settings["protect.k"] == 20
    assert app.query_params["protect.k"] in ("20", ["20"])


def test_epsilon_is_told_as_odds_in_plain_words():
    app = open_page(**{"protect.technique": "randomised_response", "protect.epsilon": "1.0"})
    assert "2.7 times likelier" in words(app) and "over a billion times likelier" in words(app)


def test_nobody_to_show_is_said(monkeypatch):
    found = people.side_by_side(HERE)
    nobody = dataclasses.replace(found, raw=found.raw.iloc[:0])
    monkeypatch.setattr(people, "side_by_side", lambda settings: nobody)
    assert open_page().info[0].value == say("protection.people.nobody")


def test_the_curve_is_worked_out_when_it_is_opened():
    app = open_page("curve", family="protect.identifiers")
    chart = app.get("plotly_chart")[-1]
    assert "(Names kept) to" in chart.proto.alt
    assert "curve.start" not in {button.key for button in app.button}
    app.toggle(key="curve.table").set_value(True).run()
    (table,) = (each.value for each in app.table)
    assert table.iloc[:, 0].tolist() == ["Names kept", "Names removed", "Plain-hash pseudonyms", "Keyed pseudonyms"]


def test_a_running_curve_can_be_cancelled(slow_jobs):
    app = open_page("curve")
    assert len(slow_jobs.asked) == 6  # of seven, the present one is known
    app.button(key="curve.cancel").click().run()
    assert not app.exception
    assert say("protection.curve.cancelled") in words(app)
    assert len(app.get("plotly_chart")) == 1
    assert app.button(key="curve.start")


def test_codes_are_put_to_the_test_when_asked():
    app = open_page("codes", family="protect.identifiers", **{"protect.identifiers": "hash"})
    assert "Names found" not in words(app)
    app.button(key="codes.reverse").click().run()
    assert "Names found behind **100 in 100** codes" in words(app)
    app.button(key="codes.join").click().run()
    assert "**100 in 100** rows of the one table" in words(app) and "its own key" not in words(app)


def test_a_key_of_its_own_parts_two_tables():
    app = open_page("codes", **{"protect.identifiers": "keyed"})
    app.button(key="codes.join").click().run()
    assert "If the copy had its own key: **0 in 100**" in words(app)
