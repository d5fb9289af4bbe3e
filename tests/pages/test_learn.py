"""The lessons' page in Streamlit's own test runner, with the engine behind it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from equipoise import Settings, simulate
from equipoise.learn.lesson import lessons
from equipoise.learn.progress import Score
from equipoise.learn.route import routes
from equipoise.studies.crowd.facts import crowd
from equipoise.ui.learn import lesson_crowd
from equipoise.ui.shared import compute
from equipoise.ui.shared.keeper import store

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "pages" / "learn.py"
LESSON = lessons()["codes"]


def open_page(lesson="", path=""):
    app = AppTest.from_file(str(PAGE), default_timeout=120)
    if path:
        app.query_params["path"] = path
    app.session_state[store.STATE] = "kept"
    if lesson:
        app.query_params["lesson"] = lesson
    app.run()
    assert not app.exception
    return app


def press(app, key):
    app = app.button(key=key).click().run()
    assert not app.exception
    return app


def guess(app, name="codes"):
    return press(app, "lesson.guess.number" if lessons()[name].estimate else "lesson.guess.0")


def keys(app):
    return {button.key for button in app.button}


def said(app):
    return "\n".join(
        one.value for kind in ("markdown", "subheader", "success", "info", "caption") for one in app.get(kind)
    )


@pytest.fixture(scope="module")
def found():
    return simulate(Settings().replace(**{"population.size": 1000, "consent.withdrawal": 0.3}))


@pytest.fixture(scope="module")
def people():
    return crowd(Settings().replace(**{"population.size": 1000}))


@pytest.fixture(autouse=True)
def quick(monkeypatch, found, people):
    """One outcome and one crowd for all settings: what the numbers are is tested elsewhere."""
    monkeypatch.setattr(lesson_crowd, "crowds", lambda lesson: (people, people))

    def both(function, now, pin, slot):
        if function is simulate:
            return found, found
        return tuple(function(settings.replace(**{"population.size": 1000})) for settings in (now, pin))

    monkeypatch.setattr(compute, "both", both)


def test_it_runs_through_the_navigation_and_lists_every_lesson():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    app.switch_page("pages/learn.py").run()
    assert not app.exception
    assert keys(app) >= {f"lesson.open.{name}" for name in lessons()}
    assert all(lesson.title in said(app) for lesson in lessons().values())
    assert "All people here are invented" in said(app)


def test_nothing_is_shown_before_the_guess():
    app = press(open_page(), "lesson.open.codes")
    assert app.title[0].value == LESSON.title
    assert LESSON.prediction.text in said(app) and LESSON.situation in said(app)
    assert LESSON.finding not in said(app)
    (asked,) = app.get("html")  # a hundred people to guess on
    assert LESSON.claims[0].title not in asked.proto.body
    assert not any(key.startswith("lesson.quiz") for key in keys(app))


def test_guess_then_reveal_then_explain_then_quiz():
    app = guess(open_page("codes"))
    assert LESSON.finding in said(app) and LESSON.explanation.split("\n")[0] in said(app)
    assert "You guessed 50, it is 0: 50 off." in said(app)  # keyed codes in the one outcome of these tests
    assert LESSON.prediction.options[1].feedback in said(app)  # what 50 of 100 stands for
    assert "Codes turned back into the right person" in app.get("html")[0].proto.body
    assert "lesson.guess.number" not in keys(app)  # a guess is made once
    wrong = next(place for place, option in enumerate(LESSON.quiz[0].options) if not option.right)
    app = press(app, f"lesson.quiz.0.{wrong}")
    assert LESSON.quiz[0].options[wrong].feedback in said(app)
    assert "Lesson done" not in said(app)
    app = press(app, f"lesson.quiz.1.{LESSON.quiz[1].answer}")
    assert "**Lesson done.** 1 of 2 quiz questions right." in said(app)
    assert app.session_state["learn.progress"].lessons == {LESSON.key: Score(right=1, of=2)}
    app = press(app, "lesson.all")
    assert "1 of 2 right" in said(app)
    assert app.button(key="lesson.open.codes").label == "See lesson 5 again"


def finished(name):
    lesson = lessons()[name]
    app = guess(open_page(name), name)
    for place, question in enumerate(lesson.quiz):
        app = press(app, f"lesson.quiz.{place}.{question.answer}")
    return app


def test_a_lesson_about_people_turns_the_crowd_between_its_two_settings():
    app = guess(open_page("rights"), "rights")
    side = app.get("button_group")[-1]
    assert list(side.options) == [lessons()["rights"].before.title, lessons()["rights"].after.title]
    assert not app.get("html")  # no second picture of the same
    assert lessons()["rights"].claims[0].title in [metric.label for metric in app.metric]


def test_taken_again_it_starts_anew_and_stays_done():
    app = press(finished("codes"), "lesson.repeat")
    assert "lesson.guess.number" in keys(app) and LESSON.finding not in said(app)
    assert LESSON.key in app.session_state["learn.progress"].lessons


def test_the_next_lesson_follows_and_the_last_one_has_none():
    app = press(finished("codes"), "lesson.next")
    assert app.title[0].value == lessons()["look_alikes"].title
    last = keys(finished(list(lessons())[-1]))
    assert "lesson.next" not in last and "lesson.repeat" in last


def test_a_path_is_chosen_first_and_then_shows_its_lessons_and_one_next_step():
    app = open_page()
    assert {f"path.take.{name}" for name in routes()} <= keys(app) and "path.go" not in keys(app)
    app = press(app, "path.take.essentials")
    assert app.query_params["path"] == "essentials"
    assert "Begin with 4 questions." in said(app) and not any(key.startswith("path.take") for key in keys(app))
    to_test = [button.label for button in app.button if "test" in button.label.lower()]
    assert to_test == [button.label for button in app.button if button.key == "path.go"]
    assert app.button(key="lesson.open.biased_past").label == "Start lesson 3"
    app = press(app, "path.change")
    assert "path.take.course" in keys(app)


def test_a_link_opens_a_path_and_at_the_end_of_a_lesson_comes_its_next_step():
    app = press(open_page(path="essentials"), "lesson.open.personal_data")
    assert "Lesson 1 of 3" in said(app)
    app = guess(app, "personal_data")
    for place, question in enumerate(lessons()["personal_data"].quiz):
        app = press(app, f"lesson.quiz.{place}.{question.answer}")
    app = press(app, "lesson.next")
    assert app.title[0].value == lessons()["opt_in_or_out"].title
    assert app.query_params["path"] == "essentials"


def test_the_experiment_runs_while_somebody_reads(slow_jobs):
    open_page("codes")
    lesson = lessons()["codes"]
    assert [asked.arguments[0] for asked in slow_jobs.asked] == [lesson.before.settings, lesson.after.settings]


def test_the_settings_are_taken_along_into_a_lab():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    app.switch_page("pages/learn.py").run()
    app = press(app, "lesson.open.balance")
    app = press(app, "lesson.guess.0")
    for place in range(2):
        app = press(app, f"lesson.quiz.{place}.0")
    lesson = lessons()["balance"]
    app = press(app, "lesson.try")
    assert app.session_state["play"].settings == lesson.after.settings
    assert app.session_state["play"].pin == lesson.before.settings


def test_other_worlds_come_one_by_one_up_to_five():
    app = guess(open_page("codes"))
    for _ in range(4):
        app = press(app, "lesson.world")
    assert list(app.table[-1].value["World"]) == ["7", "8", "9", "10", "11"]
    assert "lesson.world" not in keys(app)


def test_answers_stand_in_an_order_of_the_visitor_that_stays_until_the_lesson_is_taken_again():
    def order(app):
        return [button.key for button in app.button if str(button.key).startswith("lesson.guess.")]

    def opened(visitor):
        app = AppTest.from_file(str(PAGE), default_timeout=120)
        app.query_params["lesson"] = "rights"
        app.session_state["visitor"] = visitor
        return app.run()

    seen = {tuple(order(opened(visitor))) for visitor in range(12)}
    assert len(seen) > 1 and all(len(one) == 3 for one in seen)
    again = opened(1)
    assert order(again) == order(again.run()) == order(opened(1))


def test_an_unknown_lesson_leads_to_the_list():
    app = open_page("alchemy")
    assert "no lesson with this name" in app.warning[0].value
    assert "lesson.open.codes" in keys(app)


@pytest.mark.parametrize("name", lessons())
def test_every_lesson_can_be_taken(name):
    app = guess(open_page(name), name)
    assert lessons()[name].finding in said(app)
