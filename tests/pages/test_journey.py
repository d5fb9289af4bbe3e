"""The journey in Streamlit's own test runner, with the engine behind it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from equipoise import Settings, simulate
from equipoise.by_design.flow import flow
from equipoise.by_design.speaking import by_step
from equipoise.rules.findings import findings
from equipoise.rules.practices import card
from equipoise.ui.journey.stops import STOPS
from equipoise.ui.shared import shop
from equipoise.ui.shared.frame import LABS
from equipoise.ui.shared.numbers import hundred
from equipoise.ui.shared.words import say

from .opened import drawn, part

ROOT = Path(__file__).parents[2]
NOW = Settings().replace(**{"population.size": 1000, "protect.k": 10, "minimise.retention_months": 12})
SMALL = {"population.size": "1000", "protect.k": "10", "minimise.retention_months": "12"}


def open_page():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    for name, value in SMALL.items():
        app.query_params[name] = value
    app.switch_page("pages/journey.py").run()
    assert not app.exception
    return app


def test_every_stop_says_what_it_means_in_this_run():
    app = open_page()
    now = simulate(NOW)
    said = [text.value for text in app.markdown]
    assert say("journey.counting") not in said
    facts = {
        "consent_lab": {"allowed": now.consent.allowed_offers, "refused": now.consent.refused},
        "data_lab": {"sources": 4, "months": 12},
        "protection_lab": {"rows": now.disclosure.k, "alone": now.disclosure.unique_share},
        "attack_lab": {"identified": now.headlines.identified},
        "fairness_lab": {"right": now.headlines.right_offer, "alike": now.headlines.treated_alike},
        "deliver": {"allowed": now.consent.yes["offers"], "weeks": 4},
    }
    for lab, told in facts.items():
        shown = {name: hundred(fact.value) if hasattr(fact, "value") else fact for name, fact in told.items()}
        assert say(f"journey.stop.{lab}.now", **shown) in said
    assert now.disclosure.k >= 10


@pytest.mark.parametrize("lab", LABS)
def test_every_lab_opens_from_its_stop_and_leads_back(lab):
    app = open_page()
    app.button(key=f"journey.{lab}").click().run()
    assert not app.exception
    assert say(f"page.{lab}") in [title.value for title in app.subheader]
    app.button(key="journey.back").click().run()
    assert say("journey.lead") in [text.value for text in app.markdown]


def test_the_stops_are_the_labs_in_the_order_of_the_chain():
    assert tuple(stop.lab for stop in STOPS) == LABS


def test_a_press_leaks_the_table_and_papers_can_be_taken_away():
    app = open_page()
    app.session_state["journey.part"] = say("journey.part.leak")
    app.run()
    app.button(key="journey.leak").click().run()
    assert not app.exception
    said = [text.value for text in app.markdown]
    assert any("people are out" in text for text in said) and any(
        say("journey.leak.risk.both") in text for text in said
    )
    part(app, "journey", "papers")
    assert say("journey.papers.lead") in [text.value for text in app.markdown]


def test_people_or_data_flow_and_the_pinned_settings_are_laid_over_them():
    app = open_page()
    part(app, "journey", "flow")
    people = flow(NOW)["store"].people
    assert f"{people:,} people" in " ".join(drawn(app)) and "before: " in " ".join(drawn(app))
    app.session_state["journey.what"] = "data"
    app.run()
    assert "58 fields × 12" in " ".join(drawn(app)) and "before: 58 × 24" in " ".join(drawn(app))


def test_a_step_tells_its_rules_and_threats():
    app = open_page()
    part(app, "journey", "flow")
    app.session_state["journey.step"] = "choose"
    app.run()
    found = findings(NOW, simulate(NOW), card("typical"), shop.AT_FIRST)
    shown = " ".join(drawn(app))
    assert say("journey.flow.sees.choose.shop", people=f"{flow(NOW)['choose'].people:,}") in shown
    assert f"{say('journey.flow.rules', n='').strip()} {len(by_step(found)['choose'])}" in shown
    assert "Non-compliance" in shown and "Unawareness" in shown
