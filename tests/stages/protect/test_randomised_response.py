import math
from itertools import product

import hypothesis
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise import Settings
from equipoise.chain.pipeline import Chain
from equipoise.core.errors import DataError
from equipoise.core.seeds import stream
from equipoise.shared.column import Column
from equipoise.shared.schema import Schema
from equipoise.shared.tables import release_of
from equipoise.stages.measure.disclosure import release_disclosure
from equipoise.stages.protect.coarsen import coarsen, coarsen_table
from equipoise.stages.protect.randomised_response import answer, public_bands, respond, truthful, unbiased_share

SCHEMA = Schema(
    (
        Column(name="name", role="direct", kind="identifier"),
        Column(name="age", role="quasi", kind="number", bounds=(0, 100)),
        Column(name="born", role="quasi", kind="date", bounds=(0, 99)),
        Column(name="sex", role="quasi", kind="nominal", levels=("F", "M")),
        Column(name="illness", role="sensitive", kind="nominal", levels=("none", "asthma", "diabetes")),
        Column(name="books", role="behaviour", kind="number", bounds=(0, 200)),
    )
)


def people(n, seed=0):
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "name": [f"person {place}" for place in range(n)],
            "age": rng.uniform(0, 100, n),
            "born": rng.integers(0, 100, n),
            "sex": rng.choice(["F", "M"], n, p=[0.7, 0.3]),
            "illness": rng.choice(["none", "asthma", "diabetes"], n, p=[0.8, 0.15, 0.05]),
            "books": rng.poisson(1.0, n).astype(float),
        }
    )


def randomise(frame, schema, *, epsilon, seed=0):
    """The table with every value an answer at random; the coins belong to the row and the column's name."""

    def coins(name):
        return stream(seed, name).random(len(frame))

    return respond(release_of(*coarsen(frame, schema, "binary")), epsilon=epsilon, coins=coins)[0]


def test_truthful_by_hand():
    # two levels at epsilon log 3: 3 / (3 + 1) = .75; five levels at log 4: 4 / (4 + 4) = .5; one level: always true
    assert truthful(math.log(3), 2) == pytest.approx(0.75)
    assert truthful(math.log(4), 5) == pytest.approx(0.5)
    assert truthful(1.0, 1) == 1.0


def test_answers_by_hand():
    # p = .5, four levels, true level 1: coins below .5 keep it; .5 to 2/3 say 0, to 5/6 say 2, to 1 say 3
    coins = np.array([0.0, 0.49, 0.5, 0.66, 0.67, 0.83, 0.84, 0.999])
    assert answer(np.full(8, 1), 4, 0.5, coins).tolist() == [1, 1, 0, 0, 2, 2, 3, 3]
    assert answer(np.zeros(2, dtype=int), 1, 1.0, np.array([0.1, 0.9])).tolist() == [0, 0]


@pytest.mark.parametrize(("levels", "epsilon"), list(product([2, 3, 9], [0.1, 1.0, 3.0])))
def test_no_answer_is_more_than_e_to_the_epsilon_likelier_from_one_truth_than_from_another(levels, epsilon):
    # every coin of a fine grid: the exact distribution of answers, up to half a step of the grid
    steps = 100_000
    coins = (np.arange(steps) + 0.5) / steps
    chances = np.array(
        [
            np.bincount(answer(np.full(steps, true), levels, truthful(epsilon, levels), coins), minlength=levels)
            for true in range(levels)
        ]
    ) / steps  # fmt: skip
    ratios = chances[:, None] / chances[None]
    assert ratios.max() == pytest.approx(math.exp(epsilon), rel=1e-2)
    assert np.diag(chances) == pytest.approx(truthful(epsilon, levels), abs=2 / steps)


def test_the_estimate_by_hand_and_without_bias():
    # Warner's design, p = .75: 40% say yes -> (.4 - .25) / (.75 - .25) = .3
    assert unbiased_share(0.4, 2, 0.75) == pytest.approx(0.3)
    # exactly: a true share of .3 among three levels at p = .6 shows .3 * .6 + .7 * .2 = .32
    assert unbiased_share(0.3 * 0.6 + 0.7 * 0.2, 3, 0.6) == pytest.approx(0.3)


def test_shares_can_be_estimated_from_a_release():
    frame = people(40_000)
    release = randomise(frame, SCHEMA, epsilon=1.0)
    truth = release.truthful["illness"]
    shown = float((release.exact["illness"] == "asthma").mean())
    # standard error: sqrt(.27 * .73 / 40,000) / (p - q) = .0022 / .36 = .006; four of them
    assert unbiased_share(shown, 3, truth) == pytest.approx((frame["illness"] == "asthma").mean(), abs=0.025)
    assert abs(shown - 0.15) > 0.05  # the answers themselves are biased


def test_what_is_released():
    release = randomise(people(500), SCHEMA, epsilon=2.0)
    assert release.schema.names() == ("age", "born", "sex", "illness", "books")  # no direct identifier
    assert set(release.exact["illness"]) == {"none", "asthma", "diabetes"}
    assert set(release.exact["books"]) == {0, 1}
    assert np.unique(release.low[:, 1]).tolist() == list(range(0, 100, 10))
    assert np.unique(release.high[:, 1]).tolist() == list(range(9, 100, 10))
    assert set(release.frame["sex"]) == {"F", "M"}
    # p with 10, 2, 3 and 2 levels: e^2 / (e^2 + m - 1)
    e2 = math.exp(2)
    expected = {"age": e2 / (e2 + 9), "born": e2 / (e2 + 9), "sex": e2 / (e2 + 1), "illness": e2 / (e2 + 2)}
    assert release.truthful == pytest.approx(expected | {"books": e2 / (e2 + 1)})
    assert release_disclosure(release).local_epsilon == pytest.approx(5 * 2.0)


def test_epsilon_is_infinite_where_a_value_is_not_an_answer():
    raw = release_of(people(50), SCHEMA)
    assert release_disclosure(raw).local_epsilon == math.inf


@hypothesis.settings(max_examples=20, deadline=None)
@given(st.floats(0.05, 8), st.floats(0.05, 8))
def test_a_person_keeps_the_draw(weak, strong):
    weak, strong = sorted((weak, strong))
    frame, exact = people(200), {"sex": people(200)["sex"], "illness": people(200)["illness"]}
    noisy, clear = (randomise(frame, SCHEMA, epsilon=epsilon).frame for epsilon in (weak, strong))
    for column, true in exact.items():
        kept = (noisy[column] == true).to_numpy()
        assert (clear[column] == true).to_numpy()[kept].all()  # who told the truth at more noise does at less
    assert randomise(frame, SCHEMA, epsilon=weak).frame.equals(noisy)


def test_much_epsilon_gives_the_coarse_table():
    frame = people(300)
    release = randomise(frame, SCHEMA, epsilon=60.0)
    assert (release.low[:, 0] <= frame["age"]).all() and (frame["age"] <= release.high[:, 0]).all()
    assert (release.frame["sex"] == frame["sex"]).all() and (release.frame["illness"] == frame["illness"]).all()
    assert (release.frame["books"] == (frame["books"] > 0)).all()


@pytest.mark.parametrize("epsilon", [0, -1.0, math.nan])
def test_epsilon_is_above_zero(epsilon):
    with pytest.raises(DataError, match="epsilon"):
        randomise(people(5), SCHEMA, epsilon=epsilon)


def test_public_levels():
    def bands(**more):
        return public_bands(Column(**{"name": "x", "role": "quasi", "kind": "number"} | more))

    assert bands(bands=(0.0, 5.0), bounds=(0, 9)) == (0, 5)  # declared
    assert bands(kind="nominal", levels=("a", "b", "c")) == (0, 1, 2)
    assert bands(bounds=(0, 100)) == tuple(range(0, 100, 10))
    assert bands(kind="ordered", levels=tuple("abcdefghijklmno")) == (0, 2, 3, 5, 6, 8, 9, 11, 12, 14)  # 15 in ten
    assert bands(kind="binary", role="sensitive") == (0, 1)
    with pytest.raises(DataError, match="levels or bounds"):
        bands()


def test_rows_of_the_stored_and_the_shared_table_answer_alike():
    levers = {"protect.technique": "randomised_response", "attack.profile": "data_buyer"}
    chain = Chain(Settings().replace(**{"population.size": 800, "consent.banner": "per_purpose"} | levers))
    (stored, inside), (shared, outside) = chain.protect.value, chain.exposure.table.value
    both = np.flatnonzero((inside.row >= 0) & (outside.row >= 0))
    assert 20 < both.size < len(stored)
    a, b = stored.take(inside.row[both]), shared.take(outside.row[both])
    assert a.frame.equals(b.frame)


def test_the_shop_asks_for_decades_regions_and_flags_only(world, table, released):
    release, vault = released(technique="randomised_response", identifiers="keep", kept=coarsen_table(table, "binary"))
    assert release.schema.names("direct") == ()
    low = {name: release.low[:, place] for place, name in enumerate(release.schema.names("quasi"))}
    assert set(low["birth_date"].astype("datetime64[D]").astype("datetime64[Y]").astype(int) % 10) == {0}
    assert set(low["postcode"]) == set(np.flatnonzero(np.diff(world.geography.region, prepend=-1)))
    assert set(np.unique(release.exact.to_numpy())) == {0, 1}  # nothing missing, nothing exact
    assert set(release.truthful) == set(release.schema.names())
    told = release.exact["chronic"].to_numpy() == world.people.chronic[vault.person]
    assert told.mean() == pytest.approx(truthful(1.0, 2), abs=0.04)  # four standard errors of 2,000 coins


@pytest.mark.parametrize(
    ("bounds", "read"),
    [
        ((18, 95), ("18 to 25.7", "25.7 to 33.4", "87.3 to 95")),
        ((-0.123456789, 0.2), ("-0.123456789 to -0.0911", "-0.0911 to -0.0588", "0.1677 to 0.2")),
        ((0, 1 / 3), ("0 to 0.0333", "0.0333 to 0.0667", "0.3 to 0.3333333333333333")),
    ],
)
def test_bands_read_as_short_numbers_and_do_not_overlap(bounds, read):
    column = Column(name="age", role="quasi", kind="number", bounds=bounds)
    ages = np.linspace(*bounds, 400)
    release = randomise(pd.DataFrame({"age": ages}), Schema((column,)), epsilon=50.0)
    order = release.low[:, 0].argsort(kind="stable")
    words = list(dict.fromkeys(release.frame["age"].iloc[order]))
    assert len(words) == 10 and (*words[:2], words[-1]) == read
    low, high = (np.unique(each) for each in (release.low, release.high))
    assert (high[:-1] < low[1:]).all() and (np.nextafter(high[:-1], np.inf) == low[1:]).all()
    assert ((release.low[:, 0] <= ages) & (ages <= release.high[:, 0])).all()  # epsilon of 50: all are true
