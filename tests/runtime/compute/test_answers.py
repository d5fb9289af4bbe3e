"""The server's memory of answers."""

from concurrent.futures import ThreadPoolExecutor

import pytest

import sample_work
from equipoise.core.errors import Cancelled
from equipoise.runtime.compute.answer import Answer, Progress, Settled
from equipoise.runtime.compute.answers import Answers
from equipoise.runtime.compute.question import Question


def question(number):
    return Question(sample_work.double, (number,))


@pytest.fixture
def answers():
    """A memory of 100 bytes that holds answers to 1, 2 and 3."""
    made = Answers(100)
    for number in (1, 2, 3):
        made.put(question(number), Settled(number), 30)
    return made


def test_what_was_put_is_found(answers):
    assert answers.get(question(2)).value == 2
    assert answers.get(question(4)) is None
    assert (len(answers), answers.bytes) == (3, 90)


def test_the_least_recently_used_goes_first(answers):
    answers.get(question(1))
    answers.put(question(4), Settled(4), 40)
    assert question(1) in answers
    assert question(2) not in answers
    assert answers.bytes == 100


def test_putting_again_counts_once(answers):
    answers.put(question(3), Settled(3), 40)
    assert (len(answers), answers.bytes) == (3, 100)


def test_what_is_larger_than_everything_is_not_kept(answers):
    answers.put(question(4), Settled(4), 101)
    assert (len(answers), answers.bytes) == (3, 90)


def test_shrinking_frees_at_least_what_is_asked_for(answers):
    assert answers.shrink(31) == 60
    assert question(3) in answers
    assert answers.shrink(1000) == 30
    assert answers.bytes == len(answers) == 0


def test_an_answer_waits_and_tells():
    told, places = Progress(), iter([2, 2, None, None])
    answer = Answer(told=told, ahead=lambda: next(places))
    assert (answer.state, answer.ahead) == ("queued", 2)
    told.fraction, told.message, told.stage, told.partial = 0.5, "half", "train", 7
    assert (answer.state, answer.ahead) == ("running", 0)
    assert (answer.progress, answer.message, answer.stage, answer.partial) == (0.5, "half", "train", 7)
    assert not answer.wait(0.01)
    with pytest.raises(TimeoutError, match="not answered within"):
        answer.result(0.01)
    answer.settle(Settled(8))
    answer.settle(Settled(9))
    assert (answer.result(), answer.state, answer.progress, answer.error) == (8, "done", 1.0, None)


@pytest.mark.parametrize(("error", "state"), [(Cancelled("stopped"), "cancelled"), (ValueError("wrong"), "failed")])
def test_an_answer_raises_its_error_without_adding_up_tracebacks(error, state):
    answer = Answer(Settled(error=error))
    for _ in range(3):
        with pytest.raises(type(error)) as raised:
            answer.result()
    assert answer.state == state
    assert answer.error is error
    assert sum(1 for entry in raised.traceback if entry.name == "result") == 1


def test_nobody_waits_for_a_look_up(answers):
    with ThreadPoolExecutor(1) as pool, answers._lock:
        assert pool.submit(answers.get, question(2)).result(timeout=10).value == 2
