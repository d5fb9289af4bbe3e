import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.stages.attacks.matching import CELLS, Matcher
from equipoise.stages.attacks.register import compared, name_people
from samples import boxes


def test_named_people_lie_in_the_box_and_are_drawn_evenly():
    # box x 0..4, y 0..1 covers people 0, 1, 3; box (9, 9) covers nobody
    crowd = np.array([[0.0, 0.0], [4.0, 1.0], [5.0, 1.0], [2.0, 0.0]])
    release = boxes([[0, 0]] * 900 + [[9, 9]], [[4, 1]] * 900 + [[9, 9]])
    named = name_people(Matcher(release, "xy"), crowd, np.random.default_rng(0))
    assert named[-1] == -1
    counts = np.bincount(named[:-1], minlength=4)
    assert counts[2] == 0
    assert np.abs(counts[[0, 1, 3]] - 300).max() < 60


@given(st.integers(0, 2**32 - 1).map(np.random.default_rng), st.integers(1, 3), st.booleans())
def test_every_row_names_somebody_inside_exactly_if_there_is_somebody(rng, fields, exact):
    low = rng.integers(0, 6, (30, fields)).astype(float)
    high = low if exact else low + rng.integers(0, 3, (30, fields))
    crowd = rng.integers(0, 7, (25, fields)).astype(float)
    named = name_people(Matcher(boxes(low, high), "xyz"[:fields]), crowd, rng)
    inside = ((low[:, None] <= crowd) & (crowd <= high[:, None])).all(axis=2)
    assert ((named >= 0) == inside.any(axis=1)).all()
    rows = np.flatnonzero(named >= 0)
    assert inside[rows, named[rows]].all()


@pytest.mark.parametrize("cells", [CELLS, 0])
def test_many_values_in_several_fields_take_another_way_to_the_same_end(monkeypatch, cells):
    # 2,000 people with a number of their own beside a coarse box: too many blocks, yet everybody is found,
    # by the number where that is cheap, else by comparing
    monkeypatch.setattr("equipoise.stages.attacks.register.CELLS", cells)
    rng = np.random.default_rng(0)
    number = np.arange(2000.0)
    crowd = np.column_stack([number, rng.integers(0, 1000, 2000)])
    release = boxes(np.column_stack([number, np.zeros(2000)]), np.column_stack([number, np.full(2000, 499)]))
    named = name_people(Matcher(release, "xy"), crowd, rng)
    assert (named == np.where(crowd[:, 1] < 500, np.arange(2000), -1)).all()


@pytest.mark.parametrize("people", [0, 1, 40])
@pytest.mark.parametrize("pairs", [1 << 16, 5])
def test_all_pairs_of_a_box_and_a_person_inside_are_found_in_pieces_of_any_size(monkeypatch, pairs, people):
    monkeypatch.setattr("equipoise.stages.attacks.register.PAIRS", pairs)
    for seed in range(20):
        rng = np.random.default_rng(seed)
        low = rng.integers(0, 6, (30, 3)).astype(float)
        matcher = Matcher(boxes(low, low + rng.integers(0, 4, (30, 3))), "xyz")
        crowd = rng.integers(0, 7, (people, 3)) + rng.choice([0.0, 0.5])
        box, person = compared(matcher, crowd)
        inside = ((matcher.low[:, None] <= crowd) & (crowd <= matcher.high[:, None])).all(axis=2)
        assert sorted(zip(box, person, strict=True)) == [*zip(*np.nonzero(inside), strict=True)]
