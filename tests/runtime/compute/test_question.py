"""What may be asked."""

import pickle

import pytest

import sample_work
from equipoise import Settings
from equipoise.runtime.compute.question import Question, answer


def test_questions_are_the_same_if_function_and_arguments_are():
    page = Question(sample_work.double, (Settings(),), world="a", customers=1, kind="page")
    job = Question(sample_work.double, (Settings(),), world="b", customers=2, kind="job")
    assert page == job
    assert len({page, job, Question(sample_work.double, (Settings.from_query(""),))}) == 1
    assert page != Question(sample_work.counted, (Settings(),))
    assert page != Question(sample_work.double, (Settings().replace(**{"population.seed": 8}),))


def test_what_can_change_cannot_be_asked_for():
    with pytest.raises(TypeError, match="unhashable"):
        hash(Question(sample_work.double, ([1],)))


def test_a_call_is_sent_by_name():
    function, arguments = pickle.loads(Question(sample_work.double, (2,)).call)
    assert function is sample_work.double
    assert arguments == (2,)


@pytest.mark.parametrize("function", [lambda: 1, (each for each in "ab").send])
def test_what_has_no_name_cannot_be_sent(function):
    with pytest.raises(TypeError, match="only a function of a module and arguments that can be pickled"):
        _ = Question(function).call


def test_a_report_is_given_unless_it_is_among_the_arguments():
    heard = []
    assert answer(sample_work.reporting, (1,)) == 1
    assert answer(sample_work.reporting, (2, lambda *told: heard.append(told))) == 2
    assert heard == [(0.5, "half")]
