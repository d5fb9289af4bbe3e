import math

import pytest

from equipoise.learn.progress import Exams, Progress, Sitting
from equipoise.learn.summary import mean, summary


def person(before=None, after=None, later=None, of=4):
    def sitting(right):
        return (
            None
            if right is None
            else Sitting(form="a@1", answers=(0,) * of, right=(True,) * right + (False,) * (of - right))
        )

    exams = Exams(before=sitting(before), after=sitting(after), takes=int(after is not None), later=sitting(later))
    return Progress(tests={"essentials": exams})


def test_a_group_by_hand():
    # Before 1/4, 2/4, 3/4: mean 1/2, deviation 1/4, t(2) = 4.302653. After 3/4, 4/4; the gain is 2/4 and 2/4.
    found = summary([person(1, 3), person(2, 4), person(3)], "essentials")
    assert found.people == 3
    half = 4.302653 * 0.25 / math.sqrt(3)
    assert (found.before.value, found.before.n) == (0.5, 3)
    assert found.before.low == pytest.approx(max(0, 0.5 - half)) and found.before.high == pytest.approx(1.0)
    assert found.after.value == 0.875 and (found.gain.value, found.gain.n) == (0.5, 2)
    assert math.isnan(found.gain.low)  # both gained the same, so chance cannot be seen
    assert not found.later.known and not found.kept.known


def test_changes_are_of_those_who_took_both():
    found = summary([person(0, 4, 2), person(after=1), person(2, 2, 2)], "essentials")
    assert found.kept.value == -0.25 and found.kept.n == 2  # -2/4 and 0
    assert found.gain.n == 2 and found.after.n == 3


def test_other_paths_and_empty_files_do_not_count():
    assert summary([Progress(), person(1)], "course").people == 0
    assert summary([Progress(tests={"essentials": Exams()})], "essentials").people == 0


def test_one_person_has_no_interval():
    alone = mean([0.5], low=0.0)
    assert alone.value == 0.5 and math.isnan(alone.low) and alone.n == 1
