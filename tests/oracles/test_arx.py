"""Prosecutor, journalist and marketer risk as ARX has them: small tables, and the values in the tests of its users.

ARX: github.com/arx-deidentifier/arx (Apache 2.0), src/test/org/deidentifier/arx/test: `DataProvider` has the table of
seven people and its hierarchies, `TestRiskMetrics` the risks before and after 2-anonymity (version 3.7),
`TestDataStatistics` what ARX makes of the table. The eleven people, whose postcodes 4-anonymity takes away, and their
risks are those of `ARXResponseAnalyserTest` in "ARX as a service" of Oslo Metropolitan University, which runs ARX.
"""

import numpy as np
import pandas as pd
import pytest

from equipoise import measure
from equipoise.shared.column import Column
from equipoise.shared.schema import Schema
from equipoise.stages.measure.reidentification import reidentification

SCHEMA = Schema(tuple(Column(name=name, role="quasi", kind="nominal") for name in ("age", "gender", "zipcode")))
SEVEN = pd.DataFrame(
    {
        "age": ["34", "45", "66", "70", "34", "70", "45"],
        "gender": ["male", "female", "male", "female", "female", "male", "male"],
        "zipcode": ["81667", "81675", "81925", "81931", "81931", "81931", "81931"],
    }
)


def test_seven_people_before_and_after_2_anonymity():
    before, after = (reidentification(frame, SCHEMA) for frame in (SEVEN, generalised()))
    assert (before.prosecutor_highest, before.prosecutor_mean) == (1.0, 1.0)
    assert (after.prosecutor_highest, after.prosecutor_mean) == (0.5, pytest.approx(0.42857142857142855, abs=1e-15))
    assert measure.disclosure(generalised(), SCHEMA).k == 2


def generalised():
    """Ages below 50 or not, no gender, three digits of the postcode: the optimum that ARX finds."""
    young = SEVEN["age"].astype(int) < 50
    area = SEVEN["zipcode"].str[:3] + "**"
    frame = pd.DataFrame({"age": np.where(young, "<50", ">=50"), "gender": "*", "zipcode": area})
    shares = frame.value_counts(["age", "zipcode"], normalize=True)
    assert shares.round(14).to_dict() == {
        ("<50", "816**"): 0.28571428571429,
        ("<50", "819**"): 0.28571428571429,
        (">=50", "819**"): 0.42857142857143,
    }
    return frame


def test_eleven_people_of_whom_the_gender_is_left():
    genders = pd.DataFrame({"gender": ["male", "female"] * 5 + ["male"]})
    schema = SCHEMA.only(["gender"])
    found = reidentification(genders, schema, population=genders)
    assert found.prosecutor_highest == found.journalist_highest == 0.2
    assert found.prosecutor_mean == pytest.approx(0.18181818181818182, abs=1e-15)
    assert found.marketer == pytest.approx(0.18181818181818182, abs=1e-15)
    counts = genders["gender"].value_counts()
    assert 1 / counts.max() == 0.16666666666666666 and counts.max() / 11 == pytest.approx(0.5454545454545454, abs=1e-15)
    assert measure.disclosure(genders, schema).unique_share.value == 0
