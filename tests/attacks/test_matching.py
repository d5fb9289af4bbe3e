import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.attacks.matching import Matcher, draw, identifier_codes, row_keys
from samples import boxes

# rows 0 and 1 share the box x 0..3, y 0..0 (volume 4 * 1); row 2 is x 2..3, y 0..1 (volume 2 * 2); row 3 is the
# point (9, 9) (volume 1); row 4 is x 0..7, y 0..0 (volume 8)
LOW = [[0, 0], [0, 0], [2, 0], [9, 9], [0, 0]]
HIGH = [[3, 0], [3, 0], [3, 1], [9, 9], [7, 0]]


def test_boxes_are_grouped_with_their_likelihood():
    matcher = Matcher(boxes(LOW, HIGH), "xy")
    found = {tuple(low) + tuple(high): (count, likelihood) for low, high, count, likelihood in _groups(matcher)}
    assert found == {
        (0, 0, 3, 0): (2, 1 / 4),
        (2, 0, 3, 1): (1, 1 / 4),
        (9, 9, 9, 9): (1, 1.0),
        (0, 0, 7, 0): (1, 1 / 8),
    }


def _groups(matcher):
    return zip(matcher.low, matcher.high, matcher.count, matcher.likelihood, strict=True)


def test_pick_takes_the_most_likely_and_draws_among_ties():
    # (2, 0) lies in rows 0, 1, 2 (likelihood 1/4 each) and 4 (1/8): a third each for 0, 1, 2, never 4
    matcher = Matcher(boxes(LOW, HIGH), "xy")
    rows = matcher.pick(np.tile([2.0, 0.0], (3000, 1)), np.random.default_rng(0))
    assert np.bincount(rows, minlength=5) / 3000 == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0, 0], abs=0.03)


def test_pick_names_nobody_without_a_candidate():
    # (9, 9) is row 3 alone, (6, 0) row 4 alone, (8, 8) nothing
    matcher = Matcher(boxes(LOW, HIGH), "xy")
    points = np.array([[9.0, 9.0], [6.0, 0.0], [8.0, 8.0]])
    assert matcher.pick(points, np.random.default_rng(0)).tolist() == [3, 4, -1]


def test_pool_weighs_every_candidate():
    # (0, 0) lies in rows 0, 1 (1/4 each) and 4 (1/8): weights 2/8 + 2/8 + 1/8 = 5/8
    # mean of 1, 0, 1 = (2/8 * 1 + 2/8 * 0 + 1/8 * 1) / (5/8) = 3/5
    matcher = Matcher(boxes(LOW, HIGH), "xy")
    means, candidates = matcher.pool(np.array([[0.0, 0.0], [8.0, 8.0]]), np.array([[1.0], [0], [0], [0], [1]]))
    assert means[0, 0] == pytest.approx(0.6)
    assert np.isnan(means[1, 0])
    assert candidates.tolist() == [3, 0]


def test_partial_knowledge_counts_candidates_of_other_classes():
    # disjoint in x and y, but an attacker who knows x = 1 alone faces both classes
    matcher = Matcher(boxes([[0, 0], [0, 5]], [[3, 4], [3, 9]]), "x")
    assert matcher.pool(np.array([[1.0]]), np.ones((2, 1)))[1].tolist() == [2]


def test_fields_that_the_release_lacks_are_left_out():
    matcher = Matcher(boxes([[0], [5]], [[0], [5]]), ("name", "x"))
    assert matcher.pick(np.array([[77.0, 5.0]]), np.random.default_rng(0)).tolist() == [1]


def test_direct_identifiers_are_matched_as_points():
    names = pd.Series(["ann", "bob", "cy"])
    release = boxes([[0], [0], [0]], [[9], [9], [9]], name=("direct", names))
    points = np.column_stack([identifier_codes(pd.Series(["cy", "ann", "dee"])), [1.0, 1.0, 1.0]])
    rows = Matcher(release, ("name", "x")).pick(points, np.random.default_rng(0))
    assert rows.tolist() == [2, 0, -1]


def test_identifier_codes_are_exact_and_stable():
    assert identifier_codes(pd.Series([3, 7])).tolist() == [3.0, 7.0]
    codes = identifier_codes(pd.Series([f"customer {i}" for i in range(5000)]))
    assert len(np.unique(codes)) == 5000
    assert codes[:2].tolist() == identifier_codes(pd.Series(["customer 0", "customer 1"])).tolist()


tables = st.integers(0, 2**32 - 1).map(np.random.default_rng)


@given(tables, st.integers(1, 40), st.integers(1, 40), st.integers(1, 3))
def test_candidates_equal_those_of_a_plain_search(rng, rows, points, fields):
    low = rng.integers(0, 6, (rows, fields)).astype(float)
    high = low + rng.integers(0, 3, (rows, fields)) * rng.integers(0, 2)  # half the tables are exact
    people = rng.integers(-1, 8, (points, fields)).astype(float)
    values = rng.random((rows, 2))
    matcher = Matcher(boxes(low, high), "xyz"[:fields])
    inside = ((low <= people[:, None]) & (people[:, None] <= high)).all(axis=2)
    weights = inside / (high - low + 1).prod(axis=1)
    means, candidates = matcher.pool(people, values)
    assert (candidates == inside.sum(axis=1)).all()
    some = candidates > 0
    assert np.allclose(means[some], (weights @ values)[some] / weights.sum(axis=1)[some, None])
    picked = matcher.pick(people, rng)
    assert ((picked >= 0) == some).all()
    assert np.allclose(weights[some, picked[some]], weights[some].max(axis=1))
    blocked = np.zeros(points, dtype=int)
    for block in matcher.blocks(people):
        blocked[block.points] += block.inside @ matcher.count[block.boxes]
    assert (blocked == candidates).all()


@given(tables)
def test_row_keys_tell_rows_apart_whatever_their_scale(rng):
    table = rng.choice([0.0, 1.0, 0.5, -3.0, 1e15, 2.0**60], (30, 6))
    same = (table[:, None] == table[None]).all(axis=2)
    keys = row_keys(table)
    assert ((keys[:, None] == keys) == same).all()


def test_draw_follows_the_weights():
    # range 0..3 has weights 1, 0, 3; range 3..4 only the item 3
    first, last = np.array([0] * 4000 + [3]), np.array([3] * 4000 + [4])
    item, unit = draw(np.array([1, 0, 3, 2]), first, last, np.random.default_rng(0).random(4001))
    assert np.bincount(item[:-1], minlength=3) / 4000 == pytest.approx([0.25, 0, 0.75], abs=0.03)
    assert set(unit[item == 2]) == {0, 1, 2}
    assert item[-1] == 3
