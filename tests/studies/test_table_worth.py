"""What a table is worth agrees with the outcome; what people pull adds up, and gives paired intervals."""

import numpy as np
import pytest

from equipoise import Settings, simulate
from equipoise.chain.pipeline import Chain
from equipoise.numerics.stats import Z_95, paired_difference
from equipoise.runtime.remembered import MEMORY
from equipoise.studies.table_worth import NUMBERS, RISKS, Facts, Tables, combine

SMALL = Settings().replace(**{"population.size": 1_000, "minimise.sources": ("purchases", "browsing")})
CHANGE = np.array([1.0, -1.0])


@pytest.fixture(scope="module")
def tables():
    return Tables(Chain(SMALL))


@pytest.mark.parametrize(
    "levers",
    [
        {},
        {"attack.profile": "journalist"},
        {"protect.technique": "none", "protect.identifiers": "keep"},
        {"protect.technique": "cohorts"},
        {"protect.technique": "synthetic"},
        {"protect.technique": "randomised_response"},
        {"target.strategy": "generic"},
    ],
)
def test_all_columns_are_worth_what_the_outcome_says(levers):
    settings = SMALL.replace(**levers)
    worth, outcome = Tables(Chain(settings)).worth(), simulate(settings)
    assert worth["right_offer"].value == pytest.approx(outcome.targeting.right_offer.value)
    assert worth["margin_per_1000"].value == pytest.approx(outcome.targeting.margin_per_1000.value, rel=1e-5)
    assert worth["identified"].value == pytest.approx(outcome.headlines.identified.value)
    for name in RISKS:
        result = outcome.attacks[name]
        assert worth[name].value == pytest.approx(result.risk.value if result.mounted else 0.0)


def test_intervals_of_one_table_count_who_was_measured(tables):
    """A control that never succeeds has an interval in the outcome, and pulls nothing here, where it hardly changes."""
    outcome, worth = simulate(SMALL), tables.worth()
    risk, own = outcome.attacks["purchases"].risk, combine(np.ones(1), [worth], "purchases")
    assert own.high - own.low == pytest.approx(risk.high - risk.low, rel=0.2)
    right = outcome.evidence.right_offer[outcome.evidence.evaluation]
    own = combine(np.ones(1), [worth], "right_offer")
    assert own.high - own.low == pytest.approx(2 * Z_95 * right.std() / np.sqrt(right.size), rel=0.01)
    with_pasts = outcome.targeting.right_offer
    assert own.high - own.low < with_pasts.high - with_pasts.low


def test_a_change_has_the_interval_of_paired_people(tables):
    less = tables.worth(tables.columns()["browsing"])
    without = SMALL.replace(**{"minimise.sources": ("purchases",)})
    before, after = (simulate(settings).evidence for settings in (without, SMALL))
    counted = before.evaluation
    expected = paired_difference(before.right_offer[counted], after.right_offer[counted])
    change = combine(CHANGE, [tables.worth(), less], "right_offer")
    assert change.value == pytest.approx(expected.value)
    assert (change.low, change.high) == pytest.approx((expected.low, expected.high), abs=1e-4)


def test_what_people_pull_adds_up_to_nothing(tables):
    for name in NUMBERS:
        assert tables.worth()[name].pull.sum() == pytest.approx(0, abs=1e-4)


def test_columns_left_out_are_in_no_table_and_the_people_stay(tables):
    names = ("birth_date", "sex", "expecting", "purchases_baby")
    run = tables._run(sorted(names))
    release, vault = run.protect.value
    assert not set(names) & set(release.schema.names()) and not set(names) & set(release.frame)
    assert release.low.shape[1] == len(release.schema.names("quasi"))
    assert (vault.holds == tables.base.protect.value[1].holds).all()
    design = run.train.value.design
    assert design.match.shape == tables.base.train.value.design.match.shape
    assert (design.match[:, 0, 0] == 0).all() and (design.match[:, 1, 0] != 0).any()


def test_a_purchase_that_is_not_kept_is_no_clue(tables):
    """Known purchases keep their numbers where a topic is missing: those of the last topic still are of the last."""
    run = tables._run(["purchases_baby"])
    auxiliary, _ = run.exposure.knowledge.value
    assert auxiliary.purchase_columns[0] == "purchases_baby" and len(auxiliary.purchase_columns) == 12
    assert (auxiliary.purchases == tables.base.exposure.knowledge.value[0].purchases).all()
    assert np.isnan(auxiliary.panel_purchases[:, 0]).all() and not np.isnan(auxiliary.panel_purchases[:, 1:]).any()


def test_nothing_kept_is_worth_the_generic_offer_and_risks_nothing(tables):
    everything = [name for names in tables.columns().values() for name in names]
    worth = tables.worth(everything)
    assert all(worth[name].value == 0 for name in (*RISKS, "identified"))
    assert 0 < worth["right_offer"].value < tables.worth()["right_offer"].value


def test_runs_that_nobody_asks_for_again_push_nothing_out_of_memory(tables):
    entries = MEMORY.stats.entries
    tables.worth(["household"])
    assert MEMORY.stats.entries <= entries + 1


def facts(hits, base=0.0):
    x = np.array(hits, dtype=float)
    return Facts(x.mean() + base, ((x - x.mean()) / x.size).astype(np.float32), x.size)


def test_an_interval_by_hand():
    """Four people, found 1 1 0 0 and 1 0 0 0: the change is 1/4. By person it is 0 1 0 0, less its mean, over four:
    squares sum to (3/4 + ... ) / 16 = 0.75 / 16; two pseudo-people add 1/16. Half: 1.96 sqrt(1.75 / 16) = 0.6482."""
    change = combine(CHANGE, [{"linkage": facts([1, 1, 0, 0])}, {"linkage": facts([1, 0, 0, 0])}], "linkage")
    assert change.value == pytest.approx(0.25) and change.high - change.value == pytest.approx(0.6482, abs=1e-4)
    shown = combine(CHANGE, [{"right_offer": facts([1, 1, 0, 0])}, {"right_offer": facts([1, 0, 0, 0])}], "right_offer")
    assert shown.high - shown.value == pytest.approx(1.96 * np.sqrt(0.75 / 16), abs=1e-4)


def test_intervals_hold_the_truth_about_as_often_as_they_promise():
    """Pairs of outcomes whose true difference is 0.1, a hundred people at a time."""
    rng, held = np.random.default_rng(0), 0
    for _ in range(400):
        before = rng.random(100) < 0.3
        after = before | (rng.random(100) < 1 / 7)
        change = combine(CHANGE, [{"linkage": facts(after)}, {"linkage": facts(before)}], "linkage")
        held += change.low <= 0.1 <= change.high
    assert held / 400 >= 0.92
