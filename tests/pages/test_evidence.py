"""The Evidence page in Streamlit's own test runner."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from equipoise.studies.evidence.entries import about, entries
from equipoise.studies.evidence.results import agreeing, results
from equipoise.ui.shared.words import say

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "pages" / "evidence.py"


def open_page(**query):
    app = AppTest.from_file(str(PAGE), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def drawn(app):
    assert not app.exception
    return " ".join(each.proto.body for each in app.get("html"))


def shown(app):
    """Return the ids of the effects on the page."""
    return {name for name in entries() if f'id="effect-{name}"' in drawn(app)}


def test_the_page_runs_through_navigation():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run().switch_page("pages/evidence.py").run()
    assert say("evidence.lead") in [text.value for text in app.markdown]
    assert shown(app) == set(entries())


def test_every_effect_is_shown_and_the_counts_stand_on_top():
    app = open_page()
    assert shown(app) == set(entries())
    agree, of = agreeing(results(), "not_fitted")
    tally = app.get("html")[0].proto.body
    assert f">{agree} of {of} agree<" in tally and f">{of - agree} do not agree<" in tally
    assert tally.index(say("evidence.group.not_fitted.title")) < tally.index(say("evidence.group.fitted.title"))
    titles = [title.value for title in app.subheader][1:]
    assert titles == [say(f"evidence.group.{name}.title") for name in ("not_fitted", "fitted", "not_expressible")]


def test_what_cannot_be_expressed_says_why():
    cards = drawn(open_page())
    assert "Antenna points are another kind of data" in cards


@pytest.mark.parametrize("number", ["identified", "treated_alike"])
def test_a_link_opens_the_effects_that_concern_a_number(number):
    app = open_page(about=number)
    assert shown(app) == {entry.id for entry in about(number)}
    table = app.table[0].value
    assert sorted(table.iloc[:, 0]) == sorted(entry.claim for entry in about(number))


def test_a_link_to_something_else_opens_everything():
    assert shown(open_page(about="happiness")) == set(entries())


def test_the_choice_goes_into_the_address():
    app = open_page()
    app.segmented_control(key="evidence.about").set_value("reach").run()
    assert shown(app) == {entry.id for entry in about("reach")}
    assert app.query_params["about"] == "reach"
    app.segmented_control(key="evidence.about").set_value("all").run()
    assert shown(app) == set(entries()) and "about" not in app.query_params
