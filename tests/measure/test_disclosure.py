import numpy as np
import pandas as pd
import pytest

from equipoise.errors import DataError
from equipoise.measure.disclosure import closeness, disclosure, distinct_values, release_disclosure
from equipoise.protect import k_anonymise
from equipoise.schema import Column, Schema

AGE = Column(name="age", role="quasi", kind="number")
TOWN = Column(name="town", role="quasi", kind="nominal", levels=("X", "Y"))
ILLNESS = Column(name="illness", role="sensitive", kind="nominal", levels=("flu", "gastritis", "none"))
SALARY = Column(
    name="salary", role="sensitive", kind="ordered", levels=tuple(f"{thousand}k" for thousand in range(3, 12))
)
SCHEMA = Schema((AGE, TOWN, ILLNESS))


@pytest.fixture
def seven_rows():
    """Classes: three of (30, X), two of (30, Y), two single rows."""
    return pd.DataFrame(
        {
            "age": [30, 30, 30, 30, 30, 40, 50],
            "town": ["X", "X", "X", "Y", "Y", "X", "X"],
            "illness": ["flu", "flu", "none", "gastritis", "flu", "none", "flu"],
        }
    )


def test_k_unique_share_and_l_by_hand(seven_rows):
    found = disclosure(seven_rows, SCHEMA)
    assert (found.rows, found.classes, found.k) == (7, 4, 1)
    assert found.unique_share.value == pytest.approx(2 / 7)  # two of seven rows stand alone
    assert found.l == {"illness": 1}  # a single row has one value
    paired = disclosure(seven_rows.iloc[:5], SCHEMA)
    assert (paired.k, paired.unique_share.value) == (2, 0)
    assert paired.l == {"illness": 2}  # {flu, none} and {gastritis, flu}


def test_t_of_a_nominal_column_by_hand(seven_rows):
    # all five rows: flu .6, gastritis .2, none .2
    # class X: flu 2/3, none 1/3 -> (|.067| + |-.2| + |.133|) / 2 = .2
    # class Y: flu 1/2, gastritis 1/2 -> (|-.1| + |.3| + |-.2|) / 2 = .3
    assert disclosure(seven_rows.iloc[:5], SCHEMA).t == pytest.approx({"illness": 0.3})


def salaries(first_class):
    """Li, Li and Venkatasubramanian's nine salaries, 3k to 11k, with three of them in one class."""
    classes = np.array([0 if thousand in first_class else 1 for thousand in range(3, 12)])
    return classes, np.arange(9)


def test_t_of_the_published_salaries():
    # The whole table is even over nine values, a class of three holds each with 1/3.
    # {3k 4k 5k}: cumulated excess 2/9 4/9 6/9 5/9 4/9 3/9 2/9 1/9 0 = 27/9 = 3, over 8 steps: .375
    # {6k 8k 11k}: -1/9 -2/9 -3/9 -1/9 -2/9 0 -1/9 -2/9 -... = .167 (published: .167)
    # the other six rows differ half as much, so the maximum is that of the class of three
    assert closeness(*salaries({3, 4, 5}), ordered=True) == pytest.approx(0.375)
    assert closeness(*salaries({6, 8, 11}), ordered=True) == pytest.approx(0.167, abs=5e-4)


def test_order_matters_only_where_there_is_one():
    # as mere names the classes are equally far from the table: each value 2/9 too often or 1/9 too rare: 6/9
    for first_class in ({3, 4, 5}, {6, 8, 11}):
        assert closeness(*salaries(first_class), ordered=False) == pytest.approx(2 / 3)


def test_t_of_a_table_uses_the_declared_order():
    frame = pd.DataFrame({"town": np.where(np.arange(9) < 3, "X", "Y"), "salary": SALARY.levels})
    assert disclosure(frame, Schema((TOWN, SALARY))).t == pytest.approx({"salary": 0.375})
    shuffled = frame.iloc[np.random.default_rng(0).permutation(9)]
    assert disclosure(shuffled, Schema((TOWN, SALARY))).t == pytest.approx({"salary": 0.375})


def test_one_value_discloses_nothing_new():
    assert closeness(np.array([0, 0, 1]), np.zeros(3, dtype=np.int64), ordered=True) == 0


def test_l_counts_distinct_values_of_the_poorest_class():
    assert distinct_values(np.array([0, 0, 0, 2, 2]), np.array([0, 1, 2, 4, 4])) == 1
    assert distinct_values(np.array([0, 0, 0, 2, 2]), np.array([0, 1, 2, 4, 0])) == 2


def test_a_table_without_quasi_identifiers_is_one_class(seven_rows):
    found = disclosure(seven_rows[["illness"]], Schema((ILLNESS,)))
    assert (found.k, found.classes, found.t) == (7, 1, {"illness": 0.0})


def test_a_release_is_measured_by_its_boxes(seven_rows):
    release = k_anonymise(seven_rows, SCHEMA, k=3)
    found = release_disclosure(release)
    assert found.k >= 3 and found.unique_share.value == 0 and found.suppressed == 0
    assert found.information_loss == release.information_loss > 0
    read = disclosure(release.frame.astype({"age": str, "town": str}), Schema((
        Column(name="age", role="quasi", kind="nominal"), Column(name="town", role="quasi", kind="nominal"), ILLNESS,
    )))  # fmt: skip
    assert (read.k, read.classes, read.l, read.t) == (found.k, found.classes, found.l, found.t)


def test_an_empty_release_has_no_classes(seven_rows):
    found = release_disclosure(k_anonymise(seven_rows, SCHEMA, k=8))
    assert (found.rows, found.classes, found.k, found.suppressed) == (0, 0, 0, 7)
    assert not found.unique_share.known and found.l == {} and found.t == {}


def test_a_table_that_does_not_fit_is_refused(seven_rows):
    with pytest.raises(DataError, match="town"):
        disclosure(seven_rows.drop(columns="town"), SCHEMA)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_unique_share_in_a_uniform_population(seed):
    # A06: 9,330 people in 78 years x 365 days x 2 sexes = 56,940 cells; nobody else falls into a person's cell with
    # probability (1 - 1/56940)^9329 = exp(-.16384) = .8489
    people, cells = 9_330, 78 * 365 * 2
    expected = (1 - 1 / cells) ** (people - 1)
    assert 0.843 <= expected <= 0.857
    cell = np.random.default_rng(seed).integers(0, cells, people)
    frame = pd.DataFrame({"age": cell // 2, "town": np.where(cell % 2, "X", "Y")})
    assert disclosure(frame, Schema((AGE, TOWN))).unique_share.value == pytest.approx(expected, abs=0.012)
