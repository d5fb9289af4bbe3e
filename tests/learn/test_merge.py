import datetime

from hypothesis import given, settings

from equipoise.learn.merge import merge
from equipoise.learn.progress import Exams, Progress, Score, Sitting, Tried

from .test_progress import everything

MANY = settings(max_examples=60, deadline=None)


@MANY
@given(everything, everything)
def test_it_does_not_matter_which_tab_comes_first(one, other):
    assert merge(one, other) == merge(other, one)


@MANY
@given(everything, everything)
def test_what_is_known_already_changes_nothing(one, other):
    assert merge(one, one) == one == merge(one, Progress())
    both = merge(one, other)
    assert merge(both, one) == both == merge(both, other)


@MANY
@given(everything, everything, everything)
def test_three_tabs_end_up_with_the_same_in_any_order(one, two, three):
    assert merge(merge(one, two), three) == merge(one, merge(two, three))


def sitting(right, day):
    return Sitting(form="a@1", answers=(right,), right=(bool(right),), on=datetime.date(2026, 11, day))


def test_what_is_kept_of_two_by_hand():
    one = Progress(
        lessons={"codes@1": Score(right=1, of=2), "rights@1": Score(right=2, of=2)},
        tests={"course": Exams(before=sitting(0, 3), after=sitting(1, 20), takes=1)},
        challenges={"x@1": Tried(outcome="wrongly_impossible", attempts=3)},
        attack=Score(right=1, of=1),
    )
    other = Progress(
        lessons={"codes@1": Score(right=2, of=2)},
        tests={"course": Exams(before=sitting(1, 9), after=sitting(0, 12), takes=2), "essentials": Exams()},
        challenges={"x@1": Tried(outcome="reached", attempts=9)},
        attack=Score(right=0, of=2),
    )
    assert merge(one, other) == Progress(
        lessons={"codes@1": Score(right=2, of=2), "rights@1": Score(right=2, of=2)},
        tests={"course": Exams(before=sitting(0, 3), after=sitting(0, 12), takes=2), "essentials": Exams()},
        challenges={"x@1": Tried(outcome="reached", attempts=9)},
        attack=Score(right=0, of=2),
    )
