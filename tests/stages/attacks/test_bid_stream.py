import dataclasses

import numpy as np
import pandas as pd
import pytest

from equipoise.core.vocabulary import TOPICS
from equipoise.shared.advertising import Requests, topics_in
from equipoise.stages.attacks.base import Truth
from equipoise.stages.attacks.bid_stream import (
    BidStream,
    Marks,
    Retargeter,
    Watcher,
    alone_in,
    profiles_of,
    seen_by,
)
from equipoise.stages.attacks.panel import Panel

NOTHING_SUITS = np.zeros((10, 1))


def requests(rows):
    """Requests as (address, interest, place, topic, item)."""
    columns = np.array(rows, dtype=np.int64).reshape(-1, 5).T
    names = ("address", "interest", "place", "topic", "item")
    return Requests(**dict(zip(names, columns, strict=True)), week=np.zeros(columns.shape[1], dtype=np.int64))


def marks(address, place=None, stratum=None):
    size = len(address)
    return Marks(
        address=np.array(address),
        place=np.zeros(size, dtype=np.int64) if place is None else np.array(place),
        stratum=np.zeros(size, dtype=np.int64) if stratum is None else np.array(stratum),
    )


def test_an_address_makes_one_profile_whatever_else_is_sent():
    found = profiles_of(requests([(5, -1, 1, 0, -1), (7, -1, 1, 3, -1), (5, -1, 2, 0, -1)]), 2.0, NOTHING_SUITS)
    assert found.address.tolist() == [5, 7] and found.people.tolist() == [1.0, 1.0]
    assert found.table["seen_baby"].tolist() == [2.0, 0.0] and found.table["seen_fashion"].tolist() == [0.0, 1.0]
    assert found.place[0] == 2  # the last place that was sent
    assert found.of_request.tolist() == [0, 1, 0]


def test_without_an_address_people_share_a_profile():
    # Four requests of one cohort and place; a person makes two on average: about two people, one view each of topic 0.
    rows = [(-1, 4, 1, 0, -1), (-1, 4, 1, 0, -1), (-1, 4, 1, 1, -1), (-1, 4, 1, 1, -1), (-1, 4, 2, 0, -1)]
    found = profiles_of(requests(rows), 2.0, NOTHING_SUITS)
    assert found.people.tolist() == [2.0, 0.5]
    assert found.table["seen_baby"].tolist() == [1.0, 2.0] and found.table["seen_health"].tolist() == [1.0, 0.0]


def test_a_set_of_topics_is_read_bit_by_bit():
    first, nothing = topics_in(np.array([5, -1]))
    assert first.tolist() == [True, False, True] + [False] * (len(TOPICS) - 3) and not nothing.any()
    said = seen_by(np.array([0, 0, 1]), 2, requests([(-1, 5, -1, -1, -1), (-1, 4, -1, -1, -1), (-1, -1, -1, -1, -1)]),
                   topics=True)  # fmt: skip
    assert said["told_baby"].tolist() == [1.0, 0.0] and said["told_beauty"].tolist() == [2.0, 0.0]
    assert "seen_baby" not in said


def test_nothing_sent_leaves_one_profile_that_says_nothing():
    found = profiles_of(requests([(-1, -1, -1, -1, -1)] * 3), 1.0, NOTHING_SUITS)
    assert len(found) == 1 and not len(found.table.columns)


def test_who_is_alone_in_a_profile():
    found = profiles_of(requests([(-1, 1, 0, 0, -1), (-1, 1, 0, 0, -1), (-1, 2, 0, 0, -1), (9, -1, 0, 0, -1)]), 1.0,
                        NOTHING_SUITS)  # fmt: skip
    # Persons 0 and 1 share cohort 1; person 2 is the only one of cohort 2; person 3 has an address; 4 sent nothing.
    place = alone_in(found, np.array([0, 1, 2, 3]), 5)
    assert place[[0, 1, 4]].tolist() == [-1, -1, -1]
    assert found.interest[place[2]] == 2 and found.address[place[3]] == 9


def people(number, seed=1):
    """People of whom a third has the trait; who has it looks at topic 0 four times as often."""
    draws = np.random.default_rng(seed)
    has = draws.random(number) < 1 / 3
    views = draws.poisson(np.where(has, 4.0, 1.0))
    return has, views


def watched(known, place=None, number=2_000, targets_seen=True):
    """An attack on people whose address is known to a share; the second half are controls."""
    has, views = people(2 * number)
    panel_has, panel_views = people(2_000, seed=2)
    reader = np.repeat(np.arange(2 * number), views)
    address = np.random.default_rng(3).permutation(2 * number)
    living = np.zeros(2 * number, dtype=np.int64) if place is None else place(2 * number)
    rows = np.zeros((reader.size, 5), dtype=np.int64)
    rows[:, 0] = address[reader] if targets_seen else -1
    rows[:, 1] = rows[:, 4] = -1
    rows[:, 2] = living[reader]
    kept = reader < number
    profiles = profiles_of(requests(rows[kept]), 2.0, NOTHING_SUITS)
    zeros = np.zeros((number, 1))
    names = [f"seen_{topic}" for topic in TOPICS]
    records = pd.DataFrame(0.0, columns=names, index=range(2_000)).assign(seen_baby=panel_views, sex=0.0)
    told = np.random.default_rng(4).random(2 * number) < known
    sides = [marks(np.where(told, address, -1)[some], living[some]) for some in (slice(number), slice(number, None))]
    knowledge = Watcher(
        fields=("sex",), targets=zeros, controls=zeros, control_for=np.zeros(number, dtype=np.int64), trait="ill",
        prevalence=float(panel_has.mean()), panel=Panel(records, panel_has), profiles=profiles,
        target_marks=sides[0], control_marks=sides[1], panel_interest=np.full(2_000, -1),
    )  # fmt: skip
    truth = Truth(
        row=alone_in(profiles, reader[kept], 2 * number)[:number], trait=has[:number], control_trait=has[number:],
        exact=records.iloc[:0], control_exact=records.iloc[:0],
    )  # fmt: skip
    return BidStream().mount(profiles.release, knowledge, truth, seed=1).result


def test_known_addresses_tell_the_trait_and_unknown_ones_do_not():
    known, unknown = watched(1.0), watched(0.0)
    assert known.risk.low > 0.3 and known.details["linked"].value > 0.7
    assert unknown.risk.low < 0 < unknown.risk.high and unknown.details["linked"].value < 0.01


def test_the_more_addresses_are_known_the_more_is_told():
    risks = [watched(share).risk.value for share in (0.0, 0.3, 1.0)]
    assert risks == sorted(risks)


def test_a_place_of_ones_own_is_as_good_as_an_address():
    assert watched(0.0, place=np.arange).risk.low > 0.3


def test_controls_are_people_whose_requests_were_not_seen():
    result = watched(1.0)
    assert result.control.value == pytest.approx(result.baseline.value, abs=0.06)


def test_items_tell_which_of_two_profiles_at_a_place_is_whose():
    # Item 0 suits stratum 0 (log 8), item 1 suits stratum 1: at one place, each person is given the right profile.
    suits = np.log(np.array([[8.0, 1.0], [1.0, 8.0]]))
    found = profiles_of(requests([(5, -1, 3, 0, 0), (7, -1, 3, 1, 1)]), 1.0, suits)
    assert found.suits == pytest.approx(suits)
    panel = Panel(pd.DataFrame({"sex": [0.0, 1.0, 0.0, 1.0], **{f"seen_{topic}": [0.0] * 4 for topic in TOPICS}}),
                  np.array([True, False, False, True]))  # fmt: skip
    unknown = marks([-1, -1], place=[3, 3], stratum=[1, 0])
    knowledge = Watcher(
        fields=("sex",), targets=np.zeros((2, 1)), controls=np.zeros((2, 1)), control_for=np.zeros(2, dtype=np.int64),
        prevalence=0.5, panel=panel, profiles=found, target_marks=unknown, control_marks=unknown,
        panel_interest=np.full(4, -1),
    )  # fmt: skip
    guesses = BidStream().guess(found.release, knowledge, np.random.default_rng(1))
    assert found.address[guesses.named].tolist() == [7, 5]


def test_why_it_cannot_be_mounted():
    found = profiles_of(requests([(-1, -1, -1, 0, -1)]), 1.0, NOTHING_SUITS)
    nobody = np.zeros((0, 1))
    knowledge = Watcher(
        fields=("sex",), targets=nobody, controls=nobody, control_for=np.zeros(0, dtype=np.int64), profiles=found,
        target_marks=marks([]), control_marks=marks([]), panel_interest=np.zeros(0, dtype=np.int64),
    )  # fmt: skip
    assert BidStream().infeasible(found.release, knowledge) == "no_targets"
    some = dataclasses.replace(knowledge, targets=np.zeros((1, 1)))
    assert BidStream().infeasible(found.release, some) == "no_model"
    assert Retargeter().infeasible(found.release, some) == "no_retargeting"
