import dataclasses
import datetime

import pytest

from equipoise.core.errors import DataError
from equipoise.learn.exam import forms
from equipoise.learn.lesson import lessons
from equipoise.learn.progress import Progress, Score
from equipoise.learn.route import WHOLE, Route, check, earned, next_step, routes, under_way

ESSENTIALS = routes()["essentials"]
ONE = Score(right=1, of=2)


def sitting(right, route=ESSENTIALS, name="a", on=None):
    """Answers to a path's questions, of which the first ``right`` are right."""
    form = route.form(name)
    wrong = [(question.answer + 1) % len(question.options) for question in form.questions]
    right_ones = [question.answer for question in form.questions]
    return form.mark([*right_ones[:right], *wrong[right:]], on=on)


def with_lessons(progress, route=ESSENTIALS):
    for name in route.lessons:
        progress = progress.with_lesson(f"{name}@1", ONE)
    return progress


def test_the_essentials_are_a_short_test_three_lessons_and_one_attack_in_half_an_hour():
    assert ESSENTIALS.minutes == 30 and len(ESSENTIALS.lessons) == 3 and ESSENTIALS.attack
    assert next(iter(routes())) == "essentials"


def test_the_whole_course_has_every_lesson_and_every_question():
    whole = routes()[WHOLE]
    assert whole.lessons == tuple(lessons()) and whole.form("a") == forms()["a"]


@pytest.mark.parametrize("route", routes().values(), ids=list(routes()))
def test_a_path_has_time_for_its_lessons(route):
    alone = sum(lessons()[name].minutes for name in route.lessons)
    assert alone <= route.minutes <= alone + 20


@pytest.mark.parametrize(("questions", "least"), [(3, 2), (4, 3), (5, 4), (7, 5), (8, 6)])
def test_two_thirds_are_asked_for_by_hand(questions, least):
    topics = forms()["a"].about[:questions]
    assert dataclasses.replace(ESSENTIALS, topics=topics).least == least


def test_the_questions_of_a_path_are_those_of_its_topics_in_both_forms():
    a, b = ESSENTIALS.form("a"), ESSENTIALS.form("b")
    assert a.about == b.about == ("identifiers", "consent", "fairness", "inference")
    assert a.key == "essentials1_a@1" and {one.text for one in a.questions} < {
        one.text for one in forms()["a"].questions
    }


def test_the_way_leads_from_test_to_lessons_to_attack_to_test_to_certificate():
    progress = Progress()
    assert next_step(progress, ESSENTIALS) == ("before", "")
    assert next_step(progress, ESSENTIALS, skipped=True) == ("lesson", "personal_data")
    progress = progress.with_sitting("essentials", "before", sitting(1))
    assert next_step(progress, ESSENTIALS) == ("lesson", "personal_data")
    progress = progress.with_lesson("personal_data@1", ONE)
    assert next_step(progress, ESSENTIALS) == ("lesson", "opt_in_or_out")
    progress = with_lessons(progress)
    assert next_step(progress, ESSENTIALS) == ("attack", "")
    progress = progress.with_attack(False)
    assert next_step(progress, ESSENTIALS) == ("after", "")
    assert next_step(progress.with_sitting("essentials", "after", sitting(2)), ESSENTIALS) == ("low", "")
    assert next_step(progress.with_sitting("essentials", "after", sitting(3)), ESSENTIALS) == ("done", "")


def test_whoever_began_with_a_lesson_is_not_sent_back():
    begun = Progress().with_lesson("opt_in_or_out@1", ONE)
    assert next_step(begun, ESSENTIALS) == ("lesson", "personal_data")


def test_a_test_of_one_path_earns_no_certificate_of_another():
    progress = with_lessons(Progress().with_sitting("essentials", "after", sitting(4)), routes()[WHOLE])
    assert earned(progress.with_attack(True), ESSENTIALS).complete
    assert earned(progress, routes()[WHOLE]).test == "untaken"
    assert not earned(progress, ESSENTIALS).complete  # the attack


def test_the_path_under_way_is_the_one_whose_test_was_taken_last():
    early, late = datetime.date(2026, 11, 1), datetime.date(2026, 11, 30)
    progress = Progress().with_sitting(WHOLE, "before", sitting(1, routes()[WHOLE], on=early))
    assert under_way(Progress()) == "" and under_way(progress) == WHOLE
    assert under_way(progress.with_sitting("essentials", "before", sitting(1, on=late))) == "essentials"


def test_made_up_marks_are_refused():
    honest = sitting(1)
    check(Progress().with_sitting("essentials", "before", honest))
    check(Progress().with_sitting("long_gone", "before", honest))
    made_up = dataclasses.replace(honest, right=(True,) * 4)
    with pytest.raises(DataError, match="marks do not fit"):
        check(Progress().with_sitting("essentials", "later", made_up))


BROKEN = [{"lessons": ()}, {"topics": ()}, {"lessons": ("alchemy",)}, {"topics": ("alchemy",)}]


@pytest.mark.parametrize("broken", BROKEN)
def test_a_path_of_nothing_or_of_what_does_not_exist_is_refused(broken):
    values = {field.name: getattr(ESSENTIALS, field.name) for field in dataclasses.fields(Route)}
    with pytest.raises(ValueError, match=r"path has lessons|alchemy"):
        Route(**values | broken)
