"""The partner, the buyer and differencing: by hand, and on releases of other people."""

import dataclasses
import math

import numpy as np
import pytest
from scipy.stats import binom

from equipoise.core.seeds import stream
from equipoise.numerics.privacy_bound import advantage_bound, one_pair
from equipoise.stages.attacks import registry as attacks
from equipoise.stages.attacks.base import MembershipTruth
from equipoise.stages.attacks.buyer import Bought
from equipoise.stages.attacks.differencing import Asking
from equipoise.stages.attacks.partner import OwnCustomers
from equipoise.stages.partners.clean_room import CleanRoom
from samples import NO_TABLE, boxes, case, knowing, truth_of


def mounted(name, release, known, truth, seed=0):
    return attacks.run_with_hits(name, release, known, truth, seed=seed)


# Rows are boxes in x. Target 0 has the code of row 2, target 1 a code that no row has and an x that fits row 1 only,
# target 2 neither. The control has the code of row 0, in which target 3, whose place it takes, has its data.
ROWS = boxes([[0], [10], [20]], [[9], [19], [29]], ill=("sensitive", np.array([0, 1, 1])))
PEOPLE = knowing([[15], [12], [99], [5]], [[50]], [3], fields="x", trait="ill", prevalence=0.5)
OWN = OwnCustomers(
    people=PEOPLE, rows=np.array([100, 101, 102]), targets=np.array([102, 7, 8, 9]), controls=np.array([100])
)


def test_the_partner_goes_by_the_code_and_else_by_the_details():
    scored = mounted("partner", ROWS, OWN, truth_of([2, 1, 0, 0], control_trait=[False]))
    assert scored.hits.tolist() == [1, 1, 0, 1]
    assert scored.result.attack.value == 0.75 and scored.result.control.value == 1.0


def test_without_codes_and_details_he_cannot_join():
    alone = dataclasses.replace(OWN, rows=None)
    assert mounted("partner", ROWS, alone, truth_of([2, 1, 0, 0])).hits.tolist() == [
        0,
        1,
        0,
        1,
    ]  # x of target 0 misleads
    blind = dataclasses.replace(alone, people=knowing([[1]], fields="y"))
    assert mounted("partner", ROWS, blind, truth_of([0])).result.reason == "no_known_fields"
    groups = dataclasses.replace(ROWS, rows="cohorts", people=np.array([5, 5, 5]))
    assert mounted("partner", groups, OWN, truth_of([0] * 4)).result.reason == "no_person_rows"


def test_he_reads_the_trait_in_the_rows_that_he_names():
    # rows named: 2 (ill), 1 (ill), none, 0 (well); half of four are accused: the first two, of whom one is ill
    scored = mounted("partner_traits", ROWS, OWN, truth_of([2, 1, 0, 0], [True, False, True, False], [False]))
    assert np.nan_to_num(scored.hits, nan=-1).tolist() == [1, 0, -1, -1]
    told_nothing = boxes([[0]], [[9]])
    found = mounted("partner_traits", told_nothing, dataclasses.replace(OWN, rows=np.array([1])), truth_of([0] * 4))
    assert found.result.reason == "no_behaviour"


# The register lists four people by name and x. Rows 0 to 3 are theirs.
REGISTER = np.array([[1.0, 5], [2, 5], [2, 25], [3, 35]])
FILE = boxes([[0], [0], [20], [30]], [[9], [9], [29], [39]])
BUYER = dataclasses.replace(
    knowing(REGISTER[:, ::-1], fields="xn"),
    fields=("name", "x"), targets=REGISTER, controls=np.array([[9.0, 99]]), control_for=np.array([3]),
    register=REGISTER, register_target=np.arange(4),
)  # fmt: skip
NOBODY = np.full((4, 2), np.nan)


def test_the_buyer_reads_what_the_partner_wrote():
    written = NOBODY.copy()
    written[:2] = REGISTER[:2]  # the two whose x is alike
    known = Bought(people=BUYER, listed=np.full(4, -1), written=written)
    scored = mounted("buyer", FILE, known, truth_of([0, 1, 2, 3]))
    assert scored.hits.tolist() == [1, 1, 1, 1]
    assert scored.result.control.value == 0  # nobody wrote the control person's details beside row 3


def test_the_buyer_joins_codes_with_his_own_list_and_else_goes_by_details():
    listed = Bought(people=BUYER, listed=np.array([0, 1, -1, 3]), written=NOBODY)
    scored = mounted("buyer", FILE, listed, truth_of([0, 1, 2, 3]))
    assert scored.hits.tolist() == [1, 1, 1, 1]
    assert scored.result.control.value == 0  # the control person, put in the place of row 3's, has another code
    coded = Bought(people=BUYER, listed=np.full(4, -1), written=NOBODY)
    hits = [mounted("buyer", FILE, coded, truth_of([0, 1, 2, 3]), seed).hits for seed in range(40)]
    assert np.mean(hits, axis=0)[2:].tolist() == [1, 1]
    assert np.mean(hits, axis=0)[:2] == pytest.approx([0.5, 0.5], abs=0.25)  # two fit: one of them at random


# ------------------------------------------------------------------------------------------------------ differencing


def asked(members=4_000, controls=4_000, seed=0, **rules):
    """The result on a list whose first part is in the table."""
    meets = np.arange(members + controls) < members
    room = CleanRoom(**{"meets": meets, "minimum": 50, "budget": 2, "epsilon": 0.0} | rules)
    known = Asking(room=room, people=np.arange(meets.size))
    return mounted("differencing", NO_TABLE, known, MembershipTruth(member=meets, control=~meets), seed).result


def test_minimum_and_budget_alone_do_not_stop_it():
    found = asked()
    assert (found.attack.value, found.control.value, found.risk.value) == (1, 0, 1)
    assert math.isnan(found.details["room_bound"].value)


def test_a_room_that_refuses_leaves_a_coin():
    found = asked(minimum=5_000)
    assert found.risk.low < 0 < found.risk.high and found.attack.value == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize("epsilon", [0.2, 1.0, 3.0])
def test_with_noise_one_pair_has_the_advantage_of_its_closed_form_and_stays_below_the_bound(epsilon):
    found = asked(epsilon=epsilon)
    assert found.risk.low < one_pair(epsilon) < found.risk.high
    assert found.risk.high < advantage_bound(epsilon) <= found.details["room_bound"].value


@pytest.mark.parametrize(("epsilon", "budget"), [(0.05, 20), (0.1, 20), (0.5, 6), (1.0, 4)])
def test_true_positives_stay_below_what_false_ones_permit(epsilon, budget):
    found = asked(epsilon=epsilon, budget=budget)
    loss = budget // 2 * epsilon  # one list of each pair holds the person
    assert found.attack.low <= math.exp(loss) * found.control.high
    assert 1 - found.control.high <= math.exp(loss) * (1 - found.attack.low)
    assert found.risk.high < advantage_bound(loss) < found.details["room_bound"].value


def test_more_questions_and_less_noise_find_more():
    found = [asked(epsilon=epsilon, budget=budget).risk.value for epsilon, budget in ((0.1, 2), (0.1, 100), (1.0, 100))]
    assert found == sorted(found) and found[2] > 0.9


# ---------------------------------------------------------------------------------------- releases of other people


def strangers(seed):
    """Attacks on a release of other people, whose codes are none of the attacker's, and on a room with one query."""
    drawn = case(seed, independent=True, register=True)
    rows, people = len(drawn.release), drawn.auxiliary
    own = OwnCustomers(
        people=dataclasses.replace(people, register=None, register_target=None),
        rows=np.arange(rows), targets=np.arange(rows) + rows, controls=np.arange(len(people.controls)) + 2 * rows,
    )  # fmt: skip
    written = np.full((rows, len(people.fields)), np.nan)
    some = stream(seed, "test").permutation(rows)
    written[: rows // 2] = people.register[some[: rows // 2]]
    bought = Bought(people=people, listed=np.full(rows, -1), written=written)
    yield "partner", mounted("partner", drawn.release, own, drawn.truth, seed)
    yield "partner_traits", mounted("partner_traits", drawn.release, own, drawn.truth, seed)
    yield "buyer", mounted("buyer", drawn.release, bought, drawn.truth, seed)
    found = asked(members=600, controls=300, seed=seed, budget=1, epsilon=1.0)
    yield "differencing", attacks.Scored(result=found, hits=np.empty(0))


@pytest.mark.parametrize("worlds", [10, pytest.param(200, marks=pytest.mark.validity)])
def test_on_other_people_every_interval_covers_zero_as_often_as_it_should(worlds):
    missed = {}
    for seed in range(worlds):
        for name, scored in strangers(seed):
            risk = scored.result.risk
            missed[name] = missed.get(name, 0) + (not risk.low <= 0 <= risk.high)
    assert set(missed) == {"partner", "partner_traits", "buyer", "differencing"} <= set(attacks.ON_DEMAND)
    assert max(missed.values()) <= binom.isf(0.001, worlds, 0.05), missed
