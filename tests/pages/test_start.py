"""The first page in Streamlit's own test runner."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from drawn_cards import on_page
from equipoise.ui.shared import compute
from equipoise.ui.shared.bundles import STOLEN
from equipoise.ui.shared.moves import TYPICAL
from equipoise.ui.shared.numbers import hundred
from equipoise.ui.shared.words import say

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "pages" / "start.py"


def open_page(script, **query):
    app = AppTest.from_file(str(script), default_timeout=120)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize("script", [PAGE, ROOT / "app.py"])
def test_the_page_runs_alone_and_through_navigation_with_todays_numbers(script):
    app = open_page(script)
    now = compute.outcome(TYPICAL).headlines
    numbers = {"found": hundred(now.identified.value), "right": hundred(now.right_offer.value)}
    said = [text.value for text in app.markdown]
    assert say("start.told", **numbers) in said
    assert all(
        any(say(f"start.door.{door}.what") in text for text in said) for door in ("staff", "customer", "workshop")
    )
    assert any("All people here are invented" in text.value for text in app.markdown)


@pytest.mark.parametrize("stolen", STOLEN)
def test_a_touch_says_how_many_are_found_in_another_table(stolen):
    app = open_page(PAGE)
    app.segmented_control(key="start.stolen").set_value(stolen).run()
    assert not app.exception
    now = compute.outcome(TYPICAL.replace(**STOLEN[stolen])).headlines
    numbers = {"found": hundred(now.identified.value), "right": hundred(now.right_offer.value)}
    assert say("start.told", **numbers) in [text.value for text in app.markdown]


def test_one_click_leads_to_live_numbers():
    app = open_page(ROOT / "app.py")
    app.button(key="start.playground").click().run()
    assert not app.exception
    assert len(on_page(app)) == 4


@pytest.mark.parametrize(("door", "page"), [("staff", "learn"), ("workshop", "workshop")])
def test_the_other_doors_lead_to_their_pages(door, page):
    app = open_page(ROOT / "app.py")
    app.button(key=f"start.{door}").click().run()
    assert not app.exception
    assert say(f"page.{page}") in [heading.value for heading in app.subheader]


def test_the_customers_door_leads_to_people_to_choose_from():
    app = open_page(ROOT / "app.py")
    app.button(key="start.customer").click().run()
    assert not app.exception
    assert sum(button.key.startswith("you.pick.") for button in app.button if button.key) == 6


def test_an_old_link_with_levers_opens_the_playground_with_them():
    app = open_page(ROOT / "app.py", **{"population.size": "2000", "protect.k": "10"})
    assert app.session_state["play"].settings["protect.k"] == 10
    assert len(on_page(app)) == 4
    assert app.query_params["protect.k"] in ("10", ["10"])


def test_an_old_link_that_is_wrong_still_says_so():
    app = open_page(ROOT / "app.py", **{"protect.k": "1000"})
    assert "1000" in app.error[0].value
