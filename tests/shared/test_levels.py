import numpy as np
import pytest

from equipoise.core.errors import DataError
from equipoise.core.vocabulary import FIRST_DAY, LAST_DAY
from equipoise.shared.column import Column
from equipoise.shared.levels import count_levels, counts_up_to, levels_of, most_of
from equipoise.stages.minimise.minimise import birth_column, postcode_column


def days(*dates):
    return [np.datetime64(date, "D").astype(int) for date in dates]


def test_birth_dates_by_decade():
    levels = levels_of(birth_column())
    assert levels.low[0] == FIRST_DAY and levels.high[-1] == LAST_DAY
    nineties = levels.of(np.array(days("1990-01-01", "1999-12-31")))
    assert nineties[0] == nineties[1]
    assert [levels.low[nineties[0]], levels.high[nineties[0]]] == days("1990-01-01", "1999-12-31")
    assert (levels.low[1:] == levels.high[:-1] + 1).all()


@pytest.mark.parametrize("precision", ["postcode", "district", "region"])
def test_postcodes_by_the_area_that_is_known(world, precision):
    areas = getattr(world.geography, precision, np.arange(world.geography.sizes.size))
    levels = levels_of(postcode_column(world.geography, precision))
    assert (levels.of(np.arange(areas.size)) == areas).all()
    assert levels.high[-1] == areas.size - 1


@pytest.mark.parametrize(
    ("most", "ratio", "low"),
    [
        (200, 2.0, [0, 1, 2, 3, 5, 9, 17, 33, 65, 129]),
        (1, 2.0, [0, 1]),
        (2, 2.0, [0, 1, 2]),
        (60, 4.0, [0, 1, 2, 5, 17]),
    ],
)
def test_counts_in_steps_that_widen(most, ratio, low):
    levels = counts_up_to(most, ratio)
    assert levels.low.tolist() == low
    assert levels.high.tolist() == [*(each - 1 for each in low[1:]), most]
    assert (levels.of(np.array([0, most, 10 * most])) == [0, len(low) - 1, len(low) - 1]).all()


def test_other_columns():
    assert len(levels_of(Column(name="a", role="quasi", kind="nominal", levels=("x", "y", "z")))) == 3
    assert len(levels_of(Column(name="a", role="sensitive", kind="binary"))) == 2
    many = levels_of(Column(name="a", role="quasi", kind="nominal", levels=tuple(map(str, range(64)))))
    assert (many.high - many.low == 1).all() and len(many) == 32
    number = levels_of(Column(name="a", role="quasi", kind="number", bounds=(0.0, 32.0)))
    assert (number.high - number.low == 2).all() and number.of(np.array([-5.0, 40.0])).tolist() == [0, 15]


def test_bounds_are_never_taken_from_the_data():
    column = Column(name="spent", role="behaviour", kind="number")
    for ask in (levels_of, most_of):
        with pytest.raises(DataError, match=r"spent.*public levels or bounds"):
            ask(column)


def test_coarse_counts_keep_their_bands():
    coarse = [Column(name=f"a_{topic}", role="behaviour", kind="number", bands=(0.0, 1.0, 4.0)) for topic in "xy"]
    levels = count_levels(coarse)
    assert levels.low.tolist() == levels.high.tolist() == [0.0, 1.0, 4.0]
    assert most_of(coarse[0]) == 4.0
