"""The service with two real worker processes: what every visitor may rely on."""

import json
import os
import signal
import threading
import time
from concurrent.futures import BrokenExecutor
from functools import partial
from pathlib import Path

import pytest

import sample_work
from equipoise import Settings, simulate
from equipoise.core.errors import BrokenWorkerError, Cancelled, SettingsError
from equipoise.runtime.compute import Limits, Question, RefusedError, make
from equipoise.runtime.compute.backends.processes import Processes
from equipoise.runtime.compute.call import Call

GIGABYTE = 1024**3
SMALL = Settings().replace(**{"population.size": 500})
LONG = 400  # steps of .05 seconds: nobody waits for that


@pytest.fixture(scope="module")
def pool():
    """Two worker processes."""
    service = make("processes:2", Limits(memory=3 * GIGABYTE), preload=("equipoise",))
    yield service
    service.close()


@pytest.fixture(autouse=True)
def nothing_is_left(pool):
    """Every test ends with idle workers."""
    yield
    for visitor in ("", "ann", "bob", "cy"):
        pool.leave(visitor)
    eventually(lambda: all_idle(pool))


def all_idle(pool):
    return all(worker.state == "idle" for worker in pool.status().workers)


def eventually(holds, seconds=60.0):
    """Wait until something holds, and return how long that took."""
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() < begun + seconds, "it never came true"
        time.sleep(0.01)
    return time.monotonic() - begun


def started(folder, name="told"):
    return any(folder.glob(f"{name}-*"))


def pid_of(folder, name="told"):
    eventually(partial(started, folder, name))
    return int(next(folder.glob(f"{name}-*")).name.rsplit("-", 1)[1])


def told(folder, steps=LONG, **fields):
    return Question(sample_work.told, (str(folder), steps), **fields)


def test_same_bytes_as_here(pool):
    there = pool.ask(Question(simulate, (SMALL,), world="small", customers=500)).result(60)
    assert json.dumps(there.to_dict()) == json.dumps(simulate(SMALL).to_dict())


def test_an_answer_is_computed_once_for_everybody_and_remembered(pool, tmp_path):
    question = Question(sample_work.counted, (str(tmp_path), 3))
    answers = [pool.ask(Question(sample_work.counted, (str(tmp_path), 3)), visitor=who) for who in ("ann", "bob", "cy")]
    assert [answer.result(60) for answer in answers] == [3, 3, 3]
    again = pool.ask(question, visitor="ann")
    assert again.done
    assert again.result() == 3
    assert len(list(tmp_path.iterdir())) == 1


def test_what_many_share_cannot_be_changed(pool):
    world = pool.ask(Question(simulate, (SMALL,))).result(60)
    with pytest.raises(TypeError, match="read-only"):
        world.attacks["linkage"] = None


def test_progress_and_first_findings_are_told(pool, tmp_path):
    answer = pool.ask(told(tmp_path, 10))
    eventually(lambda: answer.partial is not None and answer.progress > 0)
    assert answer.message.startswith("step ")
    assert answer.partial[0] == "so far"
    answer.result(60)
    assert answer.progress == 1.0


def test_a_function_with_a_report_is_given_one(pool, tmp_path):
    heard = tmp_path / "heard"
    answer = pool.ask(Question(sample_work.reporting_until, (str(heard),)))
    eventually(lambda: answer.message == "half")
    assert answer.progress == 0.5
    heard.touch()
    answer.result(60)


def test_the_stage_that_runs_is_told(pool, tmp_path):
    answer = pool.ask(Question(sample_work.in_stages, (str(tmp_path), 4)))
    eventually(lambda: answer.stage.startswith("slow "))
    assert answer.result(60) == 4


def test_a_refusal_of_the_engine_is_raised_and_remembered(pool):
    question = Question(sample_work.refusing, ("this",))
    with pytest.raises(SettingsError, match=r"'this': EQUIPOISE_COMPUTE says where .* Write inline"):
        pool.ask(question).result(60)
    assert pool.ask(question).state == "failed"


def test_a_defect_is_raised_with_the_place_where_it_happened(pool):
    with pytest.raises(ZeroDivisionError) as raised:
        pool.ask(Question(sample_work.failing)).result(60)
    assert "sample_work.py" in "".join(raised.value.__notes__)


def test_what_cannot_be_sent_is_refused_at_once(pool):
    with pytest.raises(TypeError, match="only a function of a module"):
        pool.ask(Question(lambda: 1)).result()


def test_killing_a_worker_costs_time_and_no_answer(pool, tmp_path):
    answers = {name: pool.ask(Question(sample_work.deaf, (str(tmp_path), 1.0, name))) for name in ("one", "two")}
    killed = pid_of(tmp_path, "one")
    os.kill(killed, signal.SIGKILL)
    assert answers["one"].result(60) != killed
    assert answers["two"].result(60) == pid_of(tmp_path, "two")


def test_killing_idle_workers_costs_nothing_but_time(pool):
    before = {worker.pid for worker in pool.status().workers}
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    assert pool.ask(Question(sample_work.double, (21,))).result(60) == 42
    eventually(lambda: all_idle(pool) and not before & {worker.pid for worker in pool.status().workers})


def test_killing_the_process_that_workers_come_from_is_survived(pool):
    worker = pool.status().workers[0].pid
    origin = int(of_process(worker)[1])
    assert origin != os.getpid()
    os.kill(origin, signal.SIGKILL)
    os.kill(worker, signal.SIGKILL)
    assert pool.ask(Question(sample_work.double, (22,))).result(60) == 44
    eventually(lambda: all_idle(pool))


def test_a_worker_killed_in_the_middle_of_its_answer_keeps_nobody_waiting():
    said, goes_on = threading.Event(), threading.Event()

    def heard(_):
        said.set()
        goes_on.wait(60)

    worker = Processes(1, ("equipoise",), GIGABYTE).worker(0, heard)
    worker.start(lambda: None)
    future = worker.submit(Call(1, Question(sample_work.long_answer, (64 * 1024**2,)).call))
    assert said.wait(60)
    time.sleep(0.5)  # nobody reads meanwhile, so the pipe is full and most of the answer is still to come
    worker.kill()
    goes_on.set()
    with pytest.raises(BrokenExecutor):
        future.result(10)
    closing = threading.Thread(target=worker.close, daemon=True)
    closing.start()
    closing.join(10)
    assert not closing.is_alive()


def test_what_is_asked_of_a_closed_service_ends_at_once():
    service = make("processes:1", Limits(memory=GIGABYTE))
    question = Question(sample_work.double, (1,))
    assert service.find(question) is None
    service.close()
    assert service.ask(question).state == service._take(question, ("ann", ""), 0).state == "cancelled"


def test_a_question_that_kills_its_worker_is_given_up(pool):
    with pytest.raises(BrokenWorkerError, match="ended 3 times without an answer"):
        pool.ask(Question(sample_work.deadly)).result(60)
    assert pool.ask(Question(sample_work.double, (5,))).result(60) == 10


@pytest.mark.parametrize("kind", ["told", "stages", "deaf"])
def test_a_stopped_question_frees_its_core_within_a_second(pool, tmp_path, kind):
    question = {
        "told": told(tmp_path),
        "stages": Question(sample_work.in_stages, (str(tmp_path), LONG)),
        "deaf": Question(sample_work.deaf, (str(tmp_path), 60.0)),
    }[kind]
    answer = pool.ask(question, visitor="ann")
    pid = pid_of(tmp_path, kind)
    pool.stop(question, "ann")
    assert answer.state == "cancelled"
    with pytest.raises(Cancelled):
        answer.result()
    assert eventually(lambda: not_busy(pool, pid)) < 1.5  # a second, and half of one for a busy machine


def not_busy(pool, pid):
    return all(worker.state != "busy" for worker in pool.status().workers if worker.pid == pid)


def test_one_visitors_stop_leaves_the_others_question_alone(pool, tmp_path):
    question = told(tmp_path, 10)
    hers, his = pool.ask(question, visitor="ann"), pool.ask(question, visitor="bob")
    pool.stop(question, "ann")
    assert hers.state == "cancelled"
    assert his.result(60) == pid_of(tmp_path)


def test_a_closed_page_wants_nothing(pool, tmp_path):
    answers = [pool.ask(told(tmp_path, LONG + n), visitor="ann", place=str(n)) for n in range(3)]
    eventually(partial(started, tmp_path))
    pool.leave("ann")
    assert {answer.state for answer in answers} == {"cancelled"}
    assert pool.status().visitors == 0


def test_a_newer_turn_replaces_the_older_one(pool, tmp_path):
    older = pool.ask(told(tmp_path), visitor="ann", place="board", turn=1)
    pid = pid_of(tmp_path)
    newer = pool.ask(Question(sample_work.double, (7,)), visitor="ann", place="board", turn=2)
    assert newer.result(60) == 14
    assert older.wait(5)
    assert older.state == "cancelled"
    eventually(lambda: not_busy(pool, pid), 5)


def test_what_a_newer_turn_asks_again_goes_on(pool, tmp_path):
    questions = [told(tmp_path, 12 + n) for n in range(2)]
    for question in questions:
        pool.ask(question, visitor="ann", place="board", turn=1)
    again = [pool.ask(question, visitor="ann", place="board", turn=2) for question in questions]
    assert len({answer.result(60) for answer in again}) == 2
    assert len(list(tmp_path.iterdir())) == 2  # nothing was begun anew


def test_at_most_one_job_a_visitor_runs(pool, tmp_path):
    jobs = [told(tmp_path, LONG + n, kind="job") for n in range(2)]
    first, second = (pool.ask(job, visitor="ann", place=str(n)) for n, job in enumerate(jobs))
    eventually(lambda: first.state == "running")
    page = pool.ask(Question(sample_work.double, (8,)), visitor="ann")
    assert page.result(60) == 16
    assert second.state == "queued"
    pool.stop(jobs[0], "ann")
    eventually(lambda: second.state == "running")


def test_the_queue_tells_its_place(pool, tmp_path):
    for number in range(2):
        pool.ask(told(tmp_path, LONG + number), visitor="ann", place=str(number))
    waiting = [pool.ask(Question(sample_work.double, (n,)), visitor="bob", place="x") for n in (100, 101, 102)]
    assert [answer.ahead for answer in waiting] == [0, 1, 2]
    assert {answer.state for answer in waiting} == {"queued"}
    assert pool.status().queue == {"page": 3}
    pool.leave("ann")
    assert [answer.result(60) for answer in waiting] == [200, 202, 204]


def test_found_without_asking(pool, tmp_path):
    question = told(tmp_path, 10)
    assert pool.find(question) is None
    asked = pool.ask(question)
    seen = pool.find(question)
    assert seen.result(60) == asked.result(60)
    assert pool.find(question).done


def test_idle_time_is_used_and_given_up_for_a_page(pool, tmp_path):
    pool.warm([told(tmp_path, 20)])
    pid_of(tmp_path)
    both = [pool.ask(Question(sample_work.deaf, (str(tmp_path), 0.3, name)), visitor="ann") for name in ("a", "b")]
    assert len({answer.result(60) for answer in both}) == 2
    eventually(lambda: pool.find(told(tmp_path, 20)) is not None and pool.find(told(tmp_path, 20)).done)


def test_too_many_customers_are_refused_before_anything_runs(pool):
    answer = pool.ask(Question(sample_work.double, (1000,), customers=1_000_000))
    with pytest.raises(RefusedError, match=r"'1000000': this server computes at most 100,000 customers. Choose fewer"):
        answer.result()


def test_workers_end_with_the_service():
    service = make("processes:1", Limits(memory=3 * GIGABYTE))
    assert service.ask(Question(sample_work.double, (1,))).result(60) == 2
    (worker,) = service.status().workers
    service.close()
    eventually(lambda: not alive(worker.pid))
    assert service.ask(Question(sample_work.double, (3,))).state == "cancelled"


def alive(pid):
    try:
        return of_process(pid)[0] != "Z"
    except FileNotFoundError:
        return False


def of_process(pid):
    """Return what the system says of a process: its state, its parent, ..."""
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
