import dataclasses
import math
import sys

import numpy as np
import pytest

from equipoise import Settings, compare, compare_groups, simulate
from equipoise.chain.outcome import Evidence
from equipoise.core.vocabulary import GROUPS
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.runtime.memo import Memo
from equipoise.runtime.remembered import apart
from fakes import outcome


def told(*, right, margin, found, selected, evaluation=None, reach=None, levers=None, **headlines):
    """A run over six customers (three women, three men) with these facts about them."""
    everybody = np.ones(6, dtype=bool)
    evidence = Evidence(
        evaluation=everybody if evaluation is None else np.array(evaluation, dtype=bool),
        right_offer=np.array(right, dtype=bool),
        selected=np.array(selected, dtype=bool),
        reachable=everybody if reach is None else np.array(reach, dtype=bool),
        margin=np.array(margin, dtype=float),
        in_table=everybody,
        identified={"purchases": np.array(found, dtype=float), "linkage": np.zeros(6)},
        groups={"sex": np.array([0, 0, 0, 1, 1, 1])},
    )
    plain = outcome(Settings().replace(**levers or {}))
    heads = dataclasses.replace(plain.headlines, best_group="men", worst_group="women", **headlines)
    return dataclasses.replace(plain, headlines=heads, evidence=evidence)


BEFORE = {
    "right": [1, 0, 0, 0, 1, 1],
    "margin": [1, 2, 3, 4, 5, 6],
    "found": [1, 1, 0, 0, math.nan, 0],
    "selected": [1, 1, 0, 1, 1, 1],
}
AFTER = {
    "right": [1, 1, 0, 0, 1, 1],
    "margin": [1, 2, 3, 4, 5, 9],
    "found": [1, 0, 0, 0, 0, 0],
    "selected": [1, 0, 0, 1, 1, 1],
}


def test_changes_are_paired_by_hand():
    before = told(**BEFORE, evaluation=[1, 1, 1, 1, 0, 0], reach=[1, 1, 1, 0, 0, 0])
    after = told(**AFTER, evaluation=[1, 1, 1, 1, 1, 0], reach=[1, 1, 1, 1, 1, 1])
    moved = compare(before, after)
    assert moved.comparable
    # customers 0 to 3 are counted in both: changes 0, 1, 0, 0 -> mean .25, standard deviation .5,
    # half-width 1.96 * .5 / sqrt(4) = .49
    assert moved.right_offer.value == pytest.approx(0.25) and moved.right_offer.n == 4
    assert moved.right_offer.high - moved.right_offer.value == pytest.approx(0.49, abs=1e-3)
    assert moved.margin_per_1000.value == 0  # only customer 5, who is not counted, brings more
    assert moved.reach.value == pytest.approx(0.25)  # customer 3


def test_margin_is_per_thousand():
    # only customer 5 changes, by 3 euros: .5 a head, 500 per 1,000
    assert compare(told(**BEFORE), told(**AFTER)).margin_per_1000.value == pytest.approx(500)


def test_risk_changes_by_the_headline_with_the_spread_of_the_pairs(monkeypatch):
    monkeypatch.setattr(sys.modules["equipoise.chain.compare"], "_ENOUGH_PAIRS", 5)
    before = told(**BEFORE, identified=Rate(0.4, 0.3, 0.5, 6), strongest_attack="purchases")
    after = told(**AFTER, identified=Rate(0.1, 0.0, 0.2, 6), strongest_attack="purchases")
    moved = compare(before, after).identified
    assert moved.value == pytest.approx(-0.3)
    # five were tried in both: changes 0, -1, 0, 0, 0 -> standard deviation .4472, half 1.96 * .4472 / sqrt(5) = .392
    assert moved.n == 5 and moved.high - moved.value == pytest.approx(0.392, abs=1e-3)


def test_hardly_anybody_attacked_twice_means_two_independent_numbers():
    before = told(**BEFORE, identified=Rate(0.4, 0.3, 0.5, 6), strongest_attack="purchases")
    after = told(**AFTER, identified=Rate(0.1, 0.0, 0.2, 6), strongest_attack="purchases")
    moved = compare(before, after).identified
    assert moved.high == pytest.approx(-0.3 + math.hypot(0.1, 0.1))


@pytest.mark.parametrize("seeds", [(1, 2), pytest.param((1, 2, 3, 4), marks=pytest.mark.validity)])
def test_the_risk_change_covers_what_attacking_everybody_finds(monkeypatch, seeds):
    """Attack every target instead of a sample: the change it finds lies in the sampled change's interval."""
    small = Settings().replace(**{"population.size": 6_000})
    moves = [{"consent.banner": "equal"}, {"protect.k": 20}, {"minimise.retention_months": 18}]
    sampled, full = [], []
    for size, found in ((600, sampled), (10**6, full)):
        monkeypatch.setattr("equipoise.stages.attacks.identity.TARGETS", size)
        with apart(Memo(byte_limit=2**28)):  # no result tells how many targets there were
            for seed in seeds:
                start = small.replace(**{"population.seed": seed})
                found += [compare(simulate(start), simulate(start.replace(**move))).identified for move in moves]
    covered = [sample.low <= whole.value <= sample.high for sample, whole in zip(sampled, full, strict=True)]
    assert sum(covered) >= len(covered) - len(seeds) // 2  # at 95% each: fewer of 6 has a chance of 3%, of 12 of 2%
    assert np.mean([sample.high - sample.low for sample in sampled]) < 0.12  # and says something


def test_treated_alike_changes_by_the_ratio_of_the_groups():
    before = told(**BEFORE, treated_alike=Rate(2 / 3, 0.2, 1.0, 6))  # women 2 of 3, men 3 of 3
    after = told(**AFTER, treated_alike=Rate(1 / 3, 0.1, 1.0, 6))  # women 1 of 3, men 3 of 3
    moved = compare(before, after).treated_alike
    assert moved.value == pytest.approx(-1 / 3)
    assert moved.low < moved.value < moved.high <= 1e-9  # selection was only ever taken away


def test_another_attribute_is_compared_apart():
    before = told(**BEFORE, treated_alike=Rate(0.7, 0.6, 0.8, 6))
    after = told(**AFTER, treated_alike=Rate(0.9, 0.86, 0.93, 6), levers={"measure.protected": "heritage"})
    moved = compare(before, after).treated_alike
    # half-widths add in quadrature: low sqrt(.04^2 + .1^2), high sqrt(.03^2 + .1^2)
    assert moved.value == pytest.approx(0.2)
    assert moved.low == pytest.approx(0.2 - math.hypot(0.04, 0.1))
    assert moved.high == pytest.approx(0.2 + math.hypot(0.03, 0.1))


def test_an_unknown_headline_has_an_unknown_change():
    moved = compare(told(**BEFORE, treated_alike=UNKNOWN), told(**AFTER))
    assert not moved.treated_alike.known


@pytest.mark.parametrize("lever", ["population.seed", "population.size", "population.taste"])
def test_another_world_is_not_comparable_person_by_person(lever):
    other = {"population.seed": 9, "population.size": 4_000, "population.taste": 1.5}[lever]
    after = told(**AFTER, right_offer=Rate(0.5, 0.4, 0.6, 6), levers={lever: other})
    moved = compare(told(**BEFORE, right_offer=Rate(0.3, 0.2, 0.4, 6)), after)
    assert moved.comparable is False
    assert moved.right_offer.value == pytest.approx(0.2)
    assert moved.right_offer.high == pytest.approx(0.2 + math.hypot(0.1, 0.1))


def test_a_run_against_itself_has_not_moved(typical):
    moved = compare(typical, typical)
    assert moved.comparable
    for name in ("right_offer", "identified", "treated_alike", "margin_per_1000", "reach"):
        change = getattr(moved, name)
        assert (change.value, change.low, change.high) == (0, 0, 0), name


def test_a_real_change_beats_its_paired_interval(typical):
    open_table = simulate(typical.settings.replace(**{"protect.technique": "none", "protect.identifiers": "keep"}))
    moved = compare(typical, open_table)
    assert moved.identified.low > 0.1
    assert moved.identified.value == pytest.approx(
        open_table.headlines.identified.value - typical.headlines.identified.value
    )
    back = compare(open_table, typical)
    assert back.identified.value == pytest.approx(-moved.identified.value)
    assert back.right_offer.value == pytest.approx(-moved.right_offer.value)


def test_every_group_is_paired_with_itself(typical):
    fair = simulate(typical.settings.replace(**{"target.mitigation": "group_thresholds"}))
    shifts = compare_groups(typical, fair, "age_band")
    assert [each.name for each in shifts] == list(GROUPS["age_band"])
    for place, each in enumerate(shifts):
        member = typical.evidence.evaluation & (typical.evidence.groups["age_band"] == place)
        gained = fair.evidence.right_offer[member].astype(int) - typical.evidence.right_offer[member]
        assert each.n == each.right_offer.change.n == member.sum()
        assert each.right_offer.change.value == pytest.approx(gained.mean())
        assert each.right_offer.after.value - each.right_offer.before.value == pytest.approx(gained.mean())
        assert each.selection_rate.before == typical.fairness["age_band"].groups[place].selection_rate
        moved = each.selection_rate.after.value - each.selection_rate.before.value
        assert each.selection_rate.change.value == pytest.approx(moved)


def test_groups_of_another_world_are_not_paired(typical):
    other = simulate(typical.settings.replace(**{"population.seed": 8}))
    women, _ = compare_groups(typical, other, "sex")
    change = women.right_offer.after.value - women.right_offer.before.value
    assert women.right_offer.change.value == pytest.approx(change)
    assert women.right_offer.change.low < change < women.right_offer.change.high
    assert women.n == other.fairness["sex"].groups[0].n
