import threading

import pytest

from equipoise.core.errors import Cancelled
from equipoise.runtime.jobs import Job, JobBoard


def test_a_job_gives_its_result():
    job = Job(lambda report: 42)
    assert job.result(5) == 42
    assert (job.state, job.progress, job.error) == ("done", 1.0, None)


def test_progress_can_be_seen_while_it_runs():
    reported, release = threading.Event(), threading.Event()

    def work(report):
        report(0.25, "a quarter")
        reported.set()
        assert release.wait(5)

    job = Job(work)
    assert reported.wait(5)
    assert (job.state, job.progress, job.message) == ("running", 0.25, "a quarter")
    with pytest.raises(TimeoutError):
        job.result(0.01)
    release.set()
    assert job.wait(5)


@pytest.mark.parametrize(("told", "kept"), [(-1.0, 0.0), (2.0, 1.0), (0.5, 0.5)])
def test_progress_stays_between_zero_and_one(told, kept):
    def work(report):
        report(told)
        raise ArithmeticError

    job = Job(work)
    assert job.wait(5) and job.progress == kept


def test_cancelling_stops_at_the_next_report():
    started, cancelled, after = threading.Event(), threading.Event(), []

    def work(report):
        started.set()
        assert cancelled.wait(5)
        report(0.5)
        after.append("never")

    job = Job(work)
    assert started.wait(5)
    job.cancel()
    cancelled.set()
    with pytest.raises(Cancelled):
        job.result(5)
    assert job.state == "cancelled" and after == []


def test_a_finished_job_cannot_be_cancelled():
    job = Job(lambda report: 1)
    job.result(5)
    job.cancel()
    assert job.state == "done" and job.result() == 1


def test_a_failure_goes_to_whoever_asks():
    def work(report):
        raise ArithmeticError("no")

    job = Job(work)
    with pytest.raises(ArithmeticError, match="no"):
        job.result(5)
    assert job.state == "failed" and isinstance(job.error, ArithmeticError)


def test_the_board_starts_a_job_once():
    board, starts, release = JobBoard(), [], threading.Event()

    def work(report):
        starts.append(1)
        return release.wait(5)

    first = board.start("key", work)
    assert board.start("key", work) is first and board.find("key") is first
    release.set()
    first.result(5)
    assert board.start("key", work) is first, "a finished job still answers"
    assert starts == [1]
    assert board.find("other") is None


def test_the_board_starts_failed_and_cancelled_jobs_anew():
    board = JobBoard()

    def fail(report):
        raise ArithmeticError

    failed = board.start("key", fail)
    failed.wait(5)
    assert board.start("key", lambda report: 1).result(5) == 1

    started = threading.Event()

    def endless(report):
        while True:
            report(0.1)
            started.set()

    cancelled = board.start("other", endless)
    assert started.wait(5)
    board.cancel("other")
    assert cancelled.wait(5) and cancelled.state == "cancelled"
    assert board.start("other", lambda report: 2).result(5) == 2
    board.cancel("nothing there")


def test_the_board_forgets_the_oldest_finished_jobs_and_no_running_one():
    board, release = JobBoard(keep=2), threading.Event()
    running = board.start("running", lambda report: release.wait(5))
    for key in range(5):
        board.start(key, lambda report: None).wait(5)
    board.start("last", lambda report: None).wait(5)
    assert board.find("running") is running
    assert [board.find(key) is not None for key in range(5)] == [False, False, False, True, True]
    release.set()
    assert running.result(5)
