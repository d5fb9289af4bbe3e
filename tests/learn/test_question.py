import pytest

from equipoise.learn.question import Option, Question

YES = Option(text="yes", feedback="Right.", right=True)
NO = Option(text="no", feedback="Wrong.")


def test_the_right_answer_is_found():
    assert Question(text="?", options=(NO, YES)).answer == 1


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        ((YES,), "2 to 5"),
        ((YES, NO, NO), "read the same"),
        ((NO, Option(text="maybe", feedback="Wrong.")), "exactly one"),
        ((YES, Option(text="sure", feedback="Right.", right=True)), "exactly one"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(options, rule):
    with pytest.raises(ValueError, match=rule):
        Question(text="?", options=options)
