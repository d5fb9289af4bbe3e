"""Risk of every row and distinct l-diversity as sdcMicro has them.

The tables and values are those of its tests, github.com/sdcTools/sdcMicro, tests/testthat: `test_indivRisk.R` (without
missing values, of a whole population: the risk of a row is one in the size of its class) and `test_ldiversity.R`,
whose missing occupation is a value of its own.
"""

import numpy as np
import pandas as pd
import pytest

from equipoise import measure
from equipoise.shared.column import Column
from equipoise.shared.reading import as_released
from equipoise.shared.schema import Schema


def keys(*names):
    return tuple(Column(name=name, role="quasi", kind="nominal") for name in names)


def test_the_risk_of_every_row():
    frame = pd.DataFrame({"A": [2, 3, 2, 2, 3, 3, 1, 2], "B": [3] * 6 + [4, 3], "C": [1, 3, 1, 2, 1, 1, 1, 1]})
    wanted = [0.33333, 1.0, 0.33333, 1.0, 0.5, 0.5, 1.0, 0.33333]
    schema = Schema(keys("A", "B", "C"))
    classes = as_released(frame.astype(str), schema).classes
    assert (1 / np.bincount(classes)[classes]).round(5).tolist() == wanted
    found = measure.disclosure(frame.astype(str), schema)
    assert found.prosecutor_highest == max(wanted) and found.prosecutor_mean == pytest.approx(np.mean(wanted), abs=1e-5)


def test_distinct_values_of_each_group():
    frame = pd.DataFrame(
        {
            "sex": ["female"] * 3 + ["male"] * 2 + ["female"] * 2,
            "occupation": ["unknown"] * 3 + ["teacher"] * 2 + ["nurse"] * 2,
            "ethnicity": ["other"] * 5 + ["majority"] * 2,
            "sensitive": [1, 0, 2, 1, 0, 0, 1],
        }
    )
    answer = Column(name="sensitive", role="sensitive", kind="number")
    schema = Schema((*keys("sex", "occupation", "ethnicity"), answer))
    groups = [frame[:3], frame[3:5], frame[5:]]
    assert [measure.disclosure(group, schema).l["sensitive"] for group in groups] == [3, 2, 2]
    assert measure.disclosure(frame, schema).l["sensitive"] == 2


def test_two_sensitive_columns():
    frame = pd.DataFrame({"key": ["1"] * 3, "sens1": ["A", "B", "A"], "sens2": ["X", "Y", "Z"]})
    answers = (Column(name=name, role="sensitive", kind="nominal") for name in ("sens1", "sens2"))
    assert measure.disclosure(frame, Schema((*keys("key"), *answers))).l == {"sens1": 2, "sens2": 3}
