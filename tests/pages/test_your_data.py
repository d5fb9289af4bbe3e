"""Your data in Streamlit's own test runner, with the engine behind it."""

import logging
import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from controls import control
from equipoise.chain.settings import Settings
from equipoise.personal import questions
from equipoise.personal.cast import characters
from equipoise.ui.shared.words import say
from equipoise.ui.your_data import receiving, session

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "pages" / "your_data.py"
SMALL = {"population.size": "2000"}
HERE = Settings().replace(**{"population.size": 2000})
CAST = {one.key: one for one in characters(HERE)}
PARTS = ("known", "shown", "choices", "findable")


def open_page(key=None, part="known", **query):
    app = AppTest.from_file(str(PAGE), default_timeout=120)
    for name, value in (SMALL | query).items():
        app.query_params[name] = value
    app.session_state["you.part"] = say(f"you.part.{part}")
    app.run()
    if key:
        app.button(key=f"you.pick.{key}").click().run()
    assert not app.exception
    return app


def words(app):
    """What the page says, without what only keeps room."""
    drawn = (unescape(re.sub(r"<[^>]*>", " ", html.proto.body)) for html in app.get("html"))
    return " ".join((*(text.value for text in (*app.markdown, *app.caption, *app.warning, *app.info)), *drawn))


def tables(app):
    return " ".join(table.value.to_string() for table in app.table)


def test_the_page_runs_through_navigation():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for name, value in SMALL.items():
        app.query_params[name] = value
    app.run()
    app.switch_page("pages/your_data.py").run()
    assert not app.exception
    assert "All people here are invented" in words(app) and say("you.people.lead") in words(app)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("key", ["student", "reader"])
def test_every_part_is_there_for_people_who_agree_and_who_do_not(key, part):
    app = open_page(key, part)
    assert str(CAST[key].told) in words(app) and say("you.card.stranger_why") in words(app)


SHOPS = {
    "buys": {"minimise.sources": "purchases,cross_site,broker", "consent.model": "notice", "consent.honour": "false"},
    "trees": {"train.learner": "boosting"},
    "groups": {"protect.technique": "cohorts"},
    "invented": {"protect.technique": "synthetic"},
    "noise": {"protect.technique": "randomised_response"},
    "page": {"target.strategy": "contextual"},
    "nothing": {"minimise.sources": "", "minimise.survey": "false", "protect.technique": "none"},
}


@pytest.mark.parametrize("shop", SHOPS)
def test_every_kind_of_shop_can_be_looked_at(shop):
    app = open_page("student", "shown", **SHOPS[shop])
    for part in PARTS:
        app.session_state["you.part"] = say(f"you.part.{part}")
        app.run()
        assert not app.exception


def test_the_answers_are_kept_nowhere(caplog):
    app = open_page()
    app.slider(key="you.answer.age.0").set_value(83)
    with caplog.at_level(logging.DEBUG):
        app.button[-1].click().run()
    assert not app.exception
    state = app.session_state._state._state.filtered_state
    assert not any(name.startswith("you.answer") for name in state)
    assert "83" not in repr(state) and "83" not in repr(dict(app.query_params)) and "83" not in caplog.text
    assert say("you.card.else") in {button.label for button in app.button}
    chosen = app.session_state["you.twin.who"]
    assert isinstance(chosen, session.Who) and chosen.same is not None
    assert set(app.query_params) <= {"population.size", "v"}
    app.button(key="you.else").click().run()
    assert app.slider(key="you.answer.age.1").value == 35  # the questions are as they were at first


def test_the_person_is_in_the_link_and_the_choices_are_not():
    app = open_page("student", "choices")
    control(app.toggle, "you.switch.offers").set_value(False).run()
    assert set(app.query_params) <= {"population.size", "v", "person"} and "student" in app.query_params["person"]
    app.button(key="you.else").click().run()
    assert "person" not in app.query_params and say("you.people.lead") in words(app)


def test_a_link_opens_the_page_of_its_person():
    assert str(CAST["reader"].told) in words(open_page(person="reader"))
    unknown = words(open_page(person="<nobody>"))
    assert "nobody" in unknown and say("you.people.lead") in unknown


def test_another_person_begins_with_choices_of_her_own():
    app = open_page("student", "choices")
    control(app.toggle, "you.switch.offers").set_value(False).run()
    app.query_params["person"] = "reader"  # as Back does
    app.run()
    assert say("you.now.line.unchanged") in words(app) and "you.wishes" not in app.session_state


def test_a_choice_changes_at_once_what_is_seen():
    app = open_page("student", "choices")
    assert "▸" not in words(app)
    control(app.toggle, "you.switch.analytics").set_value(False).run()
    assert say("you.why.no_consent") in words(app) or say("you.why.no_row") in words(app)
    assert words(app).count("▸") >= 6
    app.button(key="you.undo").click().run()
    assert "▸" not in words(app) and control(app.toggle, "you.switch.analytics").value


def test_a_shop_that_does_not_listen_says_so():
    app = open_page("student", "choices", **{"consent.model": "notice", "consent.honour": "false"})
    control(app.toggle, "you.switch.objects").set_value(True).run()
    assert say("you.now.line.ignored") in words(app)


def test_a_corrected_guess_is_asked_again():
    app = open_page("student", "known")
    run = (HERE, CAST["student"].customer, None)
    guess = questions.guesses(run)[0]
    app.button(key=f"you.correct.{guess.subject}").click().run()
    after = questions.corrected(run, guess.subject, False)
    assert after.offer != questions.verdict(run).offer and "Now you would see" in words(app)
    app.button(key="you.corrected.back").click().run()
    assert "Now you would see" not in words(app)


def test_erasing_gives_a_receipt_and_can_be_taken_back():
    app = open_page("student", "choices")
    app.button(key="you.erase").click().run()
    assert not app.exception
    assert say("you.receipt.title") in words(app) and "trained again from zero" in words(app)
    assert say("you.attack.title") in words(app)
    app.button(key="you.erase.back").click().run()
    assert say("you.receipt.title") not in words(app)


def test_erasing_that_was_stopped_says_so_and_can_be_asked_for_again(slow_jobs):
    app = open_page("student", "choices")
    app.button(key="you.erase").click().run()
    assert len(slow_jobs.asked) == 1
    app.button(key="you.erase.cancel").click().run()
    assert say("you.erase.stopped") in words(app)
    assert say("you.receipt.title") not in words(app)
    app.button(key="you.erase.back").click().run()
    slow_jobs.meanwhile = [slow_jobs.work_out]
    app.button(key="you.erase").click().run()
    assert not app.exception
    assert say("you.receipt.title") in words(app)


def test_protections_show_as_they_are_compared_and_the_rest_can_be_asked_for(slow_jobs):
    slow_jobs.meanwhile = [lambda: slow_jobs.work_out(0)]
    app = open_page("student", "findable")
    arrays = "".join(html.proto.body for html in app.get("html"))
    assert say("you.find.protection.names") in arrays
    assert say("you.find.protection.invented") not in arrays
    app.button(key="you.find.cancel").click().run()
    assert say("you.find.offer") in words(app)
    asked = len(slow_jobs.asked)
    slow_jobs.meanwhile = [lambda place=place: slow_jobs.work_out(place) for place in range(asked, 2 * asked - 1)]
    app.button(key="you.find.start").click().run()
    assert not app.exception
    assert say("you.find.protection.invented") in "".join(html.proto.body for html in app.get("html"))


def test_all_protections_are_compared():
    app = open_page("student", "findable")
    arrays = [html.proto.body for html in app.get("html")]
    assert any(say("you.find.protection.invented") in body for body in arrays)
    app.toggle(key="you.find.table").set_value(True).run()
    assert len(app.table) == 1 and len(app.table[0].value) == 8


def test_another_shop_is_a_move_of_levers_and_keeps_the_person():
    app = open_page("student")
    control(app.selectbox, "you.shop").select("privacy_first").run()
    assert app.session_state["play"].settings["consent.banner"] == "per_purpose"
    assert str(CAST["student"].told) in words(app)


def test_another_world_is_other_people():
    app = open_page("student")
    app.session_state["play"] = app.session_state["play"].__class__(settings=HERE.replace(**{"population.seed": 3}))
    app.run()
    there = {one.key: one for one in characters(HERE.replace(**{"population.seed": 3}))}
    assert str(there["student"].told) in words(app) and str(CAST["student"].told) not in words(app)


@pytest.mark.parametrize("part", PARTS)
def test_a_shop_that_keeps_receipts_and_money_shows_them(part):
    app = open_page("student", part, **{"minimise.detail": "receipts", "minimise.spend": "by_topic"})
    if part == "known":
        assert "Single purchases and page views" in tables(app) and "Spent, in euros" in tables(app)


def test_large_text_is_one_switch_in_the_address():
    app = open_page()
    assert "text" not in app.query_params and "html:root:root" not in words(app)
    control(app.toggle, "frame.large").set_value(True).run()
    assert "large" in app.query_params["text"] and "html:root:root{font-size:20px}" in styles(app)
    control(app.toggle, "frame.large").set_value(False).run()
    assert "text" not in app.query_params and "html:root:root" not in styles(app)
    assert control(open_page(text="large").toggle, "frame.large").value
    assert "text" not in open_page(text="huge").query_params


def styles(app):
    return " ".join(html.proto.body for html in app._tree[2].get("html")) if 2 in app._tree.children else ""


def test_a_kiosk_has_no_way_out():
    app = open_page("student", "choices", kiosk="1")
    keys = {button.key for button in app.button}
    assert "you.else" in keys and not app.get("download_button")
    assert not [widget for widget in app.get("button_group") if widget.key and widget.key.startswith("mode")]
    assert not [toggle for toggle in app.toggle if toggle.key.startswith("frame.large")]
    assert "](http" not in words(app)


def test_a_letter_follows_right_and_region():
    app = open_page()
    shown = app.code[0].value
    assert "Article 15" in shown and "[Your name]" in shown
    app.segmented_control(key="you.letter.region").set_value("california")
    app.segmented_control(key="you.letter.right").set_value("erasure").run()
    assert "1798.105" in app.code[0].value


def test_a_company_is_one_more_shop_and_labelled_as_its_own_words(monkeypatch):
    monkeypatch.setenv("EQUIPOISE_COMPANY", str(ROOT / "data" / "examples" / "company.toml"))
    app = open_page("student")
    assert say("you.own.statement", name="Rosewood Books") in words(app) and "never sell" in words(app)
    app.button(key="you.own.look").click().run()
    assert app.session_state["play"].settings["protect.k"] == 25
    assert str(CAST["student"].told) in words(app) and "you.own.look" not in {button.key for button in app.button}


def test_a_company_file_that_cannot_be_used_is_said(monkeypatch):
    monkeypatch.setenv("EQUIPOISE_COMPANY", "/nowhere/company.toml")
    app = open_page("student")
    assert "EQUIPOISE_COMPANY" in app.error[0].value


def test_a_no_silences_the_pages_and_can_be_said_on_the_spot():
    app = open_page("student", "shown")
    control(app.segmented_control, "you.shown").set_value("ads").run()
    told = questions.heard((HERE, CAST["student"].customer, None))
    assert told.told > 0 and say("you.heard.told", n=told.told, of=told.views, firms=f"{told.companies:,}") in words(
        app
    )
    app.button(key="you.heard.no").click().run()
    assert not app.exception and say("you.heard.quiet", of=told.views) in words(app)
    assert app.button(key="you.heard.no").disabled is not False


def test_messages_say_why_they_are_about_what_they_are_about_and_a_no_ends_them():
    app = open_page("student", "shown")
    control(app.segmented_control, "you.shown").set_value("messages").run()
    found = questions.received((HERE, CAST["student"].customer, None))
    assert found.written and receiving.why(found) in words(app)
    app.button(key="you.received.no").click().run()
    assert not app.exception and say("you.received.refused") in words(app)
    assert "you.received.no" not in {button.key for button in app.button}


@pytest.mark.parametrize("level", ["one", "segment"])
def test_topics_by_group_or_for_all_say_so(level):
    app = open_page("student", "shown", **{"content.topic": level})
    control(app.segmented_control, "you.shown").set_value("messages").run()
    assert say(f"you.received.level.{level}") in words(app)
