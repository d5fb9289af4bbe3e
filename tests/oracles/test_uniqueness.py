"""Uniqueness and re-identification risk in closed form, where people fall evenly into cells.

Of n people in C equally likely cells, a person is alone with probability (1 - 1/C)^(n - 1), and C (1 - (1 - 1/C)^n)
cells are taken on average (Feller, "An introduction to probability theory and its applications", volume 1, IV.2).
"""

import numpy as np
import pandas as pd
import pytest

from equipoise.shared.column import Column
from equipoise.shared.schema import Schema
from equipoise.stages.measure.measure import disclosure, reidentification

SCHEMA = Schema((Column(name="cell", role="quasi", kind="number"),))


def people(n, cells, seed):
    return pd.DataFrame({"cell": np.random.default_rng(seed).integers(0, cells, n)})


@pytest.mark.parametrize(("n", "cells"), [(20_000, 2_000), (20_000, 20_000), (20_000, 300_000)])
@pytest.mark.parametrize("seed", [1, 2])
def test_expected_unique_share_and_prosecutor_risk(n, cells, seed):
    found = disclosure(people(n, cells, seed), SCHEMA)
    alone = (1 - 1 / cells) ** (n - 1)
    # uniqueness of two people is nearly independent: four standard errors of a share of n
    assert found.unique_share.value == pytest.approx(alone, abs=4 * np.sqrt(alone * (1 - alone) / n) + 1e-9)
    taken = cells * (1 - (1 - 1 / cells) ** n)
    assert found.classes == pytest.approx(taken, abs=4 * np.sqrt(taken))
    assert found.prosecutor_mean == pytest.approx(taken / n, abs=4 * np.sqrt(taken) / n)


def test_expected_marketer_risk():
    # A row's person shares the cell with K others, K binomial (N - 1, 1/C): the mean of 1/(K + 1) is
    # C / N (1 - (1 - 1/C)^N), whatever sample of the population the table holds.
    population, cells = people(60_000, 20_000, 3), 20_000
    expected = cells / 60_000 * (1 - (1 - 1 / cells) ** 60_000)  # .3167
    found = reidentification(population.iloc[:6_000], SCHEMA, population)
    # 1/(K + 1) lies between 0 and 1 with a standard deviation below .25: four standard errors of 6,000 are .013
    assert found.marketer == pytest.approx(expected, abs=0.013)
    assert found.journalist_highest == 1  # somebody is alone
