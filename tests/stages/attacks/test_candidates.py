import dataclasses

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.stages.attacks.candidates import find, matched
from equipoise.stages.attacks.matching import Matcher, identifier_codes
from equipoise.stages.attacks.register import compared, few_pairs
from samples import boxes, knowing

# rows 0 and 1 share the box x 0..3, y 0..0 (volume 4 * 1); row 2 is x 2..3, y 0..1 (volume 2 * 2); row 3 is the
# point (9, 9) (volume 1); row 4 is x 0..7, y 0..0 (volume 8)
LOW = [[0, 0], [0, 0], [2, 0], [9, 9], [0, 0]]
HIGH = [[3, 0], [3, 0], [3, 1], [9, 9], [7, 0]]


def test_pick_takes_the_most_likely_and_draws_among_ties():
    # (2, 0) lies in rows 0, 1, 2 (likelihood 1/4 each) and 4 (1/8): a third each for 0, 1, 2, never 4
    matcher = Matcher(boxes(LOW, HIGH), "xy")
    rows = find(matcher, np.tile([2.0, 0.0], (3000, 1))).pick(np.random.default_rng(0))
    assert np.bincount(rows, minlength=5) / 3000 == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0, 0], abs=0.03)


def test_pick_names_nobody_without_a_candidate():
    # (9, 9) is row 3 alone, (6, 0) row 4 alone, (8, 8) nothing
    matcher = Matcher(boxes(LOW, HIGH), "xy")
    points = np.array([[9.0, 9.0], [6.0, 0.0], [8.0, 8.0]])
    assert find(matcher, points).pick(np.random.default_rng(0)).tolist() == [3, 4, -1]


def test_pool_weighs_every_candidate():
    # (0, 0) lies in rows 0, 1 (1/4 each) and 4 (1/8): weights 2/8 + 2/8 + 1/8 = 5/8
    # mean of 1, 0, 1 = (2/8 * 1 + 2/8 * 0 + 1/8 * 1) / (5/8) = 3/5
    matcher = Matcher(boxes(LOW, HIGH), "xy")
    means, candidates = find(matcher, np.array([[0.0, 0.0], [8.0, 8.0]])).pool(np.array([1.0, 0, 0, 0, 1]))
    assert means[0] == pytest.approx(0.6)
    assert np.isnan(means[1])
    assert candidates.tolist() == [3, 0]


def test_a_cohort_counts_as_its_people():
    # the boxes of rows 0, 1, 2 and 4 hold (2, 0); cohorts of 3, 1, 4, 2, 8 people with the means 1, 0, .5, 0, 0:
    # weights 3/4, 1/4, 4/4, 8/8 = 3 in all; mean = (3/4 * 1 + 4/4 * .5) / 3 = 5/12 of 3 + 1 + 4 + 8 = 16 people
    people = np.array([3, 1, 4, 2, 8])
    matcher = Matcher(dataclasses.replace(boxes(LOW, HIGH), rows="cohorts", people=people), "xy")
    means, candidates = find(matcher, np.array([[2.0, 0.0]])).pool(np.array([1.0, 0, 0.5, 0, 0]))
    assert means == pytest.approx([5 / 12]) and candidates.tolist() == [16]


def test_partial_knowledge_counts_candidates_of_other_classes():
    # disjoint in x and y, but an attacker who knows x = 1 alone faces both classes
    matcher = Matcher(boxes([[0, 0], [0, 5]], [[3, 4], [3, 9]]), "x")
    assert find(matcher, np.array([[1.0]])).pool(np.ones(2))[1].tolist() == [2]


def test_fields_that_the_release_lacks_are_left_out():
    matcher = Matcher(boxes([[0], [5]], [[0], [5]]), ("name", "x"))
    assert find(matcher, np.array([[77.0, 5.0]])).pick(np.random.default_rng(0)).tolist() == [1]


def test_direct_identifiers_are_matched_as_points():
    names = pd.Series(["ann", "bob", "cy"])
    release = boxes([[0], [0], [0]], [[9], [9], [9]], name=("direct", names))
    points = np.column_stack([identifier_codes(pd.Series(["cy", "ann", "dee"])), [1.0, 1.0, 1.0]])
    rows = find(Matcher(release, ("name", "x")), points).pick(np.random.default_rng(0))
    assert rows.tolist() == [2, 0, -1]


tables = st.integers(0, 2**32 - 1).map(np.random.default_rng)


@given(tables, st.integers(1, 40), st.integers(1, 40), st.integers(1, 3))
def test_candidates_equal_those_of_a_plain_search(rng, rows, points, fields):
    low = rng.integers(0, 6, (rows, fields)).astype(float)
    high = low + rng.integers(0, 3, (rows, fields)) * rng.integers(0, 2, fields)  # half the fields are exact
    people = rng.integers(-1, 8, (points, fields)).astype(float)
    values = rng.random(rows)
    matcher = Matcher(boxes(low, high), "xyz"[:fields])
    inside = ((low <= people[:, None]) & (people[:, None] <= high)).all(axis=2)
    weights = inside / (high - low + 1).prod(axis=1)
    found = find(matcher, people)
    means, candidates = found.pool(values)
    assert (candidates == inside.sum(axis=1)).all()
    some = candidates > 0
    assert np.allclose(means[some], (weights @ values)[some] / weights.sum(axis=1)[some])
    picked = found.pick(rng)
    assert ((picked >= 0) == some).all()
    assert np.allclose(weights[some, picked[some]], weights[some].max(axis=1))
    blocked = np.zeros(points, dtype=int)
    for block in matcher.blocks(people):
        blocked[block.points] += block.inside @ matcher.count[block.boxes]
    assert (blocked == candidates).all()
    box, person = compared(matcher, people)
    covers = (matcher.low[box] <= people[person]) & (people[person] <= matcher.high[box])
    assert covers.all() and np.bincount(person, matcher.count[box], points).tolist() == candidates.tolist()
    runs = np.flatnonzero(np.diff(person, prepend=-1))
    assert len(runs) == some.sum() and (np.diff(box)[np.diff(person) == 0] > 0).all()  # together, sorted by box


def test_attacks_with_one_knowledge_share_the_candidates_of_one_release():
    release, knows = boxes(LOW, HIGH), knowing([[2.0, 0.0]], [[9.0, 9.0]])
    found = matched(release, knows)
    assert matched(release, knows) is found
    assert (found.targets.pool(np.ones(5))[1].tolist(), found.controls.pool(np.ones(5))[1].tolist()) == ([4], [1])
    assert matched(release.take(np.array([3])), knows).targets.pool(np.ones(1))[1].tolist() == [0]


def test_a_field_in_which_all_boxes_are_points_is_joined_on():
    # box i is x i..i+2, y i % 300: a point (x, y) is in it if i is one of x-2, x-1 and x, and i % 300 is y
    rows = np.arange(3000.0)
    matcher = Matcher(boxes(np.column_stack([rows, rows % 300]), np.column_stack([rows + 2, rows % 300])), "xy")
    points = np.column_stack([rows + 1, rows % 300])
    assert few_pairs(matcher, points, 100_000) is not None
    assert few_pairs(matcher, points, 0) is None
    found = find(matcher, points)
    assert found.pick(np.random.default_rng(0)).tolist() == rows.tolist()
    assert found.pool(rows)[1].tolist() == [1] * 3000
    beside = find(matcher, np.array([[6.0, 6.0], [6.0, 7.0]]))  # (6, 6) is in box 6 alone, (6, 7) would be in box 7
    assert beside.pick(np.random.default_rng(0)).tolist() == [6, -1]


def test_boxes_without_a_point_field_are_compared():
    assert few_pairs(Matcher(boxes(LOW[:3], HIGH[:3]), "x"), np.array([[2.0]]), 100) is None
