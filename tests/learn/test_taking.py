import pytest

from equipoise.learn.frozen import published
from equipoise.learn.lesson import lessons
from equipoise.learn.taking import MOST_WORLDS, Taking, seeds

LESSON = lessons()["codes"]


def test_first_answers_count():
    taken = Taking().guessed(1).guessed(2).answered(0, 2).answered(0, 1)
    assert taken.guess == 1 and taken.answer(0) == 2 and taken.answer(1) is None


def test_a_lesson_is_finished_when_all_questions_are_answered():
    right, wrong = LESSON.quiz[0].answer, (LESSON.quiz[1].answer + 1) % len(LESSON.quiz[1].options)
    half = Taking().guessed(0).answered(0, right)
    whole = half.answered(1, wrong)
    assert not half.finished(LESSON) and whole.finished(LESSON)
    assert whole.right(LESSON) == 1


def test_worlds_start_with_the_lessons_own_and_end():
    taken = Taking()
    for _ in range(9):
        taken = taken.another_world()
    assert seeds(LESSON, taken.worlds) == (7, 8, 9, 10, 11) and taken.worlds == MOST_WORLDS


def test_a_number_stands_for_the_option_in_whose_range_it_is():
    lesson = lessons()["look_alikes"]  # about 4, at most 20, more than 40; the ranges end at 12 and 32
    options = [Taking().estimated(lesson, number).guess for number in (0, 11, 12, 31, 32, 100)]
    assert options == [0, 0, 1, 1, 2, 2]
    first = Taking().estimated(lesson, 40)
    assert first.number == 40 and first.estimated(lesson, 3) == first
    assert Taking().estimated(lessons()["rights"], 40) == Taking()


def test_a_lesson_taken_again_is_another_attempt():
    assert Taking(guess=1, worlds=3, attempt=1).again() == Taking(attempt=2)


@pytest.mark.parametrize("lesson", [one for one in lessons().values() if one.estimate], ids=lambda one: one.id)
def test_the_right_option_is_the_one_in_whose_range_the_published_number_is(lesson):
    before, after = published()[lesson.key].numbers[lesson.estimate.claim]
    truth = before if lesson.estimate.side == "before" else after
    assert lesson.estimate.option(round(100 * truth)) == lesson.prediction.answer
