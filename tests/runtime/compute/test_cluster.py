"""The service with a real Dask cluster of two worker processes on this machine."""

import json
import os
import signal
import time

import pytest

import sample_work
from equipoise import Settings, simulate
from equipoise.core.errors import SettingsError
from equipoise.runtime.compute import Limits, Question, make

distributed = pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")
SMALL = Settings().replace(**{"population.size": 500})
LIMITS = Limits(memory=3 * 1024**3)


@pytest.fixture(scope="module")
def dask():
    """A scheduler and two workers with a process each.

    A local cluster gives up a worker that is away some time after it has gone, even if it has come back meanwhile and
    is restarted once more; here all workers come back, and none is given up.
    """
    from dask import config

    with (
        config.set({"distributed.deploy.lost-worker-timeout": "1 hour"}),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
    ):
        yield cluster


@pytest.fixture(scope="module")
def pool(dask):
    """The service on it."""
    service = make(dask.scheduler_address, LIMITS)
    yield service
    service.close()


def eventually(holds, seconds=60.0):
    begun = time.monotonic()
    while not (found := holds()):
        assert time.monotonic() < begun + seconds, "it never came true"
        time.sleep(0.02)
    return found


def pid_of(folder, name):
    return eventually(lambda: [int(path.name.rsplit("-", 1)[1]) for path in folder.glob(f"{name}-*")])[0]


def test_same_bytes_as_here(pool):
    there = pool.ask(Question(simulate, (SMALL,), world="small", customers=500)).result(120)
    assert json.dumps(there.to_dict()) == json.dumps(simulate(SMALL).to_dict())


def test_progress_is_told(pool, tmp_path):
    answer = pool.ask(Question(sample_work.told, (str(tmp_path), 20)))
    eventually(lambda: answer.partial is not None and answer.progress > 0)
    assert answer.message.startswith("step ")
    assert answer.result(60) == pid_of(tmp_path, "told")


def test_a_refusal_is_raised_once(pool):
    with pytest.raises(SettingsError, match="'that': EQUIPOISE_COMPUTE says where"):
        pool.ask(Question(sample_work.refusing, ("that",))).result(60)


@pytest.mark.parametrize("kind", ["told", "stages"])
def test_a_stopped_question_frees_its_worker(pool, tmp_path, kind):
    work = {"told": sample_work.told, "stages": sample_work.in_stages}[kind]
    question = Question(work, (str(tmp_path), 400))
    answer = pool.ask(question, visitor="ann")
    pid = pid_of(tmp_path, kind)
    pool.stop(question, "ann")
    begun = time.monotonic()
    assert answer.state == "cancelled"
    eventually(lambda: all(worker.state != "busy" for worker in pool.status().workers if worker.pid == pid))
    assert time.monotonic() - begun < 1.5  # a second, and half of one for a busy machine


def test_killing_a_worker_costs_time_and_no_answer(pool, tmp_path):
    answers = {name: pool.ask(Question(sample_work.deaf, (str(tmp_path), 2.0, name))) for name in ("one", "two")}
    killed = pid_of(tmp_path, "one")
    os.kill(killed, signal.SIGKILL)
    assert answers["one"].result(120) != killed
    assert answers["two"].result(120) == pid_of(tmp_path, "two")
    eventually(lambda: {worker.state for worker in pool.status().workers} == {"idle"})
    assert pool.ask(Question(simulate, (SMALL,), kind="job")).result(120) is not None


def test_a_worker_that_does_not_stop_is_restarted(pool, tmp_path):
    question = Question(sample_work.deaf, (str(tmp_path), 600.0))
    pool.ask(question, visitor="ann")
    pid = pid_of(tmp_path, "deaf")
    pool.leave("ann")
    eventually(lambda: pid not in {worker.pid for worker in pool.status().workers}, 90)
    eventually(lambda: {worker.state for worker in pool.status().workers} == {"idle"}, 90)


def test_a_worker_that_ends_before_its_first_answer_is_not_waited_for(dask, monkeypatch):
    from equipoise.runtime.compute.backends.cluster import Cluster

    cluster = Cluster(dask.scheduler_address)
    monkeypatch.setattr(cluster, "take", lambda worker: "tcp://127.0.0.1:1")  # it was there at the last look
    try:
        with pytest.raises(RuntimeError, match="the worker is gone"):
            cluster.worker(0, lambda note: None).start(lambda: None)
    finally:
        cluster.close()


def test_a_worker_that_joins_is_used(dask, pool):
    dask.scale(3)
    eventually(lambda: [worker.state for worker in pool.status().workers] == ["idle"] * 3, 90)


def test_an_address_without_a_scheduler_is_refused(monkeypatch):
    monkeypatch.setattr("equipoise.runtime.compute.backends.cluster._CONNECT", 1.0)
    with pytest.raises(SettingsError, match=r"'tcp://127.0.0.1:1': no Dask scheduler answers there"):
        make("tcp://127.0.0.1:1", LIMITS)


def test_an_open_port_is_warned_of(dask, caplog):
    make(dask.scheduler_address, LIMITS).close()
    assert "whoever reaches it can run code" in caplog.text
