"""The Data lab in Streamlit's own test runner, with the engine behind it."""

import dataclasses
from pathlib import Path

from streamlit.testing.v1 import AppTest

from equipoise.chain.settings import Settings
from equipoise.studies.field_value import weigh
from equipoise.ui.shared.words import say

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "pages" / "data_lab.py"
SMALL = {"population.size": "600", "minimise.sources": "purchases", "pin": "v=2&population.size=600"}
HERE = Settings().replace(**{"population.size": 600, "minimise.sources": ("purchases",)})


def open_page(part="sources", script=PAGE, **query):
    app = AppTest.from_file(str(script), default_timeout=120)
    for name, value in (SMALL | query).items():
        app.query_params[name] = value
    app.session_state["fields.part"] = say(f"fields.parts.{part}")
    return app.run()


def words(app):
    assert not app.exception
    return " ".join(text.value for text in (*app.markdown, *app.caption))


def test_the_page_runs_through_navigation():
    app = open_page(script=ROOT / "app.py").switch_page("pages/data_lab.py").run()
    assert "All people here are invented" in words(app) and say("fields.lead") in words(app)


def test_sources_that_are_off_are_named_and_the_rest_can_be_weighed():
    app = open_page()
    assert "bought profiles" in words(app) and "Visits to the website" in words(app)
    assert say("fields.start", tables=8) in app.button(key="fields.start.").label


def test_guess_first_and_then_see_what_every_source_is_worth():
    app = open_page()
    app.pills(key="fields.guess").set_value("account").run()
    app.button(key="fields.start.").click().run()
    assert "You would stop collecting **Account details**" in words(app)
    assert "fields.start." not in {button.key for button in app.button}
    (table,) = (each.value for each in app.table)
    assert sorted(table.iloc[:, 1]) == ["Account details", "Purchases", "Wellbeing survey"]
    (chart,) = (each.proto.body for each in app.get("html"))
    assert "Right offers it adds" in chart and 'role="img"' in chart
    app.selectbox(key="fields.risk.source").set_value("purchases").run()
    assert "Linkage by known purchases" in app.get("html")[0].proto.body
    app.segmented_control(key="fields.value.source").set_value("margin_per_1000").run()
    assert "€" in app.get("html")[0].proto.body


def test_fields_of_a_source_are_left_out_one_by_one():
    app = open_page("fields")
    app.button(key="fields.start.account").click().run()
    (table,) = (each.value for each in app.table)
    assert len(table) == 6 and "Birth date" in set(table.iloc[:, 1])
    assert say("fields.field_note") in words(app)
    app.pills(key="fields.source").set_value("survey").run()
    assert say("fields.start_fields", tables=4) in app.button(key="fields.start.survey").label


def test_a_lever_moves_what_all_pages_share():
    app = open_page()
    app.toggle(key="lever.minimise.survey").set_value(False).run()
    assert app.session_state["play"].settings["minimise.survey"] is False
    assert "wellbeing survey" in words(app) and "(4 tables)" in app.button(key="fields.start.").label


def test_a_click_before_the_address_is_there_loses_no_lever():
    """The first run after a change of pages may be cut short: the next one then comes without an address."""
    app = open_page()
    for name in list(app.query_params):
        del app.query_params[name]
    app.session_state["arriving"] = True
    app.run()
    assert app.session_state["play"].settings == HERE and not app.exception
    assert app.query_params["population.size"] in ("600", ["600"])


def test_work_is_followed_until_somebody_stops_it_and_what_it_found_stays(slow_jobs):
    app = open_page()
    half = dataclasses.replace(weigh(HERE), done=5)
    slow_jobs.meanwhile = [lambda: slow_jobs.tell(slow_jobs.asked[0], partial=half)]
    app.button(key="fields.start.").click().run()
    assert len(app.table) == 1
    app.button(key="fields.all.cancel").click().run()
    assert len(app.table) == 1
    assert say("fields.cancelled") in words(app)
    assert say("fields.go_on") in app.button(key="fields.start.").label


def test_what_was_stopped_before_anything_was_found_is_offered_anew(slow_jobs):
    app = open_page()
    app.button(key="fields.start.").click().run()
    app.button(key="fields.all.cancel").click().run()
    assert say("fields.cancelled") in words(app) and not app.table
    assert say("fields.start", tables=8) in app.button(key="fields.start.").label


def test_what_failed_is_offered_anew(slow_jobs):
    app = open_page()
    slow_jobs.meanwhile = [lambda: slow_jobs.fail(slow_jobs.asked[0], MemoryError("no memory"))]
    app.button(key="fields.start.").click().run()
    assert say("fields.failed", problem="no memory") in words(app)
    slow_jobs.meanwhile = [slow_jobs.work_out]
    app.button(key="fields.start.").click().run()
    assert "fields.start." not in {button.key for button in app.button}
    assert len(app.table) == 1
