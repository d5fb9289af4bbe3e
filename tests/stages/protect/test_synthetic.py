import dataclasses
import hashlib
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from equipoise import Settings, simulate
from equipoise.chain.knowledge import records
from equipoise.chain.pipeline import Chain
from equipoise.core.seeds import stream
from equipoise.numerics.marginals import noise_scale
from equipoise.numerics.noise import Seeded
from equipoise.shared.column import Column
from equipoise.shared.dependence import Choice, learned
from equipoise.shared.release import Impressions, Release
from equipoise.shared.schema import Schema
from equipoise.shared.structure import Structure
from equipoise.shared.tables import release_of
from equipoise.stages.attacks.registry import REGISTRY
from equipoise.stages.protect import synthetic
from equipoise.stages.protect.protect import Coins, protect
from equipoise.stages.targeting.design import build_design

SMALL = Settings().replace(**{"population.size": 2_000, "protect.technique": "synthetic"})


def streams(name):
    return stream(5, name)


@pytest.fixture(scope="module")
def real(world, table):
    """The raw table of 2,000 customers; each met four campaigns, and came whenever offer and number were even."""
    rows = np.repeat(np.arange(world.size), 4)
    arm = stream(1, "arms").integers(0, 13, rows.size)
    visit = (arm % 2 == 0) & (rows % 2 == 0)
    people = slice(0, world.size)
    return Release(
        exact=table.exact.iloc[people].reset_index(drop=True),
        low=table.low[people],
        high=table.high[people],
        schema=table.schema,
        impressions=Impressions(row=rows, arm=arm, visit=visit),
    )


def structure_of(release):
    structure = Structure(release.schema)
    return learned(structure, structure.encode(release), Choice())


def attribute(structure, name):
    return next(each for each, column in structure.columns.items() if column.name == name)


def test_nobodys_row_is_in_it(real):
    release, row = synthetic.synthesise(real, streams)
    assert release.rows == "synthetic" and (row == -1).all()
    assert len(release) == len(real)
    assert release.schema.names("direct") == ()
    assert (release.high[:, 0] - release.low[:, 0] > 300).all()  # a birth date is a decade
    assert 0 < release.information_loss < 1


def test_marginals_are_reproduced_within_sampling_error(real):
    structure = structure_of(real)
    exact = synthetic.measure(structure, real)
    drawn = synthetic.measure(structure, synthetic.synthesise(real, streams)[0])
    for name in structure.columns:
        # each cell is a count of 2,000 draws: its standard error is below sqrt(count); parents are drawn too
        tolerance = 6 * np.sqrt(exact[name] + 1)
        assert (np.abs(drawn[name] - exact[name]) <= tolerance).all(), name
    for place in range(len(structure.sources)):
        shares = [each[f"counts {place}"].sum(axis=0) / len(real) for each in (exact, drawn)]
        assert np.abs(shares[0] - shares[1]).max() < 0.03
    leans = [each["interest"].sum(axis=0) / len(real) / 12 for each in (exact, drawn)]
    assert (
        np.abs(leans[0] - leans[1]).max() < 0.05
    )  # of the counts drawn, not of the interest that they were drawn from
    visits = [each["visits"].reshape(-1, 6, 2) for each in (exact, drawn)]
    rates = [each.sum(axis=(0, 1))[1] / each.sum() for each in visits]
    assert rates[0] == pytest.approx(rates[1], abs=0.03)


def test_a_person_counts_once_in_every_marginal(real):
    # adding one person changes each marginal by at most its stated L2 sensitivity
    structure = structure_of(real)
    met = real.impressions
    one_less = dataclasses.replace(
        real.take(np.arange(1, len(real))),
        impressions=Impressions(met.row[4:] - 1, met.arm[4:], met.visit[4:]),
    )
    with_them, without = synthetic.measure(structure, real), synthetic.measure(structure, one_less)
    for name, counts in with_them.items():
        change = np.sqrt(((counts - without[name]) ** 2).sum())
        assert 0 < change <= synthetic.sensitivity(structure, name) + 1e-9, name
    assert synthetic.sensitivity(structure, "interest") == math.sqrt(12)


def test_the_budget_is_spent_once(real):
    marginals = synthetic.measure(structure_of(real), real)
    shares = synthetic.budget(marginals)
    assert sum(shares.values()) == pytest.approx(1.0)
    assert shares.keys() == marginals.keys() and min(shares.values()) > 0


def test_noise_has_the_stated_scale(real):
    structure = structure_of(real)
    exact = synthetic.measure(structure, real)
    many = [synthetic.with_noise(structure, exact, 1.0, Seeded(lambda name, i=i: stream(i, name))) for i in range(40)]
    for name, share in synthetic.budget(exact).items():
        noise = np.array([each[name] - exact[name] for each in many])
        wanted = synthetic.sensitivity(structure, name) * noise_scale(1.0) / math.sqrt(share)
        # a standard deviation of n draws has a relative standard error of 1 / sqrt(2 n)
        assert noise.std() == pytest.approx(wanted, rel=4 / math.sqrt(2 * noise.size))


def test_choices_and_counts_share_epsilon(real):
    plan = synthetic.Plan.of(real, 1.0)
    assert plan.choices * plan.choice + plan.counts == pytest.approx(1.0) and plan.counts == pytest.approx(0.8)
    assert sum(plan.shares.values()) == pytest.approx(1.0)
    alone = release_of(pd.DataFrame({"sex": [0, 1]}), Schema((Column(name="sex", role="quasi", kind="binary"),)))
    assert synthetic.Plan.of(alone, 1.0).counts == 1.0  # there is nothing to choose


def test_noise_does_not_depend_on_whose_rows_they_are(real):
    structure, other = structure_of(real), real.take(np.arange(500))
    other = dataclasses.replace(other, impressions=None)
    both = [synthetic.measure(structure, each) for each in (real, other)]
    first = next(iter(structure.tree))
    found = [synthetic.with_noise(structure, each, 1.0, Seeded(streams))[first] for each in both]
    # the shares of the budget differ, for one table has no visits; the draws are the same
    ratio = (found[0] - both[0][first]) / (found[1] - both[1][first])
    assert ratio == pytest.approx(np.full(ratio.shape, ratio.flat[0]))


def test_noisy_tables_are_possible_ones(real):
    for epsilon in (0.1, 1.0):
        release, _ = synthetic.synthesise(real, streams, epsilon=epsilon)
        events = release.exact[list(release.schema.names("behaviour"))]
        first_party = events.drop(columns=[name for name in events if name.startswith("broker")])
        assert not first_party.isna().any(axis=None)  # only what was bought may be missing
        assert (events.fillna(0) >= 0).all(axis=None) and (events.fillna(0) <= 200).all(axis=None)
        assert release.exact["chronic"].isin([0, 1]).all()


def test_more_noise_blurs_more(real):
    structure = structure_of(real)
    exact = synthetic.measure(structure, real)
    apart = []
    for epsilon in (0.3, 3.0, None):
        drawn = synthetic.measure(structure, synthetic.synthesise(real, streams, epsilon=epsilon)[0])
        household = attribute(structure, "household")
        apart.append(np.abs(drawn[household] / drawn["people"] - exact[household] / exact["people"]).sum())
    assert apart[0] > apart[1] > apart[2]


def test_a_rare_combination_is_copied_where_counts_are_exact():
    # 200 people, of whom one is old: whoever is drawn as old has the one old person's illness
    schema = Schema(
        (
            Column(name="age", role="quasi", kind="nominal", levels=("young", "old")),
            Column(name="ill", role="sensitive", kind="binary", levels=("no", "yes")),
        )
    )
    frame = pd.DataFrame({"age": ["young"] * 199 + ["old"], "ill": ["no"] * 199 + ["yes"]})
    drawn = pd.concat(
        [synthetic.synthesise(release_of(frame, schema), lambda name, i=i: stream(i, name))[0].frame for i in range(20)]
    )
    old = drawn[drawn["age"] == "old"]
    assert len(old) > 5 and (old["ill"] == "yes").all() and (drawn["ill"] == "yes").sum() == len(old)


def test_any_table_with_public_levels_will_do():
    schema = Schema(
        (
            Column(name="who", role="direct", kind="identifier"),
            Column(name="income", role="quasi", kind="number", bounds=(0.0, 160.0)),
            Column(name="town", role="quasi", kind="nominal", levels=tuple("abc")),
            Column(name="seen", role="behaviour", kind="number", bounds=(0.0, 8.0)),
        )
    )
    rng = np.random.default_rng(0)
    frame = pd.DataFrame({"who": range(60), "income": rng.uniform(0, 160, 60), "town": rng.choice(list("abc"), 60)})
    frame["seen"] = rng.integers(0, 9, 60)
    release, _ = synthetic.synthesise(release_of(frame, schema), streams)
    assert len(release) == 60 and release.impressions is None
    assert list(release.frame.columns) == ["income", "town", "seen"]
    assert release.exact["seen"].between(0, 8).all()


def test_nobody_gives_nobody(real):
    nobody = dataclasses.replace(real.take(np.empty(0, dtype=np.int64)), impressions=None)
    assert len(synthetic.synthesise(nobody, streams)[0]) == 0
    noisy, _ = synthetic.synthesise(nobody, streams, epsilon=1.0)  # how many there were is hidden too
    assert len(noisy) < 300


def test_the_model_learns_from_the_invented_and_scores_the_real():
    chain = Chain(SMALL)
    release, vault = chain.protect.value
    inside, inside_vault = chain.inside.value
    assert release.rows == "synthetic" and inside.rows == "people"
    assert (vault.row == -1).all() and (vault.holds == (inside_vault.row >= 0)).all()
    assert inside is Chain(SMALL.replace(**{"protect.technique": "none"})).protect.value[0]
    assert chain.train.value.design.names == build_design(release).names  # public bounds: the same columns
    assert len(chain.train.value.design) == len(inside)
    assert (chain.target.value.reachable <= (inside_vault.row >= 0)).all() and chain.target.value.reachable.any()


def test_answers_of_evaluation_people_are_not_in_it():
    chain = Chain(SMALL)
    log, folds = chain.history.value, chain.folds.value
    silenced = dataclasses.replace(log, visit=log.visit & folds.history[:, None])
    tables = [_protected(chain, each, SMALL) for each in (log, silenced)]
    assert (tables[0].impressions.visit == tables[1].impressions.visit).all()
    changed = dataclasses.replace(log, visit=log.visit & ~folds.history[:, None])
    assert _protected(chain, changed, SMALL).impressions.visit.sum() == 0


def _protected(chain, log, settings):
    folds = chain.folds.value
    return protect(settings.protect, chain.minimise.value, {}, folds.in_release, chain.seed, log, folds.history)[0]


def test_who_works_inside_finds_everybody_and_others_find_no_row():
    employee = simulate(SMALL)
    assert employee.attacks["linkage"].attack.value > 0.7
    assert employee.notes == ("raw_table_inside",)
    for profile in ("data_buyer", "journalist", "neighbour"):
        outcome = simulate(SMALL.replace(**{"attack.profile": profile}))
        for name in ("linkage", "purchases"):
            assert not outcome.attacks[name].mounted
        assert outcome.attacks["linkage"].reason == "no_person_rows"
        assert outcome.attacks["singling_out"].mounted and outcome.attacks["disclosed"].mounted


@pytest.mark.parametrize("technique", ["synthetic", "synthetic_dp"])
def test_a_table_from_another_world_betrays_nobody(technique):
    # the attacker holds a synthetic table of other people; what is said about our people is held against the truth
    found = []
    for seed in range(4):
        chain, elsewhere = (_attacked(technique, world) for world in (seed, seed + 100))
        table, (known, truth) = elsewhere.exposure.table.value[0], chain.exposure.knowledge.value
        full = records(chain.coarsened.value, chain.exposure.table.value[1], chain.exposure.folds.value, seed)
        found += [
            REGISTRY[name].mount(table, known, truth, seed).result for name in ("singling_out", "disclosed", "inferred")
        ]
        found.append(REGISTRY["counted"].mount(table, *full, seed).result)
    assert [result.name for result in found if not result.risk.low <= 0 <= result.risk.high] == []


def test_exact_counts_tell_who_was_counted_and_noisy_ones_do_not():
    risks = {
        technique: [_attacked(technique, seed).exposure.attack("counted").value.result.risk.value for seed in range(8)]
        for technique in ("synthetic", "synthetic_dp")
    }
    # an advantage has a standard error of about .04 here, a mean of eight a third of that
    assert np.mean(risks["synthetic"]) > 0.04
    assert abs(np.mean(risks["synthetic_dp"])) < 0.04


def _attacked(technique, seed):
    levers = {"protect.technique": technique, "attack.profile": "journalist", "population.seed": seed}
    return Chain(SMALL.replace(**levers))


PROCESS = """
import sys
sys.path.insert(0, sys.argv[1])
from test_synthetic import digest
print(digest())
"""


def digest():
    """What a synthetic table's bytes hash to."""
    release = _attacked("synthetic_dp", 3).protect.value[0]
    parts = (release.low, release.exact.to_numpy(), release.impressions.arm, release.impressions.visit)
    return hashlib.sha256(b"".join(np.ascontiguousarray(part).tobytes() for part in parts)).hexdigest()


def test_another_process_draws_the_same_bytes():
    command = [sys.executable, "-c", PROCESS, str(Path(__file__).parent)]
    printed = subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": "1"}, capture_output=True, check=True).stdout
    assert printed.decode().strip() == digest()


def test_coins_belong_to_people_and_streams_to_nobody():
    few, many = Coins(3, 10, np.array([4, 2])), Coins(3, 10, np.arange(10))
    assert (few("x") == many("x")[[4, 2]]).all()
    assert few.stream("x").random() == many.stream("x").random()
