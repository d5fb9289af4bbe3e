"""Long work of a visitor: its states, what it keeps, and how a page follows it."""

import pytest
from streamlit.testing.v1 import AppTest

from equipoise.core.errors import Cancelled, DataError
from equipoise.ui.shared import jobs
from sample_work import double, told


@pytest.fixture
def session(monkeypatch):
    """The state of a session without a page."""
    state = {}
    monkeypatch.setattr(jobs.st, "session_state", state)
    return state


@pytest.fixture
def job(session, slow_service):
    """Three questions by a key."""
    return jobs.each("doubles", double, {number: (number,) for number in (1, 2, 3)})


def test_a_job_is_new_then_runs_and_is_done(job, slow_service):
    assert (job.state, job.progress, job.known, job.waits_for()) == ("new", 0.0, {}, "")
    job.start()
    assert job.state == "running"
    assert [asked.kind for asked in slow_service.asked] == ["job"] * 3
    first, *rest = slow_service.asked
    slow_service.tell(first, fraction=0.6, message="counting")
    assert (job.progress, job.waits_for()) == (pytest.approx(0.2), "0 of 3 worked out. counting")
    for asked in reversed(slow_service.asked):
        slow_service.finish(asked, double(*asked.arguments))
    assert (job.state, job.progress, list(job.known.items())) == ("done", 1.0, [(1, 2), (2, 4), (3, 6)])
    assert len(rest) == 2


def test_work_of_one_question_has_one_result(session, slow_service):
    job = jobs.one("single", double, 4)
    job.start()
    assert job.waits_for("Doubling") == "Doubling"
    slow_service.queue(slow_service.asked[0], 1)
    assert job.waits_for("Doubling") == "One before you"
    slow_service.queue(slow_service.asked[0], None)
    slow_service.tell(slow_service.asked[0], partial="half of it")
    assert job.partial == "half of it"
    slow_service.finish(slow_service.asked[0], 8)
    assert job.result() == 8


def test_work_says_what_it_waits_for(job, slow_service):
    job.start()
    first, second, third = slow_service.asked
    slow_service.finish(second, 4)
    assert job.waits_for() == "1 of 3 worked out. Just a moment"
    assert job.waits_for("Doubling") == "1 of 3 worked out. Doubling"
    slow_service.queue(first, 5)
    assert job.waits_for("Doubling") == "1 of 3 worked out. 5 before you"
    for asked in (first, third):
        slow_service.finish(asked, 0)
    assert job.waits_for("Doubling") == ""


def test_what_failed_says_why(job, slow_service):
    job.start()
    why = DataError.about("x", "data.missing")
    slow_service.finish(slow_service.asked[0], 2)
    slow_service.fail(slow_service.asked[1], why)
    assert job.state == "running"  # the third goes on
    slow_service.fail(slow_service.asked[2], Cancelled("left"))
    assert (job.state, job.error, job.known) == ("failed", why, {1: 2})


def test_stopped_work_keeps_what_is_known_and_goes_on_with_the_rest(job, slow_service):
    job.start()
    slow_service.finish(slow_service.asked[0], 2)
    job.stop()
    assert (job.state, job.error, job.known) == ("cancelled", None, {1: 2})
    job.start()
    assert job.state == "running"
    assert [asked.arguments for asked in slow_service.asked] == [(1,), (2,), (3,), (2,), (3,)]


def test_an_answer_stays_although_the_service_forgets_it(job, slow_service):
    job.start()
    for asked in slow_service.asked:
        slow_service.finish(asked, 0)
        slow_service.forget(asked)
    assert job.state == "done"
    job.start()
    assert len(slow_service.asked) == 3


def test_what_others_asked_is_known_but_their_work_is_not_ones_own(job, session, slow_service):
    job.start()
    session.clear()  # somebody else's session
    assert job.state == "new"
    for asked in slow_service.asked:
        slow_service.finish(asked, 0)
    assert (job.state, job.known) == ("done", {1: 0, 2: 0, 3: 0})


def test_a_session_keeps_the_latest_answers_only(session, slow_service):
    for number in range(jobs._KEPT + 5):
        jobs.one("many", double, number).start()
        slow_service.finish(slow_service.asked[-1], 0)
    jobs.one("last", double, -1).start()
    kept = [asked.arguments[0] for asked in session["jobs"]]
    assert kept == [*range(5, jobs._KEPT + 5), -1]


def script(seconds, draws):
    import streamlit as st

    from equipoise.ui.shared import jobs
    from sample_work import double

    job = jobs.each("doubles", double, {number: (number,) for number in (1, 2, 3)})
    draw = (lambda: st.text(f"drawn {job.known}")) if draws else None
    ended = jobs.run(job, "Counting", key="count", draw=draw, **({"seconds": seconds} if seconds else {}))
    st.text(f"{ended} {job.state}")


def page(seconds=None, draws=False):
    return AppTest.from_function(script, args=(seconds, draws), default_timeout=30)


def texts(app):
    return [text.value for text in app.text]


def ends(slow_service, number):
    """A step that answers one of the questions."""
    return lambda: slow_service.finish(slow_service.asked[number], number)


def test_the_page_follows_work_until_it_ends(slow_service):
    slow_service.meanwhile = [ends(slow_service, number) for number in range(3)]
    app = page().run()
    assert texts(app) == ["True done"]
    assert not app.button


def test_a_click_ends_the_run_and_stops_the_work(slow_service):
    slow_service.meanwhile = [ends(slow_service, 0)]
    app = page().run()
    assert texts(app) == []
    assert [button.key for button in app.button] == ["count.cancel"]
    assert texts(app.button(key="count.cancel").click().run()) == ["True cancelled"]
    assert not app.exception


def test_what_is_known_is_drawn_as_it_comes(slow_service):
    slow_service.meanwhile = [ends(slow_service, number) for number in (0, 1)]
    assert texts(page(draws=True).run()) == ["drawn {1: 0, 2: 1}"]
    slow_service.meanwhile = [ends(slow_service, 2)]
    assert texts(page(draws=True).run()) == ["True done"]


def test_in_a_region_the_page_looks_for_a_while(slow_service, monkeypatch):
    clock = slow_service.clock
    now = iter(range(100))
    clock.monotonic = lambda: float(next(now))
    monkeypatch.setattr(jobs, "time", clock)
    slow_service.meanwhile = [lambda: None] * 9
    app = page(seconds=3).run()
    assert texts(app) == ["False running"]
    assert [button.key for button in app.button] == ["count.cancel", "count.look"]
    assert slow_service.meanwhile  # it has stopped looking by itself


def test_where_the_service_computes_at_once_work_is_done_when_it_is_started(session, fresh_service, tmp_path):
    job = jobs.one("steps", told, str(tmp_path), 2, 0.0)
    job.start()
    assert (job.state, job.partial) == ("done", ("so far", 1))
