"""The course in Streamlit's own test runner, with the engine behind it."""

import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from equipoise.learn.challenge import challenges
from equipoise.learn.exam import forms
from equipoise.learn.lesson import lessons
from equipoise.learn.progress import Progress, Score
from equipoise.texts.catalogue import texts
from equipoise.ui.shared import progress as session
from equipoise.ui.shared.keeper import store
from equipoise.ui.shared.words import say

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "pages" / "learn.py"


def open_page(part="challenges", path="course", **state):
    app = AppTest.from_file(str(PAGE), default_timeout=120)
    app.query_params["path"] = path
    app.session_state[store.STATE] = "kept"
    app.session_state["learn.part"] = say(f"learn.tab.{part}")
    for name, value in state.items():
        app.session_state[name.replace("__", ".")] = value
    app.run()
    assert not app.exception
    return app


def words(app):
    return " ".join(text.value for text in (*app.markdown, *app.caption, *app.success, *app.warning, *app.info))


def test_the_page_runs_through_navigation():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    app.session_state[store.STATE] = "kept"
    app.switch_page("pages/learn.py").run()
    assert not app.exception
    assert "All people here are invented" in words(app) and say("path.lead") in words(app)


@pytest.mark.parametrize("name", challenges())
def test_every_challenge_shows_its_targets_and_only_its_levers(name):
    app = open_page(challenge__chosen=name)
    challenge = challenges()[name]
    assert challenge.story in words(app) and words(app).count(say("course.challenge.untried")) == 3
    drawn = {each.label for each in (*app.select_slider, *app.selectbox, *app.get("button_group"))}
    active = [lever for lever in challenge.levers if lever not in challenge.start.inactive()]
    assert drawn - {"", say("frame.mode"), say("course.challenge.choose")} == set(map(texts().label, active))


def test_attempts_fill_the_map_and_reaching_the_targets_is_kept():
    challenge = challenges()["first_table"]
    app = open_page()
    app.button(key="challenge.try").click().run()
    assert "not yet; likely" in words(app) and not app.success
    for name in challenge.levers:
        app.session_state[f"challenge.{challenge.key}.{name}"] = challenge.found.best[name]
    app.button(key="challenge.try").click().run()
    assert not app.exception
    assert "Reached, at attempt 2." in app.success[0].value and "all 90 settings" in app.success[0].value
    assert app.session_state["learn.progress"].challenges[challenge.key].attempts == 2
    app.toggle(key="challenge.table").set_value(True).run()
    assert app.table[0].value["Attempt"].tolist() == ["2", "1"]


def test_to_say_that_it_cannot_be_done_is_right_where_it_cannot():
    challenge = challenges()["both_ways"]
    app = open_page(challenge__chosen="both_ways")
    assert app.button(key="challenge.doubt").disabled
    for months in (3, 6, 24):
        app.session_state[f"challenge.{challenge.key}.minimise.retention_months"] = months
        app.button(key="challenge.try").click().run()
    app.button(key="challenge.doubt").click().run()
    assert "You are right: it cannot be done here." in app.success[0].value
    assert challenge.why in app.success[0].value
    assert app.session_state["learn.progress"].challenges[challenge.key].outcome == "called_impossible"


def fill(app, form, answers):
    for place, answer in enumerate(answers):
        app.radio(key=f"exam.{form.key}.{place}").set_value(answer)
    submit = next(button for button in app.button if say("course.exam.submit") in button.label)
    return submit.click().run()


def test_the_tests_before_and_after_are_parallel_and_feedback_comes_last():
    app = open_page("test", exam__first__course="b")
    before, after = forms()["b"], forms()["a"]
    fill(app, before, [0] * 7 + [None])
    assert "Still open: question 8." in words(app)
    fill(app, before, [0] * 8)
    assert "3 of 8 right" in words(app) and before.questions[0].options[0].feedback not in words(app)
    app.button(key="exam.start").click().run()
    fill(app, after, [question.answer for question in after.questions])
    assert not app.exception
    assert [metric.value for metric in app.metric] == ["3 of 8", "8 of 8"]
    assert "5 more right than before" in words(app) and "gives about 3 a change" in words(app)
    assert after.questions[0].options[1].feedback in words(app) and before.questions[1].options[0].feedback in words(
        app
    )
    app.button(key="exam.again").click().run()
    fill(app, before, [0] * 8)
    assert "You had seen the answers by then" in words(app)


def test_a_month_later_new_questions_come_first_and_then_what_stayed():
    form = forms()["a"]
    long_ago = form.mark([question.answer for question in form.questions], on=datetime.date(2026, 1, 31))
    app = open_page("test", learn__progress=Progress().with_sitting("course", "after", long_ago))
    later = forms()["c"]
    assert later.questions[0].text in " ".join(radio.label for radio in app.radio)
    fill(app, later, [question.answer for question in later.questions])
    assert "A month ago 8 of 8, now 8 of 8 right." in words(app)


def test_the_first_test_may_be_skipped():
    app = open_page("test", exam__first__course="a")
    app.button(key="exam.skip").click().run()
    app.button(key="exam.start").click().run()
    fill(app, forms()["a"], [0] * 8)
    assert "2 of 8 right." in words(app) and not app.metric


def test_the_way_leads_to_the_test():
    app = open_page("progress")
    app.button(key="path.go").click().run()
    assert not app.exception
    assert app.session_state["learn.part"] == say("learn.tab.test") and len(app.radio) == 8


def finished(on=None):
    every = forms()["a"].mark([one.answer for one in forms()["a"].questions], on=on)
    progress = Progress().with_sitting("course", "after", every)
    for lesson in lessons().values():
        progress = progress.with_lesson(lesson.key, Score(right=1, of=len(lesson.quiz)))
    return progress


def test_the_certificate_is_offered_once_it_is_earned_and_never_with_boxes_for_letters():
    app = open_page("progress", learn__progress=finished())
    assert say("path.next.done") in words(app) and say("course.certificate.missing") not in words(app)
    assert say("course.certificate.download.unnamed") in app.get("download_button")[0].proto.label
    app.text_input(key="certificate.name").set_value(" Žofie [x](y) ").run()
    assert r"for Žofie \[x\](y)]" in app.get("download_button")[0].proto.label
    app.text_input(key="certificate.name").set_value("山田").run()
    assert "Latin, Greek and Cyrillic" in app.error[0].value and len(app.get("download_button")) == 1


def test_with_the_certificate_comes_the_date_of_the_follow_up():
    app = open_page("progress", learn__progress=finished(session.today()))
    assert say("course.follow_up.download") in [one.proto.label for one in app.get("download_button")]


def test_a_secret_that_could_be_guessed_is_told_to_whoever_runs_it(monkeypatch):
    monkeypatch.setenv("EQUIPOISE_KEY", "hunter2")
    app = open_page("progress")
    assert "fewer than 16 characters" in app.error[0].value and "hunter2" not in app.error[0].value


def test_what_a_certificate_lacks_is_said():
    app = open_page("progress")
    assert say("course.certificate.missing") in words(app) and len(app.get("download_button")) == 1


def test_until_the_browser_has_reported_nobody_is_told_that_they_have_done_nothing():
    app = open_page("progress", kept__state="loading")
    assert words(app).count(say("course.keep.loading")) == 2 and not app.table
    app.button(key="keep.go_on").click().run()
    assert say("course.keep.where.off") in words(app) and app.table


def test_a_browser_that_keeps_nothing_is_said():
    assert say("course.keep.where.refused") in words(open_page("progress", kept__state="refused"))


def test_what_cannot_be_read_stays_until_the_learner_decides():
    kept = store.Stored(text="{}", problem="Torn.")
    app = open_page("progress", kept__state="unreadable", kept__stored=kept)
    assert "Torn. It stays as it is" in app.warning[0].value
    app.button(key="keep.throw_away").click().run()
    assert not app.warning and app.session_state[store.STATE] == "kept"


def test_progress_shows_what_was_done_and_can_be_forgotten():
    app = open_page("progress", learn__progress=Progress().with_lesson("x@1", Score(right=1, of=1)))
    assert say("course.keep.where.kept") in words(app)
    app.button(key="keep.anew").click().run()
    assert not app.exception
    assert app.session_state["learn.progress"] == Progress()
