"""Attacks on a table: one question has one number, what is set aside is said, and intervals cover the truth."""

import numpy as np
import pandas as pd
import pytest

from equipoise import attack_table
from equipoise.any_table.knowledge import deal
from equipoise.any_table.own_table import ON_TABLES
from equipoise.core.resources import data
from equipoise.shared.column import Column
from equipoise.shared.csv_table import read_table
from equipoise.shared.files import read_schema
from equipoise.shared.schema import Schema

SCHEMA = read_schema(data("examples", "members.toml"))
MEMBERS = read_table(data("examples", "members.csv"), SCHEMA)


@pytest.mark.parametrize("technique", ["none", "k_anonymity", "cohorts", "synthetic"])
def test_one_question_has_one_number(technique):
    together = attack_table(MEMBERS, SCHEMA, technique=technique, knows=["age", "town"])
    for name in ON_TABLES:
        assert str(attack_table(MEMBERS, SCHEMA, technique=technique, knows=["age", "town"], only=[name])[name]) == str(
            together[name]
        )


def test_what_is_set_aside_is_said():
    found = attack_table(MEMBERS, SCHEMA, withheld=0.2)
    for name, result in found.items():
        controls, panel = (result.details[each] for each in ("control_people", "public_panel"))
        assert (controls.n, controls.value) == (80, 0.2)
        assert panel.n == (80 if name in ("disclosed", "inferred") else 0)
    assert found["linkage"].attack.n == 400 and found["linkage"].control.n == 80  # the whole table is attacked


def test_the_whole_table_lacks_nobody():
    rows = deal(100, 0.1, True, seed=1)
    whole = rows.whole
    assert whole.released.tolist() == list(range(100)) and whole.controls.size == 0
    assert whole.targets.tolist() == sorted(set(range(100)) - set(rows.panel)) and (whole.panel == rows.panel).all()
    assert (rows.targets == rows.released).all()
    assert deal(100, 0.1, False, seed=1).whole.targets.tolist() == list(range(100))


def test_for_the_control_as_many_targets_are_replaced_as_there_are_control_people():
    rows = deal(100, 0.1, False, seed=1)
    assert rows.replaced.targets.tolist() == rows.targets[:10].tolist()
    assert (rows.replaced.released == rows.released).all() and (rows.replaced.controls == rows.controls).all()


def test_the_attack_is_on_the_whole_table_and_finds_as_many_as_there_are_classes():
    """Ties are broken at random, so that the expected share of hits is that of the classes among the rows."""
    sizes = MEMBERS.groupby(["age", "sex", "town"]).size()
    wanted = len(sizes) / len(MEMBERS)
    found = [attack_table(MEMBERS, SCHEMA, only=["linkage"], seed=seed)["linkage"] for seed in range(30)]
    # a class of size s has a variance of hits of at most one
    assert np.mean([each.attack.value for each in found]) == pytest.approx(
        wanted, abs=4 * np.sqrt(len(sizes) / 30) / len(MEMBERS)
    )
    for each in found:  # the one risk is computed from the two shares beside it
        assert each.risk.value == (each.attack.value - each.control.value) / (1 - each.control.value)


def test_an_attacker_with_the_table_does_no_worse_than_one_without():
    """Age tells the trait nearly; groups of 40 tell less about it than the age that the attacker knows anyway."""
    rng = np.random.default_rng(2)
    columns = (
        Column(name="age", role="quasi", kind="number", bounds=(0, 100)),
        Column(name="ill", role="sensitive", kind="nominal", levels=("no", "yes")),
    )
    gains = []
    for seed in range(12):
        age = rng.uniform(0, 100, 400)
        ill = np.where(rng.random(400) < 1 / (1 + np.exp((50 - age) / 4)), "yes", "no")
        frame = pd.DataFrame({"age": age, "ill": ill})
        result = attack_table(frame, Schema(columns), technique="k_anonymity", k=80, seed=seed)["disclosed"]
        gains.append(result.attack.value - result.baseline.value)
    assert np.mean(gains) > -0.01 and np.mean([each > -0.05 for each in gains]) > 0.8


def readable(rows, seed, twins=0.0):
    """A table in which every row can be read, but for a share that has a twin with the same details."""
    rng = np.random.default_rng([rows, seed])
    number = np.arange(rows)
    paired = rng.random(rows // 2).repeat(2) < twins
    number[: paired.size] -= paired * (number[: paired.size] % 2)
    frame = pd.DataFrame(
        {"number": number, "ill": rng.choice(["no", "yes"], rows, p=[0.7, 0.3]), "seen": rng.poisson(5, rows)}
    )
    frame = frame.iloc[rng.permutation(rows)].reset_index(drop=True)
    columns = (
        Column(name="number", role="quasi", kind="number", bounds=(0, rows)),
        Column(name="ill", role="sensitive", kind="nominal", levels=("no", "yes")),
        Column(name="seen", role="behaviour", kind="number", bounds=(0, 99)),
    )
    return frame, Schema(columns)


def covered(rows, seeds, names, truth, twins=0.0):
    """How often the interval covers the truth, by attack; a risk that is unknown says nothing wrong."""
    hits = dict.fromkeys(names, 0)
    for seed in range(seeds):
        for name, result in attack_table(*readable(rows, seed, twins), only=names, seed=seed).items():
            hits[name] += not result.risk.known or result.risk.low <= truth <= result.risk.high
    return {name: hit / seeds for name, hit in hits.items()}


READING = ("linkage", "singling_out", "disclosed")


def test_where_every_row_can_be_read_the_risk_is_all():
    assert covered(60, 12, READING, 1.0) == dict.fromkeys(READING, 1.0)


@pytest.mark.validity
@pytest.mark.parametrize("rows", [60, 200, 1000])
def test_intervals_cover_the_truth_at_their_nominal_rate(rows):
    """Of 200 intervals of 95%, fewer than 180 cover with a probability of .2%.

    Where 40 in 100 have a twin in the whole table, they are found half the time, the others always: .8.
    """
    seeds = 200
    assert min(covered(rows, seeds, READING, 1.0).values()) >= 0.9
    assert covered(rows, seeds, ("linkage",), 0.8, twins=0.4)["linkage"] >= 0.9


@pytest.mark.parametrize("whole", ["float64", "Int64"])
def test_what_is_missing_in_behaviour_is_missing_and_not_none(whole):
    """Nobody with the trait bought nothing, but of half of them it is unknown what they bought."""
    rng = np.random.default_rng(3)
    ill = rng.random(600) < 0.3
    bought = pd.Series(np.where(ill, rng.integers(5, 9, 600), rng.integers(0, 5, 600))).astype(whole)
    bought = bought.mask(pd.Series(ill & (rng.random(600) < 0.5)))
    frame = pd.DataFrame({"age": np.arange(600), "ill": np.where(ill, "yes", "no"), "bought": bought})
    columns = (
        Column(name="age", role="quasi", kind="number", bounds=(0, 600)),
        Column(name="ill", role="sensitive", kind="nominal", levels=("no", "yes")),
        Column(name="bought", role="behaviour", kind="number", bounds=(0, 99)),
    )
    assert attack_table(frame, Schema(columns), only=["inferred"])["inferred"].attack.value > 0.95
