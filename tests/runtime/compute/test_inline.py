"""The service that computes in the asking thread."""

import threading
import time

import pytest

import sample_work
from equipoise.core.errors import Cancelled, SettingsError
from equipoise.runtime import compute
from equipoise.runtime.compute import Limits, Question, RefusedError
from equipoise.runtime.compute.inline import Inline


def test_an_answer_is_there_when_ask_returns_and_is_remembered(tmp_path):
    service, question = Inline(), Question(sample_work.counted, (str(tmp_path), 4))
    for _ in range(3):
        answer = service.ask(question, visitor="ann", place="board", turn=1)
        assert (answer.state, answer.result()) == ("done", 4)
    assert len(list(tmp_path.iterdir())) == 1
    assert service.find(question).result() == 4
    assert service.find(Question(sample_work.double, (1,))) is None
    assert service.status().answers == 1


def test_errors_are_the_answers():
    service = Inline()
    with pytest.raises(SettingsError, match="EQUIPOISE_COMPUTE says where"):
        service.ask(Question(sample_work.refusing, (1,))).result()
    with pytest.raises(ZeroDivisionError):
        service.ask(Question(sample_work.failing)).result()
    assert service.status().answers == 1  # a refusal is as lasting as a value, a defect is not


def test_threads_that_ask_the_same_share_the_answer(tmp_path):
    service, found = Inline(), []
    question = Question(sample_work.told, (str(tmp_path), 5))
    threads = [threading.Thread(target=lambda: found.append(service.ask(question).result())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("how", ["stop", "leave", "close"])
def test_what_another_thread_computes_can_be_stopped(tmp_path, how):
    service, question, answers = Inline(), Question(sample_work.told, (str(tmp_path), 1000)), []
    asking = threading.Thread(target=lambda: answers.append(service.ask(question, visitor="ann")))
    asking.start()
    while not any(tmp_path.iterdir()):
        time.sleep(0.01)
    {"stop": lambda: service.stop(question, "ann"), "leave": lambda: service.leave("ann"), "close": service.close}[
        how
    ]()
    asking.join(10)
    with pytest.raises(Cancelled):
        answers[0].result()


def test_limits_hold_if_there_are_any():
    question = Question(sample_work.double, (1,), customers=100_001)
    assert Inline().ask(question).result() == 2
    with pytest.raises(RefusedError):
        Inline(Limits(memory=3 * 1024**3)).ask(question).result()


def test_the_process_has_one_service(monkeypatch):
    monkeypatch.delenv("EQUIPOISE_COMPUTE", raising=False)
    compute.close()
    first = compute.service()
    assert isinstance(first, Inline)
    assert compute.service() is first
    started = compute.start("inline")
    assert compute.service() is started
    assert started is not first
    compute.close()
    assert compute.service() is not started


def test_a_service_that_cannot_be_started_leaves_the_old_one():
    before = compute.service()
    with pytest.raises(SettingsError, match="'nowhere': EQUIPOISE_COMPUTE says"):
        compute.start("nowhere")
    assert compute.service() is before


def test_the_environment_says_where(monkeypatch):
    compute.close()
    monkeypatch.setenv("EQUIPOISE_COMPUTE", "elsewhere")
    for begin in (compute.service, compute.start):
        with pytest.raises(SettingsError, match="'elsewhere': EQUIPOISE_COMPUTE says"):
            begin()
    monkeypatch.setenv("EQUIPOISE_COMPUTE", "inline")
    assert isinstance(compute.start(), Inline)
    compute.close()


def test_an_interrupt_passes_and_leaves_nothing_behind():
    service, question = Inline(), Question(sample_work.interrupted)
    for _ in range(2):  # the second would wait for ever for the first
        with pytest.raises(KeyboardInterrupt):
            service.ask(question)
    assert service.find(question) is None
