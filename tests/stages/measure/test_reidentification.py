import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.core.errors import DataError
from equipoise.shared.column import Column
from equipoise.shared.release import Release
from equipoise.shared.schema import Schema
from equipoise.stages.measure.measure import disclosure, reidentification, release_reidentification
from equipoise.stages.measure.reidentification import count_inside, people_inside
from equipoise.stages.protect.protect import k_anonymise

SCHEMA = Schema(
    (
        Column(name="age", role="quasi", kind="number"),
        Column(name="town", role="quasi", kind="nominal", levels=("X", "Y")),
    )
)


def people(*rows):
    return pd.DataFrame(rows, columns=["age", "town"])


TABLE = people((30, "X"), (30, "X"), (30, "X"), (40, "Y"), (40, "Y"), (50, "X"))
POPULATION = people(*[(30, "X")] * 10, *[(40, "Y")] * 4, *[(50, "X")] * 2, *[(99, "Y")] * 7)


def test_a_table_by_hand():
    # classes of 3, 2 and 1: prosecutor 1/3 x 3 rows, 1/2 x 2, 1 -> mean 3/6, highest 1
    # people who fit: 10, 4, 2 -> highest 1/2; marketer (3/10 + 2/4 + 1/2) / 6 = 1.3 / 6
    found = reidentification(TABLE, SCHEMA, POPULATION)
    assert (found.prosecutor_highest, found.prosecutor_mean) == (1, 0.5)
    assert found.journalist_highest == 0.5
    assert found.marketer == pytest.approx(1.3 / 6)


def test_without_a_population_only_the_prosecutor_is_known():
    found = reidentification(TABLE, SCHEMA)
    assert (found.prosecutor_highest, found.prosecutor_mean) == (1, 0.5)
    assert np.isnan([found.journalist_highest, found.marketer]).all()
    assert disclosure(TABLE, SCHEMA).prosecutor_mean == 0.5


def test_if_the_population_is_the_table_all_agree():
    found = reidentification(TABLE, SCHEMA, TABLE)
    assert found.journalist_highest == found.prosecutor_highest
    assert found.marketer == found.prosecutor_mean


def test_a_register_may_know_only_some_columns():
    # by age alone: 10 are 30, 4 are 40, 2 are 50, as before; by town alone: X fits 12, Y fits 11
    ages = reidentification(TABLE, SCHEMA, POPULATION[["age"]].assign(shoes=43))
    assert ages.journalist_highest == 0.5
    towns = reidentification(TABLE, SCHEMA, POPULATION[["town"]])
    assert towns.journalist_highest == pytest.approx(1 / 11)
    assert towns.marketer == pytest.approx((4 / 12 + 2 / 11) / 6)
    assert towns.prosecutor_mean == 0.5  # whoever knows the target knows all of it


def test_overlapping_boxes_count_every_person_inside():
    # rows are 20 to 40 (twice) and 30 to 50 in any town; 10 of the population are 30, 4 are 40, 2 are 50
    low, high = np.array([[20.0, 0], [20, 0], [30, 0]]), np.array([[40.0, 1], [40, 1], [50, 1]])
    release = Release(pd.DataFrame(index=range(3)), low, high, SCHEMA)
    assert people_inside(release, POPULATION).tolist() == [14, 14, 16]
    found = release_reidentification(release, POPULATION)
    assert (found.prosecutor_highest, found.journalist_highest) == (1, pytest.approx(1 / 14))
    assert found.marketer == pytest.approx((2 / 14 + 1 / 16) / 3)


def test_a_cohort_counts_as_the_class_of_its_people():
    low = np.array([[30.0, 0], [40, 0]])
    people_of = np.array([5, 2])
    release = Release(
        pd.DataFrame(index=range(2)), low, low + np.array([0, 1]), SCHEMA, rows="cohorts", people=people_of
    )
    # risks 1/5 for five people and 1/2 for two: mean 2/7; 10 are 30 and 4 are 40: marketer (5/10 + 2/4) / 7
    found = release_reidentification(release, POPULATION)
    assert (found.prosecutor_highest, found.prosecutor_mean) == (0.5, pytest.approx(2 / 7))
    assert (found.journalist_highest, found.marketer) == (0.25, pytest.approx(1 / 7))


def test_a_row_that_nobody_fits_has_no_risk():
    found = reidentification(people((1, "X"), (30, "X")), SCHEMA, POPULATION)
    assert (found.journalist_highest, found.marketer) == (pytest.approx(0.1), pytest.approx(0.05))


def test_an_empty_release_has_no_risk_to_know():
    found = release_reidentification(k_anonymise(TABLE, SCHEMA, k=9), POPULATION)
    assert np.isnan([found.prosecutor_highest, found.prosecutor_mean, found.journalist_highest, found.marketer]).all()


@pytest.mark.parametrize("population", [POPULATION.iloc[:0], pd.DataFrame({"shoes": [43]})])
def test_a_population_in_which_nobody_can_be_looked_up_is_refused(population):
    with pytest.raises(DataError, match="age, town"):
        reidentification(TABLE, SCHEMA, population)


def test_an_undeclared_value_in_the_population_is_refused():
    with pytest.raises(DataError, match="town"):
        reidentification(TABLE, SCHEMA, people((30, "Z")))


@st.composite
def boxes(draw):
    columns = draw(st.integers(1, 4))
    cell = st.lists(st.integers(0, 6), min_size=columns, max_size=columns)
    corners = draw(st.lists(st.tuples(cell, cell), min_size=1, max_size=25))
    ends = np.array(corners, dtype=float)
    points = np.array(draw(st.lists(cell, min_size=1, max_size=60)), dtype=float)
    exact = draw(st.booleans())
    return ends.min(axis=1), ends.min(axis=1) if exact else ends.max(axis=1), points


@settings(max_examples=150, deadline=None, derandomize=True)
@given(case=boxes())
def test_counting_equals_a_plain_search(case):
    low, high, points = case
    inside = ((points >= low[:, None]) & (points <= high[:, None])).all(axis=2).sum(axis=1)
    assert count_inside(low, high, points).tolist() == inside.tolist()


@pytest.mark.parametrize("k", [1, 2, 3])
def test_k_anonymity_bounds_all_three(k):
    rng = np.random.default_rng(0)
    population = pd.DataFrame({"age": rng.integers(18, 95, 900), "town": rng.choice(["X", "Y"], 900)})
    release = k_anonymise(population.iloc[:300], SCHEMA, k=k)
    found = release_reidentification(release, population)
    assert 0 < found.marketer <= found.prosecutor_mean <= found.prosecutor_highest <= 1 / k
    assert found.marketer <= found.journalist_highest <= found.prosecutor_highest
