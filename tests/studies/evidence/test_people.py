import numpy as np
import pytest

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.studies.evidence import people

SMALL = Settings().replace(**{"population.size": 1_000})


def test_who_is_alone_is_counted_by_hand():
    assert people._alone([np.array([1, 1, 2, 3]), np.array([0, 0, 0, 1])]) == 0.5


def test_uniqueness_falls_with_every_coarser_birth_date_and_area():
    shares = [
        people.unique_in_population(
            SMALL.replace(**{"minimise.birth_precision": birth, "minimise.postcode_precision": area})
        )
        for birth, area in (("date", "postcode"), ("date", "district"), ("date", "region"), ("month", "region"))
    ]
    assert shares == sorted(shares, reverse=True) and len(set(shares)) == 4


def test_the_evenly_spread_meet_the_closed_form():
    expected = (1 - 1 / (78 * 365 * 2)) ** 9_329
    assert people.evenly_spread(SMALL) == pytest.approx(expected, abs=0.015)


def test_fifteen_attributes_single_out_nearly_everybody():
    columns = list(people._fifteen(Chain(SMALL).population.value))
    assert len(columns) == 15 and {len(column) for column in columns} == {1_000}
    assert people.unique_by_fifteen(SMALL) > 0.99 > people._alone(columns[:10])
