import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.numerics.noise import Seeded
from equipoise.shared.column import Column
from equipoise.shared.dependence import SENSITIVITY, Choice, choices, information, learned, variation
from equipoise.shared.schema import Schema
from equipoise.shared.structure import Structure
from equipoise.shared.tables import release_of


def counts(*rows):
    return np.array([rows], dtype=float)


def test_information_by_hand():
    # independent: 4 4 / 4 4 has none, less (2 - 1)(2 - 1) / 2 for chance
    assert information(counts([4, 4], [4, 4])) == pytest.approx(-0.5)
    # 8 people, one column determines the other, half each: 8 ln 2; nothing is subtracted
    assert information(counts([4, 0], [0, 4])) == pytest.approx(8 * math.log(2))
    # 3 1 / 1 3: 6 ln 1.5 + 2 ln .5 = 2.4328 - 1.3863 = 1.0465, less .5
    assert information(counts([3, 1], [1, 3])) == pytest.approx(0.5465, abs=1e-4)
    # values that nobody has do not count, and blocks are added up
    assert information(counts([3, 1, 0], [1, 3, 0], [0, 0, 0])) == pytest.approx(0.5465, abs=1e-4)
    assert information(np.vstack([counts([3, 1], [1, 3])] * 2)) == pytest.approx(1.0930, abs=1e-4)


def test_variation_by_hand():
    # expected are 2 each: |3 - 2| + |1 - 2| + ... = 4, half of it 2; blocks are averaged
    assert variation(counts([3, 1], [1, 3])) == 2
    assert variation(np.vstack([counts([3, 1], [1, 3]), counts([2, 2], [2, 2])])) == 1
    assert variation(counts([0, 0], [0, 0])) == 0


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    cells=st.lists(st.integers(0, 9), min_size=12, max_size=12),
    place=st.integers(0, 11),
)
def test_one_more_person_changes_the_variation_by_at_most_two(cells, place):
    before = np.array(cells, dtype=float).reshape(1, 3, 4)
    after = before.copy()
    after.flat[place] += 1
    assert abs(variation(after) - variation(before)) <= SENSITIVITY + 1e-9


def test_choices_are_drawn_as_the_exponential_mechanism_says():
    # epsilon 1, sensitivity 2: scores 0, 4, 8 have weights exp(score / 4): 1, e, e^2
    choice = Choice(1.0, 100.0, Seeded(lambda name: np.random.default_rng(0)))
    drawn = np.bincount([choice.strongest(np.array([0.0, 4.0, 8.0])) for _ in range(20_000)], minlength=3) / 20_000
    weights = np.exp([0.0, 1.0, 2.0])
    assert drawn == pytest.approx(weights / weights.sum(), abs=0.012)  # more than three standard errors
    assert Choice().strongest(np.array([0.0, 4.0, 3.0])) == 1


PLACES = Schema(
    (
        Column(name="noise", role="quasi", kind="nominal", levels=tuple("xyz")),
        Column(name="town", role="quasi", kind="nominal", levels=tuple("abcdef")),
        Column(name="sex", role="quasi", kind="binary"),
        Column(name="region", role="sensitive", kind="nominal", levels=("north", "south")),
        Column(name="visits", role="behaviour", kind="number", bounds=(0, 20)),
    )
)


def people(rows=500, seed=0):
    rng = np.random.default_rng(seed)
    town = rng.integers(0, 6, rows)
    sex = rng.integers(0, 2, rows)
    return pd.DataFrame(
        {
            "noise": rng.choice(list("xyz"), rows),
            "town": np.array(list("abcdef"))[town],
            "sex": sex,
            "region": np.where(town < 3, "north", "south"),
            "visits": np.where(sex == 1, 3, 12),
        }
    )


def structure_of(frame, choice=None):
    structure = Structure(PLACES)
    return learned(structure, structure.encode(release_of(frame, PLACES)), choice or Choice())


def edges(structure):
    return {frozenset((child, parent)) for child, parent in structure.tree.items() if parent}


def test_the_tree_holds_what_determines_what():
    found = structure_of(people())
    assert {frozenset(("column 1", "column 3")), frozenset(("column 2", "column 4"))} <= edges(found)
    assert len(found.tree) == 5 and list(found.tree.values()).count("") == 1 and found.segment == ()


def by_chance(seed):
    """A choice with next to no epsilon."""
    return Choice(1e-6, 500.0, Seeded(lambda name: np.random.default_rng(seed)))


def test_private_choices_are_as_good_where_there_are_people_enough():
    generous = Choice(5.0, 500.0, Seeded(lambda name: np.random.default_rng(1)))
    assert edges(structure_of(people(), generous)) >= {frozenset(("column 1", "column 3"))}
    random = {frozenset(edges(structure_of(people(), by_chance(seed)))) for seed in range(20)}
    assert len(random) > 5


def test_how_many_choices_there_are_follows_from_the_schema():
    assert choices(Structure(PLACES)) == 4
    one = Schema(PLACES.columns[:1])
    assert choices(Structure(one)) == 0 and learned(
        Structure(one), {"column 0": np.zeros((3, 1), int)}, Choice()
    ).tree == {"column 0": ""}
    assert choices(Structure(Schema(()))) == 0 and learned(Structure(Schema(())), {}, Choice()).tree == {}
