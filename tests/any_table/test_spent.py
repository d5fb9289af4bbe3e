import numpy as np
import pytest

from equipoise import protect_table
from equipoise.any_table.spent import ReproducibleWarning, marked, noisy, spent
from equipoise.core.resources import data
from equipoise.numerics import marginals, noise
from equipoise.shared.csv_table import read_table
from equipoise.shared.files import read_schema
from equipoise.stages.protect import randomised_response

SCHEMA = read_schema(data("examples", "members.toml"))
MEMBERS = read_table(data("examples", "members.csv"), SCHEMA)
NOISY = ("synthetic_dp", "randomised_response")


@pytest.mark.parametrize("technique", NOISY)
def test_without_a_seed_no_noise_comes_from_numpy(technique, monkeypatch, recwarn):
    def refuse(*_, **__):
        raise AssertionError("numpy's noise")

    for module, name in ((noise, "noisy"), (marginals, "noisy"), (randomised_response, "answer")):
        monkeypatch.setattr(module, name, refuse)
    first, again = (protect_table(MEMBERS, SCHEMA, technique=technique) for _ in range(2))
    assert noisy(first) and not first.frame.equals(again.frame)
    assert not [each for each in recwarn if each.category is ReproducibleWarning]


@pytest.mark.parametrize("technique", NOISY)
def test_a_seed_repeats_everything_and_says_so(technique):
    with pytest.warns(ReproducibleWarning, match="noise of seed 3 is reproducible, therefore not private"):
        first, again = (protect_table(MEMBERS, SCHEMA, technique=technique, seed=3) for _ in range(2))
    assert first.frame.equals(again.frame)
    file = marked(first.frame, 3)
    assert list(file) == [*first.frame, "note"] and "not private" in file["note"].iloc[0]
    assert list(marked(file, 3))[-1] == "note "


def test_the_total_by_hand():
    answers = protect_table(MEMBERS, SCHEMA, technique="randomised_response", epsilon=0.5)
    # age, sex, town, illness and three columns of behaviour, each .5
    assert str(spent(answers)) == "Epsilon in total: 3.5 a row, 0.5 for each of 7 columns."
    invented = protect_table(MEMBERS, SCHEMA, technique="synthetic_dp", epsilon=2.0)
    # a tree of seven columns takes six choices; tables are the seven, and the number of people
    told = str(spent(invented))
    assert told.startswith("Epsilon in total: 2 (delta 1e-06): 0.4 for 6 choices") and "1.6 for 8 tables" in told
    assert spent(protect_table(MEMBERS, SCHEMA, technique="synthetic")) is None


def test_bounds_come_from_the_schema_and_levels_stay_within():
    release = protect_table(MEMBERS, SCHEMA, technique="synthetic_dp", epsilon=0.3)
    assert (release.low[:, 0] >= 18).all() and (release.high[:, 0] <= 95).all()
    assert np.nanmax(release.exact["gym_visits"]) <= 366


def test_rows_are_shuffled_anew_without_a_seed():
    kept = {"technique": "none", "identifiers": "keep"}
    orders = [protect_table(MEMBERS, SCHEMA, **kept).frame["member"].tolist() for _ in range(2)]
    assert orders[0] != orders[1] and sorted(orders[0]) == sorted(orders[1])
