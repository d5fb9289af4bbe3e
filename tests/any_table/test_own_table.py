import numpy as np
import pandas as pd
import pytest

from equipoise import attack_table, protect_table
from equipoise.any_table.own_table import ON_TABLES
from equipoise.core.errors import DataError, SettingsError
from equipoise.core.resources import data
from equipoise.shared.column import Column
from equipoise.shared.csv_table import read_table
from equipoise.shared.files import read_schema
from equipoise.shared.reading import conform
from equipoise.shared.schema import Schema
from equipoise.stages.measure import measure
from equipoise.stages.protect.catalogue import TECHNIQUES

SCHEMA = read_schema(data("examples", "members.toml"))
MEMBERS = conform(read_table(data("examples", "members.csv"), SCHEMA), SCHEMA)


def test_the_example_holds_invented_people():
    assert len(MEMBERS) == 400 and MEMBERS["member"].is_unique


def test_a_raw_table_gives_people_away_and_groups_do_not():
    raw = attack_table(MEMBERS, SCHEMA)
    grouped = attack_table(MEMBERS, SCHEMA, technique="k_anonymity", k=50)
    assert tuple(raw) == ON_TABLES and all(result.mounted for result in raw.values())
    assert raw["linkage"].risk.low > 0.5 > 0.1 > grouped["linkage"].attack.value
    assert raw["disclosed"].risk.value > grouped["disclosed"].risk.value


def test_the_more_is_known_the_more_are_found():
    by = {name: attack_table(MEMBERS, SCHEMA, knows=name, only=["linkage"])["linkage"].attack.value
          for name in (("sex",), ("sex", "age"), ("sex", "age", "town"), ("name",))}  # fmt: skip
    assert list(by.values()) == sorted(by.values()) and by["name",] == 1.0


def test_known_names_help_nobody_once_they_are_dropped():
    result = attack_table(MEMBERS, SCHEMA, knows=["name"], only=["linkage"], identifiers="drop")["linkage"]
    assert result.reason == "no_known_fields"


def test_a_table_of_equal_rows_gives_nobody_away():
    same = MEMBERS.assign(age=40, sex="man", town="Elm", gym_visits=1, classes=1, pool_visits=1)
    risks = [result.risk for seed in range(8) for result in attack_table(same, SCHEMA, seed=seed).values()]
    # 32 intervals of 95%: more than four misses come about once in a hundred such tests
    assert sum(not risk.low <= 0 <= risk.high for risk in risks) <= 4


def test_a_trait_drawn_anew_cannot_be_found_out():
    # the released answers are another draw: what the attacker reads off is chance, for controls too
    rng = np.random.default_rng(0)
    crowd = pd.concat([MEMBERS] * 5, ignore_index=True)
    crowd = crowd.assign(age=rng.integers(18, 90, len(crowd)), illness=rng.choice(["none", "asthma"], len(crowd)))
    schema = SCHEMA.only(["age", "sex", "illness", "gym_visits"])
    risk = attack_table(crowd, schema, only=["inferred"])["inferred"].risk
    assert risk.low <= 0 <= risk.high


def test_attacks_repeat_exactly_and_another_seed_deals_anew():
    first, again, other = (attack_table(MEMBERS, SCHEMA, only=["linkage"], seed=seed) for seed in (1, 1, 2))
    assert first == again and first != other


def test_rates_count_the_dealt_rows():
    result = attack_table(MEMBERS, SCHEMA, only=["linkage"], withheld=0.25)["linkage"]
    assert (result.attack.n, result.control.n) == (400, 100)


def test_what_a_table_lacks_is_said():
    schema = SCHEMA.only(["age", "sex"])
    results = attack_table(MEMBERS, schema)
    reasons = {name: result.reason for name, result in results.items()}
    assert reasons == {"linkage": "", "singling_out": "", "disclosed": "no_sensitive_column", "inferred": "no_model"}


@pytest.mark.parametrize("technique", TECHNIQUES)
def test_every_technique_of_the_registry_protects_a_table(technique):
    release = protect_table(MEMBERS, SCHEMA, technique=technique)
    assert not set(release.frame.columns) & {"member", "name"}
    assert len(release) + release.suppressed == len(MEMBERS) or release.rows != "people"


def test_a_protected_table_is_shuffled_and_as_protected_as_asked():
    release = protect_table(MEMBERS, SCHEMA, technique="k_anonymity", k=7)
    assert measure.disclosure(release.frame, release.schema).k >= 7
    raw = protect_table(MEMBERS, SCHEMA, technique="none", identifiers="keep")
    places = raw.frame["member"].astype(int).to_numpy()
    # 400 rows: three standard errors of a rank correlation are 3 / sqrt(400) = .15
    assert sorted(places) == list(range(1001, 1401)) and abs(np.corrcoef(places, np.arange(400))[0, 1]) < 0.15


@pytest.mark.parametrize("technique", TECHNIQUES)
def test_every_technique_can_be_attacked(technique):
    for name, result in attack_table(MEMBERS, SCHEMA, technique=technique, k=20).items():
        assert result.mounted == result.attack.known and result.mounted == (not result.reason), name


def test_cohorts_leave_traits_and_small_counts_to_attack():
    found = attack_table(MEMBERS, SCHEMA, technique="cohorts", k=5)
    assert {name for name, result in found.items() if result.reason == "no_person_rows"} == {"linkage"}
    assert found["singling_out"].attack.known and found["singling_out"].control.value == 0
    assert found["disclosed"].attack.value > found["disclosed"].baseline.value


def test_behaviour_can_be_coarsened_too():
    release = protect_table(MEMBERS, SCHEMA, technique="none", behaviour="binary")
    assert set(release.frame["gym_visits"]) <= {0.0, 1.0}
    exact, coarse = (attack_table(MEMBERS, SCHEMA, only=["singling_out"], behaviour=coding, technique="k_anonymity")
                     for coding in ("exact", "binary"))  # fmt: skip
    assert coarse["singling_out"].attack.value < 0.2 < exact["singling_out"].attack.value


@pytest.mark.parametrize(
    ("error", "arguments", "said"),
    [
        (SettingsError, {"technique": "magic"}, "'magic'"),
        (SettingsError, {"strength": 5}, r"'protect\.strength'"),
        (SettingsError, {"k": 1}, "'1'.*out of bounds"),
        (SettingsError, {"identifiers": "hash"}, "'hash'"),
        (SettingsError, {"only": ["purchases"]}, "'purchases'"),
        (DataError, {"knows": ["shoe size"]}, "'shoe size'"),
        (DataError, {"trait": "age"}, "'age'"),
        (DataError, {"withheld": 2}, "'2'"),
    ],
)
def test_what_cannot_be_used_is_refused(error, arguments, said):
    with pytest.raises(error, match=said):
        attack_table(MEMBERS, SCHEMA, **arguments)


def test_one_row_can_be_protected_and_measured_but_not_attacked():
    one = MEMBERS.iloc[:1]
    assert measure.disclosure(one, SCHEMA).k == 1
    assert protect_table(one, SCHEMA, technique="k_anonymity").suppressed == 1
    with pytest.raises(DataError, match="at least 20"):
        attack_table(one, SCHEMA)


def test_two_hundred_columns_are_no_problem():
    rng = np.random.default_rng(0)
    names = [f"c{place}" for place in range(200)]
    wide = pd.DataFrame(rng.integers(0, 9, (60, 200)), columns=names)
    schema = Schema(tuple(Column(name=name, role="quasi", kind="number", bounds=(0, 8)) for name in names))
    assert measure.disclosure(wide, schema).unique_share.value == 1.0
    assert measure.disclosure(protect_table(wide, schema, technique="k_anonymity").frame, schema).k >= 5
    assert attack_table(wide, schema, only=["linkage"])["linkage"].attack.value == 1.0


def test_a_synthetic_table_of_ones_own_has_rows_of_nobody():
    results = attack_table(MEMBERS, SCHEMA, technique="synthetic")
    assert results["linkage"].reason == "no_person_rows"
    assert results["singling_out"].mounted and results["disclosed"].mounted
    assert results["singling_out"].attack.value < 0.1


def test_answers_at_random_say_what_chance_allows():
    release = protect_table(MEMBERS, SCHEMA, technique="randomised_response", epsilon=0.1)
    assert set(release.truthful) == set(release.schema.names()) and not release.schema.names("direct")
    found = attack_table(MEMBERS, SCHEMA, technique="randomised_response", epsilon=0.1)
    assert found["linkage"].mounted and found["linkage"].risk.low <= 0


def test_large_identifiers_stay_apart():
    # as floating-point numbers each two of them would be equal, and half of all links would fail
    frame = pd.DataFrame({"card": 2**53 + np.arange(200), "age": 30})
    schema = Schema((Column(name="card", role="direct", kind="identifier"), SCHEMA["age"]))
    found = attack_table(frame, schema, knows=["card"], only=["linkage"])["linkage"]
    assert found.attack.value == 1
    released = protect_table(frame, schema, technique="none", identifiers="keep")
    assert sorted(map(int, released.frame["card"])) == frame["card"].tolist()


def test_a_synthetic_table_of_the_example_has_its_ages_and_illnesses():
    """Shares of 400 draws differ from those of the table by less than four standard errors of .025."""
    release = protect_table(MEMBERS, SCHEMA, technique="synthetic")
    ages = (release.low[:, 0] + release.high[:, 0]) / 2
    for older in (30, 45, 60, 75):
        assert (ages >= older).mean() == pytest.approx((MEMBERS["age"] >= older).mean(), abs=0.1)
    drawn, real = (frame["illness"].value_counts(normalize=True) for frame in (release.frame, MEMBERS))
    assert (drawn - real).abs().max() < 0.1


def test_no_band_begins_below_the_bounds_of_a_column():
    column = Column(name="share", role="behaviour", kind="number", bounds=(0.5, 0.75))
    frame = pd.DataFrame({"age": [30, 30, 40, 40], "share": [0.5, 0.6, 0.7, 0.75]})
    release = protect_table(frame, Schema((SCHEMA["age"], column)), technique="none", behaviour="binary")
    assert release.frame["share"].tolist() == [0.5] * 4
    assert measure.release_disclosure(release).behaviour_loss <= 1
    assert measure.disclosure(release.frame, Schema((SCHEMA["age"], column))).k == 2
