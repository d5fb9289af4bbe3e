"""The facilitator's page in Streamlit's own test runner, with the engine behind it."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from equipoise.learn.lesson import lessons
from equipoise.rooms.words import say as room
from equipoise.ui.shared.words import say
from equipoise.ui.workshop.slides import slides

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "pages" / "workshop.py"
LESSON = next(iter(lessons().values()))


def open_page(**query):
    app = AppTest.from_file(str(PAGE), default_timeout=120)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def words(app):
    drawn = " ".join(each.proto.body for each in app.get("html"))
    return drawn + " ".join(text.value for text in (*app.markdown, *app.caption, *app.subheader))


def test_the_page_runs_through_navigation():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    app.switch_page("pages/workshop.py").run()
    assert not app.exception
    assert "All people here are invented" in words(app) and room("lead.lead") in words(app)


def test_the_guide_has_run_sheet_questions_and_mistakes():
    app = open_page(lesson=LESSON.id)
    guide = LESSON.facilitator
    assert all(line in words(app) for line in (*guide.ask, *guide.mistakes, *guide.discussion))
    assert app.table[0].value.iloc[-1, 0].endswith(str(guide.minutes))
    assert app.selectbox(key="guide.lesson").options[0] == f"1 · {LESSON.title}"


def test_a_lesson_is_presented_slide_by_slide():
    app = open_page(lesson=LESSON.id)
    app.button(key="guide.present").click().run()
    assert LESSON.title in words(app) and LESSON.facilitator.ask[0] not in words(app)
    assert app.button(key="present.back").disabled
    app.button(key="present.next").click().run()
    assert LESSON.facilitator.opening in words(app) and say("frame.notice") in words(app)
    app.button(key="present.end").click().run()
    assert LESSON.facilitator.ask[0] in words(app)


def test_the_experiment_runs_on_its_slide():
    number = next(place for place, slide in enumerate(slides(LESSON), start=1) if slide.experiment)
    app = open_page(lesson=LESSON.id, slide=str(number))
    assert LESSON.finding in words(app) and LESSON.after.title in words(app) and "in 100" in words(app)


def test_odd_addresses_lead_to_the_page_or_to_the_last_slide():
    assert room("lead.lead") in words(open_page(slide="2"))
    for query in ({"lesson": "none", "slide": "2"}, {"lesson": LESSON.id, "slide": "-1"}):
        assert say("guide.lead") in words(open_page(**query))
    assert LESSON.later.question in words(open_page(lesson=LESSON.id, slide="999"))
