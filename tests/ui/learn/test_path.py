from equipoise.learn.progress import Progress, Score, Sitting
from equipoise.ui.learn.path import next_step

LESSONS = {"names": "Names", "yes": "Yes"}
ONE = Score(right=1, of=1)


def sitting(right):
    return Sitting(form="a@1", answers=(0,) * 8, right=(True,) * right + (False,) * (8 - right))


def test_the_way_leads_from_test_to_lessons_to_test_to_certificate():
    progress = Progress()
    assert next_step(progress, LESSONS) == ("before", "")
    progress = progress.with_sitting("before", sitting(3))
    assert next_step(progress, LESSONS) == ("lesson", "names")
    progress = progress.with_lesson("names@1", ONE)
    assert next_step(progress, LESSONS) == ("lesson", "yes")
    progress = progress.with_lesson("yes@1", ONE)
    assert next_step(progress, LESSONS) == ("after", "")
    assert next_step(progress.with_sitting("after", sitting(5)), LESSONS) == ("low", "")
    assert next_step(progress.with_sitting("after", sitting(6)), LESSONS) == ("done", "")


def test_whoever_began_with_a_lesson_is_not_sent_back():
    assert next_step(Progress().with_lesson("yes@1", ONE), LESSONS) == ("lesson", "names")
