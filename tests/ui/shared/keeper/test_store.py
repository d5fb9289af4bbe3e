"""What becomes of a browser's reports. That the browser makes them is tested in ``tests/browser/test_keeper.py``."""

from types import SimpleNamespace

import pytest

from equipoise.learn import progress_file
from equipoise.learn.progress import Progress, Score
from equipoise.ui.shared import progress as session
from equipoise.ui.shared.keeper import store

KEY = b"k" * 32
ONE = Progress().with_lesson("codes@1", Score(right=1, of=2))
OTHER = Progress().with_lesson("rights@1", Score(right=2, of=2))
BOTH = ONE.with_lesson("rights@1", Score(right=2, of=2))


@pytest.fixture(autouse=True)
def page(monkeypatch):
    """An open page, as far as these functions see one."""
    fake = SimpleNamespace(session_state={})
    for module in (store, session):
        monkeypatch.setattr(module, "st", fake)
    monkeypatch.setattr(session, "key", lambda: KEY)
    return fake


def report(text=None, cleared=False, refused=False):
    store.receive(text, cleared=cleared, refused=refused)


def test_nothing_is_written_before_the_browser_has_reported():
    session.replace(ONE)
    assert store.state() == "loading" and store._to_write() is None


def test_what_the_browser_keeps_comes_back_and_is_not_written_again():
    text = progress_file.write(ONE, KEY)
    report(text)
    assert session.progress() == ONE and store.state() == "kept" and store._to_write() == text


def test_what_was_done_meanwhile_is_put_together_with_what_is_kept():
    session.replace(OTHER)
    report(progress_file.write(ONE, KEY))
    assert session.progress() == BOTH
    assert progress_file.read(store._to_write().encode(), KEY) == BOTH


def test_a_first_visit_writes_nothing_until_something_is_done():
    report()
    assert store.state() == "kept" and store._to_write() == ""
    session.replace(ONE)
    assert progress_file.read(store._to_write().encode(), KEY) == ONE


@pytest.mark.parametrize("text", ["", "{}", "[" * 9_000, "\ud800", progress_file.write(ONE, b"x" * 32), "<script>"])
def test_what_is_not_ours_is_neither_used_nor_overwritten(text):
    session.replace(OTHER)
    report(text)
    assert store.state() == "unreadable" and store.stored().problem
    assert session.progress() == OTHER and store._to_write() is None
    store.throw_away()
    assert progress_file.read(store._to_write().encode(), KEY) == OTHER


def test_what_another_tab_threw_away_is_gone_here_too():
    report(progress_file.write(ONE, KEY))
    report(cleared=True)
    assert session.progress() == Progress() and store._to_write() == ""


def test_a_browser_that_keeps_nothing_is_left_alone_and_the_page_keeps_its_progress():
    session.replace(ONE)
    report(refused=True)
    assert store.state() == "refused" and store._to_write() is None and session.progress() == ONE


@pytest.mark.parametrize("junk", [None, 3, "text", {"text": 3}, {"text": ["x"], "cleared": "yes", "refused": 1}])
def test_a_report_of_another_form_is_a_browser_that_keeps_nothing_yet(page, junk):
    session.replace(ONE)
    page.session_state["keeper"] = SimpleNamespace(report=junk)
    store._reported()
    assert store.state() == "kept" and session.progress() == ONE
