import numpy as np
import pytest

from equipoise.core.vocabulary import DAYS_PER_YEAR, FIRST_DAY, LAST_DAY, OLDEST, YOUNGEST
from equipoise.shared.world import POSTCODES_PER_REGION, age_in_years
from equipoise.stages.world.geography import PEOPLE_PER_CUSTOMER, REGION_SIZE, build_geography, populate, postcode_sizes


def unique_share(*columns):
    """The share of people whose combination of values nobody else has."""
    keys = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        keys = keys * (int(np.ptp(column)) + 1) + column - column.min()
    return float((np.unique(keys, return_counts=True)[1] == 1).sum() / keys.size)


@pytest.mark.parametrize(
    ("precision", "low", "high"),
    [("D", 0.58, 0.68), ("M", 0.02, 0.07), ("Y", 0.0, 0.005)],
    ids=["A04", "A05", "A05 year"],
)
def test_uniqueness_by_postcode_birth_and_sex_meets_golle(full_world, precision, low, high):
    everybody = full_world.notional
    born = everybody.birth_day.astype("datetime64[D]").astype(f"datetime64[{precision}]").astype(np.int64)
    assert low <= unique_share(everybody.postcode, born, everybody.sex) <= high


def test_uniqueness_by_district_meets_golle(full_world):
    everybody = full_world.notional
    district = full_world.geography.district[everybody.postcode]
    # A05: 14.8% by county, birth date and sex
    assert unique_share(district, everybody.birth_day, everybody.sex) == pytest.approx(0.148, abs=0.02)


def test_uniqueness_of_the_evenly_spread_is_that_of_the_closed_form(full_world):
    """A06 (Cook 2018): n people in d equally likely cells are alone with probability (1 - 1/d)^(n - 1).

    From 18 to 60 our people spread evenly over 42 years x 365.25 days x 2 sexes = 30,681 cells in each postcode; the
    shares of the postcodes are averaged over their people. The published case itself: tests/measure/test_disclosure.py.
    """
    cells = 42 * DAYS_PER_YEAR * 2
    everybody = full_world.notional
    even = age_in_years(everybody.birth_day) < 60
    neighbours = np.bincount(everybody.postcode[even])[everybody.postcode[even]]
    expected = ((1 - 1 / cells) ** (neighbours - 1)).mean()
    found = unique_share(everybody.postcode[even], everybody.birth_day[even], everybody.sex[even])
    assert found == pytest.approx(expected, abs=0.005)  # over seeds it varies by .001


def test_more_people_means_more_regions_never_bigger_postcodes():
    small, large = build_geography(500), build_geography(1_000_000)
    assert small.region.max() == 0
    assert large.region.max() == 1_000_000 * PEOPLE_PER_CUSTOMER // REGION_SIZE - 1
    assert sorted(small.sizes) == sorted(postcode_sizes())
    by_region = large.sizes.reshape(-1, POSTCODES_PER_REGION)
    assert (by_region == small.sizes).all()


@pytest.mark.parametrize("customers", [500, 10_000, 10_500, 20_000])
def test_customers_are_at_most_one_in_twenty(customers):
    people = build_geography(customers).sizes.sum()
    assert people >= max(200_000, customers * PEOPLE_PER_CUSTOMER)
    assert people - REGION_SIZE < customers * PEOPLE_PER_CUSTOMER  # and no region is built in vain


def test_areas_nest_and_follow_each_other():
    geography = build_geography(30_000)
    assert (np.diff(geography.district) >= 0).all() and (np.diff(geography.region) >= 0).all()
    assert len(np.unique(geography.district)) == 2 * len(np.unique(geography.region))
    for district in np.unique(geography.district):
        assert len(np.unique(geography.region[geography.district == district])) == 1
    assert len(set(geography.names)) == geography.sizes.size


def test_a_name_says_region_district_and_place():
    names = build_geography(20_000).names
    assert names[0] == "LK1A-01"
    assert names[POSTCODES_PER_REGION - 1] == f"LK1B-{POSTCODES_PER_REGION}"
    assert names[POSTCODES_PER_REGION] == "LK2A-01"


def test_the_market_is_adults_evenly_split_by_sex():
    geography = build_geography(500)
    everybody = populate(geography, seed=5)
    assert len(everybody) == REGION_SIZE
    assert (np.bincount(everybody.postcode) == geography.sizes).all()
    ages = age_in_years(everybody.birth_day)
    assert ages.min() >= YOUNGEST and ages.max() <= OLDEST + 0.01
    assert everybody.birth_day.min() >= FIRST_DAY - 1 and everybody.birth_day.max() <= LAST_DAY
    assert everybody.sex.mean() == pytest.approx(0.5, abs=0.005)
    assert ((ages >= 30) & (ages < 40)).sum() == pytest.approx(((ages >= 45) & (ages < 55)).sum(), rel=0.05)
