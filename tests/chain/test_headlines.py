import dataclasses

import pytest

from equipoise.chain.headlines import headlines, strongest_attack
from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import residual_risk, strongest_of, wilson
from equipoise.shared.results import AttackResult
from fakes import groups, outcome, rate


def attack(name, hits, control, n=1_000):
    found, chance = wilson(hits, n), wilson(control, n)
    return AttackResult(
        name=name, kind="identity", attack=found, baseline=chance, control=chance, risk=residual_risk(found, chance)
    )


ATTACKS = {
    "linkage": attack("linkage", 300, 100),
    "purchases": attack("purchases", 500, 100),
    "singling_out": AttackResult(name="singling_out", kind="identity", mounted=False, reason="no_known_fields"),
    "disclosed": dataclasses.replace(attack("disclosed", 990, 0), kind="trait"),
}


def test_the_risk_of_the_strongest_attack_by_hand():
    # (.5 - .1) / (1 - .1) = .4444 in the release; 60% of the customers are in it: .2667 of all customers
    name, risk = strongest_attack(ATTACKS, ("linkage", "purchases", "singling_out"), 0.6, 2_000)
    assert name == "purchases"
    assert risk.value == pytest.approx(0.4 / 0.9 * 0.6)


CLOSE = {"linkage": attack("linkage", 480, 100), "purchases": attack("purchases", 500, 100)}


@pytest.mark.parametrize(("attacks", "count"), [(CLOSE, 2), (ATTACKS, 1)], ids=["either may be it", "one clearly is"])
def test_the_interval_is_as_wide_as_choosing_among_those_that_may_be_the_strongest_asks(attacks, count):
    found = strongest_attack(attacks, ("linkage", "purchases"), 1.0, 2_000)[1]
    chosen = attacks["purchases"]
    expected = residual_risk(chosen.attack, chosen.control, strongest_of(count, 0.955))
    assert (found.value, found.low, found.high) == (expected.value, expected.low, expected.high)


def test_only_the_attackers_aims_count():
    assert strongest_attack(ATTACKS, ("linkage",), 1.0, 2_000)[0] == "linkage"


def test_chance_below_zero_reads_zero():
    name, risk = strongest_attack({"linkage": attack("linkage", 90, 100)}, ("linkage",), 1.0, 2_000)
    assert name == "linkage" and risk.value == risk.low == 0 and risk.high > 0


@pytest.mark.parametrize(("aims", "share"), [(("singling_out",), 0.6), (("linkage",), 0.0), ((), 1.0)])
def test_no_attack_means_nobody_is_found(aims, share):
    assert strongest_attack(ATTACKS, aims, share, 2_000) == ("", Rate(0.0, 0.0, 0.0, 2_000))


def test_the_headlines_pick_their_numbers():
    targeting = dataclasses.replace(outcome().targeting, right_offer=rate(0.33))
    fair = dataclasses.replace(groups("unclear"), treated_alike=rate(0.77), best_group="men", worst_group="women")
    found = headlines(targeting, fair, ATTACKS, ("linkage",), 0.5, 2_000)
    assert found.right_offer == rate(0.33) and found.treated_alike == rate(0.77)
    assert found.identified.value == pytest.approx((0.3 - 0.1) / 0.9 * 0.5)
    assert (found.strongest_attack, found.best_group, found.worst_group) == ("linkage", "men", "women")
