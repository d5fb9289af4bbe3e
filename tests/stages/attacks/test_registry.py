import dataclasses
import inspect

import numpy as np
import pandas as pd
import pytest

from equipoise.core.errors import DataError
from equipoise.core.seeds import stream
from equipoise.shared.tables import release_of
from equipoise.stages.attacks import registry as attacks
from equipoise.stages.attacks.base import Attack
from equipoise.stages.attacks.identity import RowsNamed
from equipoise.stages.attacks.registry import REGISTRY
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
    # every target still has the own row number, but the row is somebody else's: the answer is in none of them
    drawn = case(seed + 10, independent=True)
    result = attacks.run(name, drawn.release, drawn.auxiliary, drawn.truth, seed=seed)
    assert result.mounted
    assert result.risk.low <= 0 <= result.risk.high
    assert result.kind != "identity" or result.attack.value < 0.02  # one row in 600 is the own one by chance


@pytest.mark.parametrize("seed", range(3))
def test_an_independent_release_betrays_nobody_to_a_journalist(seed):
    drawn = case(seed + 20, independent=True, register=True)
    risk = attacks.run("linkage", drawn.release, drawn.auxiliary, drawn.truth, seed=seed).risk
    assert risk.low <= 0 <= risk.high


class Peeping(Attack):
    """An attack that cheats: whatever release it is handed, it looks into the one with the answers."""

    def __init__(self, honest, answers):
        self.name, self.kind, self.honest, self.answers = honest.name, honest.kind, honest, answers

    def infeasible(self, release, knowledge):
        return self.honest.infeasible(release, knowledge)

    def guess(self, release, knowledge, rng):
        return self.honest.guess(self.answers, knowledge, rng)

    def score(self, guesses, truth):
        return self.honest.score(guesses, truth)


class ByNumber(Peeping):
    """An attack on identity that knows in which order people were numbered: it names row i for target i."""

    def guess(self, release, knowledge, rng):
        targets, controls = (RowsNamed(np.arange(len(each))) for each in (knowledge.targets, knowledge.controls))
        guesses = self.honest.guess(release, knowledge, rng)
        links = guesses.links if self.name == "reversal" else guesses
        links = dataclasses.replace(links, attack=targets, control=controls)
        return dataclasses.replace(guesses, links=links) if self.name == "reversal" else links


@pytest.mark.parametrize("name", ON_TABLES)
def test_whoever_reaches_the_answer_is_caught(monkeypatch, name):
    # the same check as above can fail: the release is of others, and the attack sees the targets' own rows after all
    drawn, answers = case(10, independent=True), case(10).release
    monkeypatch.setitem(REGISTRY, name, Peeping(REGISTRY[name], answers))
    assert attacks.run(name, drawn.release, drawn.auxiliary, drawn.truth).risk.low > 0


@pytest.mark.parametrize("name", ["linkage", "purchases", "periods", "reversal"])
def test_whoever_knows_the_order_of_the_rows_is_caught(monkeypatch, name):
    drawn = case(10, independent=True)
    monkeypatch.setitem(REGISTRY, name, ByNumber(REGISTRY[name], None))
    found = attacks.run(name, drawn.release, drawn.auxiliary, drawn.truth)
    assert found.attack.value == 1 and found.risk.low > 0.9


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
        ("periods", (), {"old": None}, "no_old_table"),
        ("periods", TOPICS, {}, "no_known_purchases"),
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
        old=drawn.auxiliary.old.of(np.array([0])),
        control_old=drawn.auxiliary.control_old.of(np.empty(0, dtype=int)),
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
