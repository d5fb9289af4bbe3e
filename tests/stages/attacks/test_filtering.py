"""What fits a filter, on tables small enough to check by eye."""

import dataclasses

import numpy as np
import pandas as pd

from equipoise.shared.column import Column
from equipoise.shared.schema import Schema
from equipoise.stages.attacks.filtering import fits, fitting
from samples import boxes

BANDS = (0.0, 1.0, 2.0, 4.0)


def bought(*totals, **column):
    """Rows with a behaviour total each, and one field x that is the same for all."""
    release = boxes([[0]] * len(totals), [[9]] * len(totals), bought=("behaviour", totals))
    declared = dataclasses.replace(release.schema["bought"], **column)
    return dataclasses.replace(release, schema=Schema((release.schema["x"], declared)))


def test_an_interval_fits_what_it_covers_ends_included():
    release = boxes([[0, 5], [3, 5], [4, 6]], [[3, 5], [8, 5], [4, 9]])
    assert fits(release, "x", 3).tolist() == [True, True, False]
    assert fits(release, "y", 6).tolist() == [False, False, True]
    assert fitting(release, {"x": 3, "y": 5}).tolist() == [True, True, False]
    assert fitting(release, {"x": 4, "y": 5}).tolist() == [False, True, False]


def test_without_a_wish_everything_fits():
    assert fitting(boxes([[0], [1]], [[0], [1]]), {}).all()


def test_a_total_fits_if_it_is_as_large():
    assert fits(bought(0, 2, 3, np.nan), "bought", 2).tolist() == [False, True, True, True]


def test_a_coarse_total_fits_if_its_band_reaches_as_far():
    # bands 0, 1, 2 to 3, 4 and more: 3 purchases may hide behind a 2, and 9 behind a 4
    release = bought(0, 1, 2, 4, bands=BANDS)
    assert fits(release, "bought", 3).tolist() == [False, False, True, True]
    assert fits(release, "bought", 9).tolist() == [False, False, False, True]


def test_a_mean_fits_if_one_of_the_cohort_can_have_bought_so_much():
    # 5 people with a mean of .4 bought 2 in all, 5 with .2 bought 1, and a mean that was left out may hide anything
    release = dataclasses.replace(bought(0.4, 0.2, np.nan), rows="cohorts", people=np.array([5, 5, 5]))
    assert fits(release, "bought", 2).tolist() == [True, False, True]


def test_identifiers_fit_when_they_are_equal():
    release = boxes([[0], [0]], [[0], [0]])
    column = Column(name="name", role="direct", kind="identifier")
    named = dataclasses.replace(
        release, exact=pd.DataFrame({"name": [7, 8]}), schema=Schema((*release.schema.columns, column))
    )
    assert fits(named, "name", 8).tolist() == [False, True]
