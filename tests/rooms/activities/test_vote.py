import pytest

from equipoise.core.errors import DataError, ReasonError
from equipoise.learn.lesson import lessons
from room_steps import check, result, step

QUIZ = {
    "text": "Which?",
    "options": [
        {"text": "one", "comment": "No."},
        {"text": "two", "comment": "Yes.", "right": True},
        {"text": "three"},
    ],
}


def test_votes_are_counted_and_the_right_option_is_known():
    asked = step("vote", **QUIZ)
    found = result(asked, 1, 1, 0, 1, 2, 1)
    assert (found.n, found.counts, found.right) == (6, (1, 4, 1), 1)
    assert [option.comment for option in found.options] == ["No.", "Yes.", ""]
    assert asked.truth


def test_fewer_than_five_votes_are_not_counted():
    few = result(step("vote", **QUIZ), 1, 1, 0, 1)
    assert (few.n, few.counts, few.right) == (4, None, 1)


def test_where_nothing_is_right_nothing_is_compared():
    asked = step("vote", text="Which first?", options=["privacy", "offers"])
    assert not asked.truth and result(asked, 0, 0, 1, 1, 1).right is None


def test_what_is_asked_again_keeps_its_comments_and_its_right_option_until_then():
    held = result(step("vote", held=True, **QUIZ), 1, 1, 0, 1, 2)
    assert held.counts == (1, 3, 1) and held.right is None
    assert not any(option.comment or option.right for option in held.options)


@pytest.mark.parametrize("chosen", ["", "3", "-1", "1.0", "two", "01"])
def test_only_options_can_be_chosen(chosen):
    asked = step("vote", **QUIZ)
    assert check(asked, option="2") == 2
    with pytest.raises(DataError, match="no such option"):
        check(asked, option=chosen)


@pytest.mark.parametrize(
    "options",
    [["one"], list("abcdefg"), ["one", "one"], [{"text": "one", "right": True}, {"text": "two", "right": True}]],
)
def test_options_that_cannot_be_told_apart_are_refused(options):
    with pytest.raises(ReasonError):
        step("vote", text="?", options=options)


def test_a_lesson_lends_its_prediction():
    asked = step("vote", lesson="balance")
    assert (
        asked.text == lessons()["balance"].prediction.text
        and [option["right"] for option in asked.spec["options"]].count(True) == 1
    )
