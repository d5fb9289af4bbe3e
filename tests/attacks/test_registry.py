import dataclasses
import inspect

import numpy as np
import pandas as pd
import pytest

from equipoise import attacks
from equipoise.attacks import REGISTRY
from equipoise.attacks.base import Attack
from equipoise.errors import DataError
from equipoise.protect.tables import release_of
from equipoise.seeds import stream
from samples import FIELDS, SCHEMA, TOPICS, case, people, truth_of

ON_TABLES = [name for name in REGISTRY if name not in ("membership", "counted")]


def test_every_attack_is_registered_under_its_name():
    assert [attack.name for attack in REGISTRY.values()] == list(REGISTRY)


def test_an_unknown_attack_is_refused():
    drawn = case(0, n=10, controls=5)
    with pytest.raises(DataError, match="no such attack"):
        attacks.run("sorcery", drawn.release, drawn.auxiliary, drawn.truth)


def test_control_records_without_a_target_are_refused():
    drawn = case(0, n=10, controls=5)
    with pytest.raises(DataError, match="one target"):
        dataclasses.replace(drawn.auxiliary, control_for=np.array([0]))


@pytest.mark.parametrize("name", ON_TABLES)
def test_guesses_are_the_same_whatever_the_truth(name):
    # the guessing half has no access to the truth: its result cannot move when the truth is another
    drawn = case(5, n=120, controls=60)
    attack = REGISTRY[name]
    assert "truth" not in inspect.signature(attack.guess).parameters
    first, second = (attack.guess(drawn.release, drawn.auxiliary, stream(0, "x")) for _ in range(2))
    other = dataclasses.replace(case(6, n=120, controls=60).truth, row=np.roll(np.arange(120), 1))
    assert attack.score(first, drawn.truth).result == attack.score(second, drawn.truth).result
    assert attack.score(first, drawn.truth).result != attack.score(first, other).result


@pytest.mark.parametrize("name", ON_TABLES)
@pytest.mark.parametrize("seed", range(4))
def test_a_release_independent_of_the_people_betrays_nobody(name, seed):
    drawn = case(seed + 10, independent=True)
    result = attacks.run(name, drawn.release, drawn.auxiliary, drawn.truth, seed=seed)
    assert result.mounted
    assert result.risk.low <= 0 <= result.risk.high


@pytest.mark.parametrize("seed", range(3))
def test_an_independent_release_betrays_nobody_to_a_journalist(seed):
    drawn = case(seed + 20, independent=True, register=True)
    risk = attacks.run("linkage", drawn.release, drawn.auxiliary, drawn.truth, seed=seed).risk
    assert risk.low <= 0 <= risk.high


@pytest.mark.parametrize("name", ["linkage", "purchases", "reversal"])
def test_with_the_targets_rows_taken_out_nobody_is_identified(name):
    # the answer is removed from the release: whatever the attack finds now, it cannot be right
    drawn = case(7, n=200, controls=100)
    rows = np.arange(100, 200)
    release = release_of(_frame(drawn).iloc[rows], SCHEMA)
    auxiliary = dataclasses.replace(
        drawn.auxiliary,
        targets=drawn.auxiliary.targets[:100],
        purchases=drawn.auxiliary.purchases[:100],
        control_for=np.arange(100),
    )
    truth = truth_of(np.full(100, -1), drawn.truth.trait[:100], drawn.truth.control_trait)
    assert attacks.run(name, release, auxiliary, truth).attack.value == 0.0


def _frame(drawn):
    quasi = pd.DataFrame(drawn.release.low, columns=list(FIELDS))
    return pd.concat([quasi, drawn.release.exact], axis=1)


@pytest.mark.parametrize("name", ON_TABLES)
def test_attacks_repeat_exactly(name):
    drawn = case(8, n=100, controls=50)
    first, second = (attacks.run_with_hits(name, drawn.release, drawn.auxiliary, drawn.truth, seed=3) for _ in "ab")
    assert first.result == second.result
    assert np.array_equal(first.hits, second.hits, equal_nan=True)


@pytest.mark.parametrize("name", ON_TABLES)
def test_hits_have_one_entry_a_target_and_average_to_the_rate(name):
    drawn = case(9, n=100, controls=50)
    scored = attacks.run_with_hits(name, drawn.release, drawn.auxiliary, drawn.truth)
    assert len(scored.hits) == 100
    assert np.nanmean(scored.hits) == pytest.approx(scored.result.attack.value)


def _without(drawn, *columns):
    return release_of(_frame(drawn).drop(columns=list(columns)), SCHEMA.only(set(SCHEMA.names()) - set(columns)))


@pytest.mark.parametrize(
    ("name", "gone", "change", "reason"),
    [
        ("linkage", FIELDS[:0], {"fields": ("a", "b", "c")}, "no_known_fields"),
        ("linkage", FIELDS, {}, "no_known_fields"),
        ("purchases", (), {"purchases": None}, "no_known_purchases"),
        ("purchases", TOPICS, {}, "no_known_purchases"),
        ("reversal", ("pseudonym",), {}, "no_pseudonyms"),
        ("reversal", (), {"fields": ("birth", "sex", "postcode", "nickname")}, "no_known_fields"),
        ("singling_out", (*FIELDS, *TOPICS), {}, "no_behaviour"),
        ("disclosed", ("ill",), {}, "no_sensitive_column"),
        ("disclosed", FIELDS, {}, "no_known_fields"),
        ("inferred", TOPICS, {}, "no_behaviour"),
        ("inferred", FIELDS, {}, "no_known_fields"),
        ("inferred", (), {"panel": None}, "no_model"),
    ],
)
def test_what_cannot_be_mounted_says_why(name, gone, change, reason):
    drawn = case(1, n=20, controls=10)
    result = attacks.run(name, _without(drawn, *gone), dataclasses.replace(drawn.auxiliary, **change), drawn.truth)
    assert (result.mounted, result.reason) == (False, reason)
    assert not result.attack.known
    assert not result.risk.known


@pytest.mark.parametrize("name", ON_TABLES)
def test_an_empty_table_cannot_be_attacked(name):
    drawn = case(1, n=20, controls=10)
    nothing = np.empty((0, 3))
    release = dataclasses.replace(drawn.release, exact=drawn.release.exact[:0], low=nothing, high=nothing.copy())
    assert attacks.run(name, release, drawn.auxiliary, drawn.truth).reason == "empty_table"


def test_one_file_and_one_line_add_an_attack(monkeypatch):
    class Nosy(Attack):
        name, kind = "nosy", "identity"

        def infeasible(self, release, knowledge):
            return ""

        def guess(self, release, knowledge, rng):
            return rng.integers(len(release))

        def score(self, guesses, truth):
            return guesses

    monkeypatch.setitem(REGISTRY, "nosy", Nosy())
    drawn = case(1, n=20, controls=10)
    assert attacks.run_with_hits("nosy", drawn.release, drawn.auxiliary, drawn.truth) in range(20)


def test_one_target_and_no_control_are_enough_to_run():
    drawn = case(2, n=30, controls=10)
    alone = dataclasses.replace(
        drawn.auxiliary,
        targets=drawn.auxiliary.targets[:1],
        purchases=drawn.auxiliary.purchases[:1],
        controls=drawn.auxiliary.controls[:0],
        control_purchases=np.empty((0, 4), dtype=int),
        control_for=np.empty(0, dtype=int),
    )
    others = people(np.random.default_rng(0), 0).drop(columns="ill")
    truth = truth_of([0], [True], exact=drawn.truth.exact, control_exact=others)
    for name in ON_TABLES:
        result = attacks.run(name, drawn.release, alone, truth)
        assert result.attack.known, name
        assert not result.risk.known, name
