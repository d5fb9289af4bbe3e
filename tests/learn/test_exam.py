import re

import pytest

from equipoise.core.errors import DataError
from equipoise.learn.exam import LATER, PAIR, Gain, forms, gain, other
from equipoise.learn.progress import Sitting


def sitting(marks):
    return Sitting(form="a@1", answers=(0,) * len(marks), right=tuple(mark == "x" for mark in marks))


def test_the_forms_are_parallel():
    assert len({form.about for form in forms().values()}) == 1
    assert set(forms()) == {*PAIR, LATER}
    for form in forms().values():
        assert len(form.questions) == 8 == len(set(form.about))
    assert len({each.text for form in forms().values() for each in form.questions}) == 24
    assert other("a@1") == "b" and other("b") == "a" and other("essentials1_a@1") == "b"


@pytest.mark.parametrize("form", forms().values(), ids=list(forms()))
def test_every_question_is_whole_and_its_answer_is_told_apart_by_feedback(form):
    for question in form.questions:
        assert len(question.options) == 3
        assert [option.feedback.startswith("Right") for option in question.options] == [
            option.right for option in question.options
        ]
        texts = (question.text, *(text for option in question.options for text in (option.text, option.feedback)))
        assert not any(re.search(r"anonymous|compliant", text, re.IGNORECASE) for text in texts)


@pytest.mark.parametrize("form", forms().values(), ids=list(forms()))
def test_neither_place_nor_length_gives_the_answer_away(form):
    places = [question.answer for question in form.questions]
    assert max(map(places.count, range(3))) <= 4
    longest = [max(range(3), key=lambda each: len(one.options[each].text)) == one.answer for one in form.questions]
    assert sum(longest) <= 5


def test_marks_are_those_of_the_answers():
    form = forms()["a"]
    right = [question.answer for question in form.questions]
    assert form.mark(right).score.right == 8
    assert form.mark([(answer + 1) % 3 for answer in right]).score.right == 0


@pytest.mark.parametrize("answers", [[], [0] * 7, [0] * 9, [3] * 8, [-1] * 8])
def test_a_test_with_missing_answers_is_not_marked(answers):
    with pytest.raises(DataError, match="Answer every question"):
        forms()["a"].mark(answers)


def test_gain_by_hand():
    # 4 questions turned right, 1 turned wrong, 3 stayed: P(4 or 5 of 5 fair coins) = (5 + 1) / 32.
    found = gain(sitting("oooox" + "xxo"), sitting("xxxxo" + "xxo"))
    assert found == Gain(before=3, after=6, of=8, learned=4, lost=1, chance=6 / 32)


def test_no_change_is_no_evidence():
    assert gain(sitting("xo"), sitting("xo")).chance == 1.0
    assert gain(sitting("xo"), sitting("ox")).chance == 0.75  # at least 1 of 2 fair coins


def test_tests_of_different_lengths_are_not_compared():
    with pytest.raises(DataError, match="Take both tests again"):
        gain(sitting("xo"), sitting("xox"))
