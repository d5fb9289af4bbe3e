import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.core.errors import DataError
from equipoise.learn.progress import Progress, Score, Sitting, Tried

keys = st.from_regex(r"[a-z0-9_]{1,40}@[1-9][0-9]{0,3}", fullmatch=True)
scores = st.integers(0, 20).flatmap(lambda of: st.builds(Score, right=st.integers(0, of), of=st.just(of)))
marks = st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=10)
sittings = st.builds(
    lambda form, pairs: Sitting(form=form, answers=tuple(a for a, _ in pairs), right=tuple(r for _, r in pairs)),
    keys,
    marks,
)
tried = st.builds(
    Tried,
    outcome=st.sampled_from(["reached", "called_impossible", "wrongly_impossible"]),
    attempts=st.integers(0, 200),
)
everything = st.builds(
    Progress,
    lessons=st.dictionaries(keys, scores, max_size=5),
    before=st.none() | sittings,
    after=st.none() | sittings,
    takes=st.integers(0, 200),
    challenges=st.dictionaries(keys, tried, max_size=5),
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
    twice = Progress().with_sitting("before", sitting).with_sitting("after", sitting).with_sitting("after", sitting)
    assert (twice.takes, twice.before, twice.after) == (2, sitting, sitting)
    assert sitting.score == Score(right=1, of=2)


def test_progress_is_a_value():
    start = Progress()
    start.with_lesson("consent@1", Score(right=1, of=1))
    assert start == Progress()
    with pytest.raises(TypeError):
        start.lessons["x@1"] = Score(right=1, of=1)


GOOD = Progress().to_dict()
SITTING = {"form": "a@1", "answers": [0], "right": [True]}


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
        GOOD | {"before": SITTING | {"right": [True, True]}},
        GOOD | {"before": SITTING | {"right": [1]}},
        GOOD | {"before": SITTING | {"answers": "0"}},
        GOOD | {"before": SITTING | {"answers": [None]}},
        GOOD | {"after": SITTING | {"form": 1}},
        GOOD | {"takes": None},
        GOOD | {"challenges": {"x@1": {"outcome": "won", "attempts": 1}}},
        GOOD | {"challenges": {"x@1": {"outcome": ["reached"], "attempts": 1}}},
    ],
)
def test_anything_else_is_refused_with_a_remedy(values):
    with pytest.raises(DataError, match=r"Load a file|start anew"):
        Progress.from_dict(values)
