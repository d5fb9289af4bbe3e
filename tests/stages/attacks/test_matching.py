import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.stages.attacks.matching import Matcher, draw, identifier_codes, row_keys
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


def test_identifier_codes_are_exact_and_stable():
    assert identifier_codes(pd.Series([3, 7])).tolist() == [3.0, 7.0]
    codes = identifier_codes(pd.Series([f"customer {i}" for i in range(5000)]))
    assert len(np.unique(codes)) == 5000
    assert codes[:2].tolist() == identifier_codes(pd.Series(["customer 0", "customer 1"])).tolist()


tables = st.integers(0, 2**32 - 1).map(np.random.default_rng)


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
