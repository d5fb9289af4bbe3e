"""The lab Share in Streamlit's own test runner, with the engine behind it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from equipoise.chain.clean_room import some_known
from equipoise.chain.settings import Settings
from equipoise.numerics.rate import Rate
from equipoise.partner_check.company import companies
from equipoise.partner_check.question import questions
from equipoise.ui.shared.explain import answers
from equipoise.ui.shared.words import say

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "pages" / "share.py"
SMALL = {"population.size": "1500", "pin": "v=2&population.size=1500"}
ROOM = {"partners.join": "clean_room", "partners.minimum": "5"}


def open_page(part="given", script=PAGE, **query):
    app = AppTest.from_file(str(script), default_timeout=120)
    for name, value in (SMALL | query).items():
        app.query_params[name] = value
    app.session_state["partners.part"] = say(f"partners.part.{part}")
    return app.run()


def words(app):
    assert not app.exception
    return " ".join(text.value for text in (*app.markdown, *app.caption))


def drawn(app):
    return " ".join(each.proto.body for each in app.get("html"))


def test_the_page_runs_through_navigation():
    app = open_page(script=ROOT / "app.py").switch_page("pages/share.py").run()
    assert "All people here are invented" in words(app) and say("partners.lead") in words(app)


def test_what_is_shared_and_who_is_found():
    app = open_page(**{"partners.conduct": "sells", "consent.withdrawal": "0.3"})
    assert "customers are in the copy" in words(app) and "The partner finds the row of" in words(app)
    assert "are in a file that others can buy" in words(app)
    assert "took their yes back are still in the copy" in words(app)
    assert "Whoever buys from him" in drawn(app) and "One question more" not in drawn(app)
    assert "There is no clean room to ask." in words(app)


def test_a_lever_moves_what_is_found():
    app = open_page()
    assert "The partner sells nothing on." in words(app)
    app.selectbox(key="lever.partners.grain").set_value("groups").run()
    assert say("partners.grouped") in words(app) and "No row of the table is a person's" in words(app)


def test_bought_data_are_weighed_when_they_are_bought():
    assert not open_page().table
    app = open_page(**{"partners.enrichment": "broker"})
    (table,) = app.table
    assert "Linkage by a register" in list(table.value.iloc[:, 0])
    assert say("partners.bought.note") in words(app)


def test_the_way_into_the_clean_room():
    app = open_page("room")
    assert say("partners.room.none") in words(app)
    app.button(key="partners.open").click().run()
    assert say("partners.room.noise") in [each.value for each in app.subheader]


def test_two_questions_give_a_person_away_and_noise_hides_him():
    app = open_page("room", **ROOM)
    inside = next(one for one in some_known(Settings().replace(**{"population.size": 1500})) if one.inside)
    app.button(key="partners.ask").click().run()
    assert say("partners.room.go_on") in words(app)
    app.selectbox(key="partners.without").set_value(inside.place).run()
    app.button(key="partners.ask").click().run()
    assert f"The counts differ by 1.00: {inside.name} is in the table." in words(app)
    assert len(app.table[0].value) == 2
    app.slider(key="lever.partners.noise").set_value(0.5).run()
    assert f"That may be {inside.name}, or the noise" in words(app)
    app.button(key="partners.clear").click().run()
    assert not app.table


def test_a_budget_of_one_question_ends_the_questions():
    app = open_page("room", **ROOM, **{"partners.queries": "1"})
    app.button(key="partners.ask").click().run()
    app.button(key="partners.ask").click().run()
    assert list(app.table[0].value.iloc[:, -1])[1] == say("partners.room.refused.budget")


def test_score_decide_and_see_what_the_company_does():
    app = open_page("six")
    company = companies()["brightwater"]
    assert say("partners.six.open", n=len(questions())) in words(app)
    app.segmented_control(key="partners.points.brightwater.role").set_value(0).run()
    app.button(key="partners.fill").click().run()
    assert "A red flag on what matters most: Role" in words(app)
    app.segmented_control(key="partners.points.brightwater.role").set_value(2).run()
    assert [metric.value for metric in app.metric] == ["91"] and "may have data" in words(app)
    app.segmented_control(key="partners.decision.brightwater").set_value("rows").run()
    assert company.does not in words(app)
    app.button(key="partners.look").click().run()
    assert company.does in words(app) and app.table[0].value.iloc[0, 0] == company.name
    assert say("partners.link.assumed") in words(app)


@pytest.mark.parametrize("decision", ["rows", "room", "no"])
def test_what_a_company_that_sells_does_with_each_decision(decision):
    app = open_page("six")
    app.pills(key="partners.company").set_value("tern").run()
    app.segmented_control(key="partners.decision.tern").set_value(decision).run()
    app.button(key="partners.look").click().run()
    sold = "are in a file that others can buy" in words(app)
    assert sold == (decision == "rows")
    assert (say("partners.six.cannot") in words(app)) == (decision == "room")


@pytest.mark.parametrize("part", ["given", "room"])
def test_without_any_field_there_is_nothing_to_show_but_the_way_to_share(part):
    app = open_page(part, **{"partners.fields": ""})
    assert say("partners.nothing_shared") in words(app) and not app.table
    assert "lever.partners.fields" in {pills.key for pills in app.pills}


def test_fields_are_counted_and_not_of_100():
    rate = Rate(54, 54, 54, 900)
    assert "54.0 to 54.0" in answers("shared_fields", rate) and "5,400" not in answers("shared_fields", rate)
    app = open_page()
    app.button(key="about.partners.given").click().run()
    assert "Customers of both" in words(app) or "partner's customers too" in words(app)
