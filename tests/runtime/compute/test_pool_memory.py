"""The service keeps its processes within the memory that they may take, and ends with its server."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import equipoise
import sample_work
from equipoise.runtime.compute import Limits, Question
from equipoise.runtime.compute.backends.processes import Processes
from equipoise.runtime.compute.limits import RefusedError
from equipoise.runtime.compute.memory import used_bytes
from equipoise.runtime.compute.pool import Pool

MB = 1024**2


@pytest.fixture
def pool():
    """One worker that may remember much more than the service allows: 150 MB above what all take at first."""
    with_room = Pool(Processes(1, (), memo_bytes=4096 * MB), Limits(memory=2**60))
    with_room.ask(Question(sample_work.double, (1,))).result(60)
    (worker,) = with_room.status().workers
    limit = used_bytes([os.getpid(), worker.pid, *with_room._backend.pids()]) + 150 * MB
    with_room._budget.limit = limit
    yield with_room
    with_room.close()


def eventually(holds, seconds=60.0):
    begun = time.monotonic()
    while not (found := holds()):
        assert time.monotonic() < begun + seconds, "it never came true"
        time.sleep(0.02)
    return found


def test_remembered_stages_are_forgotten_when_the_memory_is_used_up(pool):
    before = pool.status().workers[0].pid
    assert pool.ask(Question(sample_work.hoard, (300,))).result(60) >= 300 * MB
    eventually(lambda: pool.status().memory_used > pool.status().memory_limit)
    eventually(lambda: pool.status().memory_used <= pool.status().memory_limit)
    assert pool.ask(Question(sample_work.remembers)).result(60) < 300 * MB
    assert pool.status().workers[0].pid == before


def test_a_worker_that_cannot_forget_is_replaced(pool):
    before = pool.ask(Question(sample_work.lose, (300,))).result(60)
    eventually(lambda: pool.status().workers[0].pid not in (0, before))
    eventually(lambda: pool.status().memory_used <= pool.status().memory_limit)


def test_a_run_that_does_not_fit_is_refused(pool):
    small = Pool(Processes(1, (), memo_bytes=MB), Limits(memory=700 * MB))
    answer = small.ask(Question(sample_work.double, (1,), customers=90_000))
    small.close()
    assert isinstance(answer.error, RefusedError)


SERVER = """
import sys, time
sys.path[:0] = {path!r}
open({runs!r}, "a").write(__name__ + " ")
import sample_work
import equipoise
from equipoise.runtime.compute import Limits, Question, start

service = start("processes:2", Limits(memory=3 * 1024**3))
while not all(worker.pid for worker in service.status().workers):
    time.sleep(0.01)
service.ask(Question(sample_work.deaf, ({folder!r}, 60.0)))
print(*[worker.pid for worker in service.status().workers], flush=True)
{end}
"""


@pytest.mark.parametrize("end", ["sys.exit()", "time.sleep(60)"])
def test_workers_end_with_their_server_and_never_run_its_script(tmp_path, end):
    """It ends by itself, in the midst of work and without closing the service; or it is killed.

    A Streamlit script is the main module while it runs: workers must not run the whole app once more.
    """
    script, runs = tmp_path / "server.py", tmp_path / "runs"
    script.write_text(SERVER.format(path=sys.path, runs=str(runs), folder=str(tmp_path), end=end))
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True, env=_environment()) as server:
        pids = [int(pid) for pid in server.stdout.readline().split()]
        assert len(pids) == 2
        if "sleep" in end:
            assert all(map(alive, pids))
            server.send_signal(signal.SIGKILL)
        server.wait(30)
    eventually(lambda: not any(map(alive, pids)), 10)
    assert runs.read_text() == "__main__ "


def _environment():
    """Return an environment in which the package is found as if it were installed."""
    source = Path(equipoise.__file__).parents[1]
    return os.environ | {"PYTHONPATH": str(source)}


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
