"""The door Decide in Streamlit's own test runner, with the engine behind it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from equipoise import Settings, simulate
from equipoise.audit.run import audit
from equipoise.rules.findings import findings
from equipoise.rules.practices import card
from equipoise.studies.evidence.results import agreeing, results
from equipoise.ui.decide.doors import DOORS
from equipoise.ui.shared import frame, shop
from equipoise.ui.shared.words import say

ROOT = Path(__file__).parents[2]
SMALL = {"population.size": "1000"}


def open_page(**query):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    for name, value in (SMALL | query).items():
        app.query_params[name] = value
    app.switch_page("pages/decide.py").run()
    assert not app.exception
    return app


def said(app):
    return [text.value for text in app.markdown]


def test_every_door_says_how_things_stand_right_now():
    shown = said(open_page())
    settings = Settings().replace(**{"population.size": 1000})
    levels = [each.rule.level for each in findings(settings, simulate(settings), card("typical"), shop.AT_FIRST)]
    counted = {level: levels.count(level) for level in ("conflict", "review", "practice")}
    assert say("decide.door.rules.now", regions=2, **counted) in shown and counted["conflict"] > 0
    found = audit(settings, regions=shop.AT_FIRST)
    assert say("decide.door.audit.now", found=len(found.found), of=len(found.checks)) in shown
    agree, of = agreeing(results(), "not_fitted")
    assert say("decide.door.evidence.now", agree=agree, of=of) in shown
    assert say("decide.counting") not in shown


@pytest.mark.parametrize("page", frame.DOORS["decide"])
def test_every_page_opens_from_its_door_and_leads_back(page):
    app = open_page()
    app.button(key=f"decide.{page}").click().run()
    assert not app.exception
    assert say(f"page.{page}") in [title.value for title in app.subheader]
    app.button(key="decide.back").click().run()
    assert say("decide.lead") in said(app)


def test_the_doors_are_the_pages_behind():
    assert tuple(door.page for door in DOORS) == frame.DOORS["decide"]


def test_an_old_link_to_the_evidence_opens_it_there():
    app = open_page(about="reach")
    assert say("evidence.lead") in said(app)
