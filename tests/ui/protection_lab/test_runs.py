import pytest

from equipoise.chain.settings import Settings
from equipoise.ui.protection_lab import runs
from ui_fakes import outcome

HERE = Settings().replace(**{"protect.k": 7})
STEPS = [2, 3, 5, 10, 20, 50, 100]


@pytest.fixture
def computed(monkeypatch):
    """An engine that counts its runs, with nothing remembered."""
    from equipoise.runtime.jobs import JobBoard

    asked = []

    def found(settings):
        asked.append(settings["protect.k"])
        return outcome(settings, right=settings["protect.k"] / 100)

    board = JobBoard()
    monkeypatch.setattr(runs.compute, "outcome", found)
    monkeypatch.setattr(runs.compute, "board", lambda: board)
    monkeypatch.setattr(runs, "_points", {})
    return asked


def finished(settings):
    job = runs.job_along(settings, "protect.k")
    assert job.wait(10) and job.state == "done"


def test_before_the_job_only_the_present_point_is_known(computed):
    assert list(runs.curve(HERE, "protect.k")) == [7]
    assert runs.job_along(HERE, "protect.k") is None


def test_the_job_works_out_all_steps_and_a_second_visit_asks_for_nothing_more(computed):
    runs.start(HERE, "protect.k")
    finished(HERE)
    assert computed == STEPS
    curve = runs.curve(HERE, "protect.k")
    assert list(curve) == [2, 3, 5, 7, 10, 20, 50, 100]
    assert curve[50].right_offer.value == 0.5
    runs.start(HERE, "protect.k")
    assert computed == [*STEPS, 7]


def test_the_curve_is_the_same_wherever_one_stands_on_it(computed):
    runs.start(HERE, "protect.k")
    finished(HERE)
    elsewhere = HERE.replace(**{"protect.k": 20})
    assert runs.job_along(elsewhere, "protect.k") is runs.job_along(HERE, "protect.k")
    assert list(runs.curve(elsewhere, "protect.k")) == STEPS


def test_points_stream_in_while_the_job_runs(computed):
    runs._work_out({2: HERE.replace(**{"protect.k": 2})}, "protect.k", lambda fraction, message="": None)
    assert list(runs.curve(HERE, "protect.k")) == [2, 7]


def test_a_finished_curve_outlives_the_points_that_were_forgotten(computed, monkeypatch):
    runs.start(HERE, "protect.k")
    finished(HERE)
    monkeypatch.setattr(runs, "_points", {})
    assert len(runs.curve(HERE, "protect.k")) == 8


def test_the_oldest_points_are_forgotten(computed, monkeypatch):
    monkeypatch.setattr(runs, "_POINTS", 2)
    for k in (2, 3, 5):
        runs.remember(HERE.replace(**{"protect.k": k}), runs.point(outcome(HERE)))
    assert [settings["protect.k"] for settings in runs._points] == [3, 5]
