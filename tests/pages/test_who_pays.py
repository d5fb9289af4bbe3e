"""Who pays for privacy, where it stands on demand: in the Protection lab."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from equipoise.chain.settings import Settings
from equipoise.studies.group_loss import PRESSURES, idle
from equipoise.texts.catalogue import texts
from equipoise.ui.shared.words import say

ROOT = Path(__file__).parents[2]
SMALL = {"population.size": "1000", "pin": "v=2&population.size=1000"}
HERE = Settings().replace(**{"population.size": 1000})


def open_page(pressure="k", **query):
    app = AppTest.from_file(str(ROOT / "pages" / "protection_lab.py"), default_timeout=120)
    for name, value in (SMALL | query).items():
        app.query_params[name] = value
    app.session_state["protection.part"] = say("protection.part.who_pays")
    app.session_state["who_pays.pressure"] = pressure
    app.run()
    assert not app.exception
    return app


def words(app):
    return " ".join(text.value for text in (*app.markdown, *app.caption, *app.info))


def charts(app):
    return [html.proto.body for html in app.get("html") if say("who_pays.fewer") in html.proto.body]


@pytest.mark.parametrize("pressure", PRESSURES)
def test_every_pressure_is_worked_out_when_it_is_chosen(pressure):
    app = open_page(pressure)
    (chart,) = charts(app)
    assert chart.count("<b>People") == 3
    assert say(f"who_pays.about.{pressure}") in words(app)
    table = next(table.value for table in app.table if say("who_pays.column.apart") in table.value)
    assert len(table) == 3 * (len(PRESSURES[pressure]) - 1)


def test_against_the_pin_a_line_for_every_group():
    assert say("who_pays.at_the_pin") in words(open_page("pin"))
    assert len(charts(open_page("pin", **{"protect.technique": "cohorts"}))) == 1
    assert say("who_pays.other_people") in words(open_page("pin", pin="v=2&population.size=900"))


def test_other_groups_are_one_click_away():
    app = open_page("k")
    app.segmented_control(key="who_pays.attribute").set_value("heritage").run()
    (chart,) = charts(app)
    assert chart.count("<b>") == 2 and "Heritage group A" in chart


def test_a_pressure_without_effect_says_why():
    app = open_page("opt_out", **{"consent.model": "notice"})
    assert texts()[idle(HERE.replace(**{"consent.model": "notice"}), "opt_out")] in words(app) and not charts(app)


def strengths(app):
    """The strengths in the table, from top to bottom, once each."""
    table = next(table.value for table in app.table if say("who_pays.column.apart") in table.value)
    return list(dict.fromkeys(table.iloc[:, 1]))


def test_what_runs_can_be_stopped_and_started_again(slow_jobs):
    app = open_page("noise")
    assert not charts(app)
    app.button(key="who_pays.cancel").click().run()
    assert app.button(key="who_pays.start").label == say("who_pays.cancelled")
    slow_jobs.meanwhile = [lambda place=place: slow_jobs.work_out(place) for place in range(5, 10)]
    app.button(key="who_pays.start").click().run()
    assert not app.exception
    assert len(strengths(app)) == 5
    assert "who_pays.start" not in {button.key for button in app.button}


def test_what_is_known_keeps_its_strength_whichever_comes_first(slow_jobs):
    slow_jobs.meanwhile = [lambda: slow_jobs.work_out(2)]
    app = open_page("k")
    app.button(key="who_pays.cancel").click().run()
    assert strengths(app) == ["groups of 10"]
    slow_jobs.meanwhile = [
        lambda: slow_jobs.work_out(-1),
        lambda: slow_jobs.fail(slow_jobs.asked[6], ZeroDivisionError()),
    ]
    app.button(key="who_pays.start").click().run()
    app.button(key="who_pays.cancel").click().run()
    assert strengths(app) == ["groups of 10", "groups of 100"]
    assert app.button(key="who_pays.start").label == say("who_pays.failed")
