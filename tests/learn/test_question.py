from itertools import permutations

import pytest

from equipoise.learn.question import Option, Question, shuffled

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


def test_an_order_follows_from_its_names_and_all_orders_come_about_equally_often():
    assert shuffled(3, "visitor", "codes@1") == shuffled(3, "visitor", "codes@1")
    drawn = [shuffled(3, visitor, "codes@1") for visitor in range(1200)]
    counts = {order: drawn.count(order) for order in permutations(range(3))}
    assert sum(counts.values()) == 1200 and all(150 <= count <= 250 for count in counts.values())  # 200, deviation 13
