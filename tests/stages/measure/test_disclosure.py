import dataclasses
import math

import numpy as np
import pandas as pd
import pytest

from equipoise.core.errors import DataError
from equipoise.shared.column import Column
from equipoise.shared.schema import Schema
from equipoise.shared.tables import release_of
from equipoise.stages.measure.disclosure import behaviour_loss, disclosure, release_disclosure
from equipoise.stages.protect.cohorts import aggregate
from equipoise.stages.protect.protect import k_anonymise

AGE = Column(name="age", role="quasi", kind="number")
TOWN = Column(name="town", role="quasi", kind="nominal", levels=("X", "Y"))
ILLNESS = Column(name="illness", role="sensitive", kind="nominal", levels=("flu", "gastritis", "none"))
ILL = Column(name="ill", role="sensitive", kind="binary")
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


def test_t_of_a_table_uses_the_declared_order():
    frame = pd.DataFrame({"town": np.where(np.arange(9) < 3, "X", "Y"), "salary": SALARY.levels})
    assert disclosure(frame, Schema((TOWN, SALARY))).t == pytest.approx({"salary": 0.375})
    shuffled = frame.iloc[np.random.default_rng(0).permutation(9)]
    assert disclosure(shuffled, Schema((TOWN, SALARY))).t == pytest.approx({"salary": 0.375})


def test_entropy_l_and_delta_are_those_of_the_worst_class(seven_rows):
    found = disclosure(seven_rows.iloc[:5], SCHEMA)
    # class X: flu 2/3, none 1/3: entropy .6365, exp 1.8899; class Y: two alike: 2
    assert found.entropy_l == pytest.approx({"illness": 1.8899}, abs=1e-4)
    assert found.delta == {"illness": math.inf}  # nobody in class X has gastritis
    # three with flu and two without: X has ln(2/3 / .6) = .105 and ln(1/3 / .4) = -.182,
    # Y has ln(.5 / .6) = -.182 and ln(.5 / .4) = .223
    fewer = seven_rows.iloc[:5].replace("gastritis", "none")
    assert disclosure(fewer, SCHEMA).delta == pytest.approx({"illness": 0.2231}, abs=1e-4)


def test_missing_quasi_identifiers_are_refused_as_every_command_does(seven_rows):
    with pytest.raises(DataError, match=r"missing .row 4 of column age"):
        disclosure(seven_rows.assign(age=[30, 30, 30, None, None, None, 50]), SCHEMA)


def test_a_missing_sensitive_number_is_a_value_below_all_others(seven_rows):
    pay = Column(name="pay", role="sensitive", kind="number")
    found = disclosure(seven_rows.assign(pay=[1, 1, None, 3, None, 5, 5]).iloc[:5], Schema((AGE, TOWN, pay)))
    # X: {1, 1, missing}, Y: {3, missing}; of all: missing .4, 1 .4, 3 .2, at places 0, 1, 2
    # X: |1/3 - .4| + |1 - .8| = .267 over 2; Y: |.5 - .4| + |.5 - .8| = .4 over 2
    assert found.l == {"pay": 2} and found.t == pytest.approx({"pay": 0.2})


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


def test_cohorts_of_six_people_by_hand():
    # two cohorts: two of three people ill, and none of three; in all 2/6
    # l: the second has one answer; t: max(|2/3 - 1/3|, |0 - 1/3|) = 1/3; the mean number of visits fixes no l or t
    visits = Column(name="visits", role="sensitive", kind="number")
    frame = pd.DataFrame({"age": [1, 2, 3, 7, 8, 9], "ill": [1, 0, 1, 0, 0, 0], "visits": range(6)})
    cohorts = aggregate(release_of(frame, Schema((AGE, ILL, visits))), k=3)[0]
    found = release_disclosure(cohorts)
    assert (found.rows, found.classes, found.k) == (2, 2, 3)
    assert (found.unique_share.value, found.unique_share.n) == (0, 6)
    assert found.l == {"ill": 1} and found.t == pytest.approx({"ill": 1 / 3})


def test_averages_tell_as_much_about_groups_as_their_rows(released):
    cohorts, rows = (release_disclosure(released(technique=name)[0]) for name in ("cohorts", "k_anonymity"))
    assert math.isnan(cohorts.behaviour_loss)
    assert (cohorts.k_with_behaviour, cohorts.unique_with_behaviour) == (cohorts.k, cohorts.unique_share)
    alike = {"k_with_behaviour": cohorts.k, "unique_with_behaviour": cohorts.unique_share}  # an average is all people's
    expected = dataclasses.replace(rows, rows=cohorts.classes, **alike)
    assert dataclasses.replace(cohorts, behaviour_loss=0.0) == expected


def test_an_average_that_was_left_out_is_not_made_up():
    frame = pd.DataFrame({"age": [1.0, 2, 3], "ill": [np.nan, 1, 0]})
    cohorts = aggregate(release_of(frame, Schema((AGE, ILL))), k=3)[0]
    assert np.isnan(cohorts.exact["ill"]).all() and release_disclosure(cohorts).l == {}


def test_an_empty_release_has_no_classes(seven_rows):
    found = release_disclosure(k_anonymise(seven_rows, SCHEMA, k=8))
    assert (found.rows, found.classes, found.k, found.suppressed) == (0, 0, 0, 7)
    assert np.isnan(found.information_loss) and np.isnan(found.behaviour_loss)
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


def test_the_loss_of_coarse_behaviour_by_hand():
    # books: bands 0, 1, 4+, so 0 is exact, 1 stands for 1 to 3 (width 2), 4 for 4 to 20 (width 16), of a range of 20:
    # mean of 0, 2, 16 and a missing value left out = 6, over 20 = .3. visits are exact: 0. Together .15
    schema = Schema(
        (
            Column(name="books", role="behaviour", kind="number", bounds=(0, 20), bands=(0, 1, 4)),
            Column(name="visits", role="behaviour", kind="number", bounds=(0, 20)),
        )
    )
    frame = pd.DataFrame({"books": [0, 1, 4, np.nan], "visits": [5, 6, 7, 8]})
    assert behaviour_loss(frame, schema) == pytest.approx(0.15)
    assert behaviour_loss(frame, Schema(())) == 0
