import datetime as dt

import numpy as np
import pytest

from equipoise.core.vocabulary import SOURCES, TOPICS, TRAITS
from equipoise.stages.minimise.minimise import _area_interval, _birth_interval, minimise
from equipoise.stages.minimise.settings import MinimiseSettings
from equipoise.stages.world.geography import build_geography

QUASI = ("birth_date", "postcode", "sex", "household", "education", "occupation")


def day(text):
    return (dt.date.fromisoformat(text) - dt.date(1970, 1, 1)).days


def kept(world, other_sites=True, **levers):
    return minimise(MinimiseSettings(**levers), world, np.full(world.size, other_sites))


@pytest.mark.parametrize(
    ("precision", "born", "first", "last"),
    [
        ("date", "1984-02-29", "1984-02-29", "1984-02-29"),
        ("month", "1984-02-10", "1984-02-01", "1984-02-29"),  # a leap year
        ("month", "1983-02-10", "1983-02-01", "1983-02-28"),
        ("month", "1999-12-31", "1999-12-01", "1999-12-31"),
        ("month", "1969-12-31", "1969-12-01", "1969-12-31"),  # the last month before day 0
        ("year", "2000-12-31", "2000-01-01", "2000-12-31"),
        ("year", "1955-01-01", "1955-01-01", "1955-12-31"),
        ("decade", "1970-01-01", "1970-01-01", "1979-12-31"),
        ("decade", "1969-12-31", "1960-01-01", "1969-12-31"),
        ("decade", "1931-06-15", "1930-01-01", "1939-12-31"),
        ("decade", "2007-12-31", "2000-01-01", "2009-12-31"),
    ],
)
def test_birth_intervals(precision, born, first, last):
    low, high = _birth_interval(precision, np.array([day(born)], dtype=np.int32))
    assert (low[0], high[0]) == (day(first), day(last))


@pytest.mark.parametrize("precision", ["month", "year", "decade"])
def test_birth_intervals_contain_everybody_and_do_not_overlap(world, precision):
    born = world.people.birth_day
    low, high = _birth_interval(precision, born)
    assert ((low <= born) & (born <= high)).all()
    starts = np.unique(low)
    ends = np.unique(high)
    assert starts.size == ends.size and (starts[1:] > ends[:-1]).all()


@pytest.mark.parametrize("precision", ["district", "region"])
def test_areas_contain_their_postcode_and_nothing_else(precision):
    geography = build_geography(30_000)
    postcodes = np.arange(geography.sizes.size)
    low, high = _area_interval(precision, postcodes, geography)
    area = getattr(geography, precision)
    for postcode in postcodes:
        inside = np.arange(int(low[postcode]), int(high[postcode]) + 1)
        assert set(inside) == set(np.flatnonzero(area == area[postcode]))


def test_a_postcode_is_kept_exactly_by_default(world):
    low, high = _area_interval("postcode", world.people.postcode, world.geography)
    assert (low == world.people.postcode).all() and (high == low).all()


def test_columns_follow_the_levers(world):
    table = kept(world, sources=("email", "broker"))
    assert table.schema.names("quasi") == QUASI
    assert table.schema.names("sensitive") == TRAITS
    assert table.schema.names("behaviour") == tuple(
        f"{source}_{topic}" for source in ("email", "broker") for topic in TOPICS
    )
    assert list(table.exact.columns) == [*TRAITS, *table.schema.names("behaviour")]
    assert len(table.exact) == len(table.low) == len(world.people) and table.customers == world.size


def test_nothing_is_kept_that_is_switched_off(world):
    bare = kept(world, sources=(), survey=False, birth_precision="none", postcode_precision="none")
    assert bare.schema.names() == ("sex", "household", "education", "occupation")
    assert bare.exact.shape == (len(world.people), 0)
    assert "heritage" in kept(world, collect_heritage=True).schema.names("quasi")


@pytest.mark.parametrize("source", SOURCES)
def test_columns_hold_what_their_source_shows(world, source):
    table = kept(world, sources=(source,), retention_months=6)
    columns = [f"{source}_{topic}" for topic in TOPICS]
    assert (table.exact[columns].to_numpy() == world.behaviour(source, 6)).all()
    assert {table.schema[name].source for name in columns} == {source}


def test_third_party_values_are_missing_without_a_yes(world):
    says_yes = np.arange(world.size) % 2 == 0
    table = minimise(MinimiseSettings(sources=SOURCES), world, says_yes)
    for source in SOURCES:
        shown = table.exact[[f"{source}_{topic}" for topic in TOPICS]].to_numpy()
        if source in ("cross_site", "broker"):
            assert np.isnan(shown[: world.size][~says_yes]).all()
            assert not np.isnan(shown[: world.size][says_yes]).any()
        others = np.concatenate([says_yes, np.ones(len(shown) - world.size, dtype=bool)])
        unasked = others if source in ("cross_site", "broker") else np.ones_like(others)
        assert (shown[unasked] == world.behaviour(source, 24)[unasked]).all()  # the public panel was never asked


def test_the_world_is_not_changed_by_a_refusal(world):
    before = world.behaviour("broker", 24).copy()
    minimise(MinimiseSettings(sources=SOURCES), world, np.zeros(world.size, dtype=bool))
    assert (world.behaviour("broker", 24) == before).all()


def test_values_fit_their_declared_levels_and_bounds(world):
    table = kept(world, sources=SOURCES, collect_heritage=True)
    for place, column in enumerate(table.schema.having("quasi")):
        low, high = column.bounds or (0, len(column.levels) - 1)
        assert table.low[:, place].min() >= low - 1 and table.high[:, place].max() <= high
    for column in table.schema.having("behaviour"):
        assert table.exact[column.name].between(*column.bounds).all()


def test_what_is_kept_is_read_only(world):
    with pytest.raises(ValueError, match="read-only"):
        kept(world).low[0] = 0
