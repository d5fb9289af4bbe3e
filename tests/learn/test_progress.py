import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.core.errors import DataError
from equipoise.learn.progress import Exams, Progress, Score, Sitting, Tried

keys = st.from_regex(r"[a-z0-9_]{1,40}@[1-9][0-9]{0,3}", fullmatch=True)
scores = st.integers(0, 20).flatmap(lambda of: st.builds(Score, right=st.integers(0, of), of=st.just(of)))
marks = st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=10)
sittings = st.builds(
    lambda form, pairs, on: Sitting(
        form=form, answers=tuple(a for a, _ in pairs), right=tuple(r for _, r in pairs), on=on
    ),
    keys,
    marks,
    st.none() | st.dates(),
)
tried = st.builds(
    Tried,
    outcome=st.sampled_from(["reached", "called_impossible", "wrongly_impossible"]),
    attempts=st.integers(0, 200),
)
names = st.sampled_from(["essentials", "course", "marketing"])
testings = st.builds(
    Exams,
    before=st.none() | sittings,
    after=st.none() | sittings,
    takes=st.integers(0, 200),
    later=st.none() | sittings,
)
everything = st.builds(
    Progress,
    lessons=st.dictionaries(keys, scores, max_size=5),
    tests=st.dictionaries(names, testings, max_size=3),
    challenges=st.dictionaries(keys, tried, max_size=5),
    attack=scores,
)


@settings(max_examples=40)
@given(everything)
def test_progress_survives_its_file(progress):
    import json

    assert Progress.from_dict(json.loads(json.dumps(progress.to_dict()))) == progress


def test_the_better_score_of_a_lesson_stays():
    done = Progress().with_lesson("consent@1", Score(right=2, of=3))
    assert done.with_lesson("consent@1", Score(right=1, of=3)) == done
    assert done.with_lesson("consent@1", Score(right=3, of=3)).lessons["consent@1"].right == 3


def test_the_latest_version_of_a_lesson_counts():
    done = Progress().with_lesson("consent@10", Score(right=1, of=1)).with_lesson("consent@9", Score(right=0, of=1))
    assert done.done("consent") == "consent@10" and done.done("cons") is None


def test_what_was_solved_stays_solved():
    reached = Tried(outcome="reached", attempts=4)
    lost = Tried(outcome="wrongly_impossible", attempts=5)
    assert Progress().with_challenge("x@1", reached).with_challenge("x@1", lost).challenges["x@1"] == reached
    assert Progress().with_challenge("x@1", lost).with_challenge("x@1", reached).challenges["x@1"] == reached


def test_tests_after_the_course_are_counted():
    sitting = Sitting(form="a@1", answers=(0, 1), right=(True, False))
    twice = Progress()
    for when in ("before", "after", "after"):
        twice = twice.with_sitting("course", when, sitting)
    assert twice.tests == {"course": Exams(before=sitting, after=sitting, takes=2)}
    assert sitting.score == Score(right=1, of=2)


def test_progress_is_a_value():
    start = Progress()
    start.with_lesson("consent@1", Score(right=1, of=1))
    assert start == Progress()
    with pytest.raises(TypeError):
        start.lessons["x@1"] = Score(right=1, of=1)


def test_a_file_from_before_there_were_paths_is_of_the_whole_course():
    old = {"lessons": {}, "before": None, "after": SITTING, "takes": 2, "challenges": {}}
    after = Sitting(form="a@1", answers=(0,), right=(True,))
    assert Progress.from_dict(old).tests == {"course": Exams(after=after, takes=2)}


def test_accusations_are_counted():
    assert Progress().with_attack(True).with_attack(False).attack == Score(right=1, of=2)
    full = Progress(attack=Score(right=0, of=200))
    assert full.with_attack(True) == full


GOOD = Progress().to_dict()
SITTING = {"form": "a@1", "answers": [0], "right": [True]}
NO_TEST = {"before": None, "after": None, "takes": 0, "later": None}


def one_test(**values):
    return GOOD | {"tests": {"course": NO_TEST | values}}


@pytest.mark.parametrize(
    "values",
    [
        None,
        [],
        {},
        GOOD | {"more": 1},
        GOOD | {"lessons": []},
        GOOD | {"lessons": {"no version": {"right": 1, "of": 1}}},
        GOOD | {"lessons": {"x@0": {"right": 1, "of": 1}}},
        GOOD | {"lessons": {"x@1": {"right": 2, "of": 1}}},
        GOOD | {"lessons": {"x@1": {"right": -1, "of": 1}}},
        GOOD | {"lessons": {"x@1": {"right": True, "of": 1}}},
        GOOD | {"lessons": {"x@1": {"right": 1.0, "of": 1}}},
        GOOD | {"lessons": {"x@1": {"right": 10**30, "of": 10**30}}},
        GOOD | {"lessons": {f"x{n}@1": {"right": 1, "of": 1} for n in range(201)}},
        GOOD | {"tests": {"No path": NO_TEST}},
        GOOD | {"tests": {"course": None}},
        GOOD | {"attack": {"right": 2, "of": 1}},
        one_test(more=1),
        one_test(before=SITTING | {"right": [True, True]}),
        one_test(before=SITTING | {"right": [1]}),
        one_test(before=SITTING | {"answers": "0"}),
        one_test(before=SITTING | {"answers": [None]}),
        one_test(before=SITTING | {"on": "yesterday"}),
        one_test(before=SITTING | {"on": 1}),
        one_test(after=SITTING | {"form": 1}),
        one_test(takes=None),
        GOOD | {"challenges": {"x@1": {"outcome": "won", "attempts": 1}}},
        GOOD | {"challenges": {"x@1": {"outcome": ["reached"], "attempts": 1}}},
    ],
)
def test_anything_else_is_refused_with_a_remedy(values):
    with pytest.raises(DataError, match=r"Load a file|start anew"):
        Progress.from_dict(values)
