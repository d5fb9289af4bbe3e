from equipoise.learn.lesson import lessons
from equipoise.learn.taking import MOST_WORLDS, Taking, seeds

LESSON = lessons()["codes"]


def test_first_answers_count():
    taken = Taking().guessed(1).guessed(2).answered(0, 2).answered(0, 1)
    assert taken.guess == 1 and taken.answer(0) == 2 and taken.answer(1) is None


def test_a_lesson_is_finished_when_all_questions_are_answered():
    right, wrong = LESSON.quiz[0].answer, (LESSON.quiz[1].answer + 1) % 3
    half = Taking().guessed(0).answered(0, right)
    whole = half.answered(1, wrong)
    assert not half.finished(LESSON) and whole.finished(LESSON)
    assert whole.right(LESSON) == 1


def test_worlds_start_with_the_lessons_own_and_end():
    taken = Taking()
    for _ in range(9):
        taken = taken.another_world()
    assert seeds(LESSON, taken.worlds) == (7, 8, 9, 10, 11) and taken.worlds == MOST_WORLDS
