"""A column's name means nothing: the words that the engine uses inside neither."""

import numpy as np
import pandas as pd
import pytest

from equipoise import protect_table
from equipoise.shared.column import Column
from equipoise.shared.schema import Schema
from equipoise.stages.protect.catalogue import TECHNIQUES

COLUMNS = (
    Column(name="one", role="quasi", kind="number", bounds=(18, 95)),
    Column(name="two", role="quasi", kind="nominal", levels=tuple("abcdef")),
    Column(name="three", role="quasi", kind="date", bounds=(0, 14_000)),
    Column(name="four", role="sensitive", kind="nominal", levels=("north", "south")),
    Column(name="five", role="behaviour", kind="number", source="gym", bounds=(0, 30)),
    Column(name="six", role="behaviour", kind="number", source="gym", bounds=(0, 30)),
)
ENGINE = (
    ("age", "interest", "birth_date", "visits", "people", "gym_topic"),
    ("people", "topic", "sex", "money", "volume 0", "counts 0"),
    ("visit 1", "shown", "column 3", "expecting", "gym_food", "gym_home"),
    ("low", "postcode", "heritage", "rows", "spend", "purchases_food"),
)


def table(rows=600):
    rng = np.random.default_rng(5)
    two = rng.integers(0, 6, rows)
    return pd.DataFrame(
        {
            "one": rng.integers(18, 96, rows),
            "two": np.array(list("abcdef"))[two],
            "three": np.datetime64("1980-01-01") + rng.integers(0, 9_000, rows).astype("timedelta64[D]"),
            "four": np.where(two < 3, "north", "south"),
            "five": two * 3,
            "six": rng.poisson(6, rows),
        }
    )


def protected(names, technique):
    """The release's columns under other names, in their order."""
    schema = Schema(
        tuple(
            Column(**{**{field: getattr(column, field) for field in column.__dataclass_fields__}, "name": name})
            for column, name in zip(COLUMNS, names, strict=True)
        )
    )
    frame = table().set_axis(list(names), axis=1)
    return protect_table(frame, schema, technique=technique, seed=1, k=5, epsilon=5.0, cohorts_by="interests")


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("technique", [each for each in TECHNIQUES if each != "randomised_response"])
@pytest.mark.parametrize("names", ENGINE, ids=lambda names: names[0])
def test_other_names_give_the_same_table(technique, names):
    plain, engine = (protected(each, technique) for each in ([column.name for column in COLUMNS], names))
    assert (plain.low == engine.low).all() and (plain.high == engine.high).all()
    assert plain.frame.shape == engine.frame.shape
    for before, after in zip(plain.frame.columns, engine.frame.columns, strict=True):
        pd.testing.assert_series_equal(plain.frame[before], engine.frame[after], check_names=False)


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("names", ENGINE, ids=lambda names: names[0])
def test_answers_at_random_have_the_same_distribution(names):
    """The draws differ, as each column has its own; shares of 600 answers differ by less than six standard errors."""
    plain, engine = (protected(each, "randomised_response") for each in ([column.name for column in COLUMNS], names))
    for before, after in zip(plain.frame.columns, engine.frame.columns, strict=True):
        shares = [
            release.frame[name].value_counts(normalize=True) for release, name in ((plain, before), (engine, after))
        ]
        assert (shares[0] - shares[1]).abs().max() < 0.17


@pytest.mark.parametrize("names", [[column.name for column in COLUMNS], *ENGINE], ids=lambda names: names[0])
def test_what_is_determined_stays_so_in_a_synthetic_table(names):
    release = protected(names, "synthetic")
    frame = release.frame.set_axis([column.name for column in COLUMNS], axis=1)
    assert len(frame) == 600 and frame["two"].nunique() == 6
    assert (frame.groupby("two")["four"].nunique() == 1).all()
    assert frame["one"].str.split(" to ").str[0].astype(float).between(18, 95).all() and frame["one"].nunique() == 16


def test_a_missing_value_of_behaviour_stays_possible():
    frame = table()
    frame["five"] = frame["five"].astype(float).where(frame["four"] == "north")
    release = protect_table(frame, Schema(COLUMNS), technique="synthetic")
    assert (release.exact["five"].isna() == (release.exact["four"] == "south")).all()
    assert pd.api.types.is_integer_dtype(release.exact["six"])
